// Sends what reps write, one message of a thread at a time and in order, and keeps at it until the server has answered.

import { api, ApiError } from './lib/api';
import { retryDelay } from './lib/backoff';
import { canRetry, revive, type Pending } from './lib/outbox';
import { forTab, recall, remember } from './lib/storage';
import { uuid } from './lib/uuid';

/** What became of a message, for the thread it belongs to. */
export type Sent = { thread: string } & ({ ok: true } | { ok: false; code: string });

export class Outbox {
  all = $state.raw<readonly Pending[]>([]);
  readonly #key: string;
  readonly #told: (sent: Sent) => void;
  readonly #busy = new Set<string>();
  readonly #timers = new Map<string, number>();
  #attempts = 0;

  /** The key names the rep: a colleague who signs in on the same tab must not send what another wrote. */
  constructor(rep: string, told: (sent: Sent) => void) {
    this.#key = `chaperone.console.outbox.${rep}`;
    this.#told = told;
    this.all = revive(recall(forTab, this.#key));
  }

  of(thread: string): Pending[] {
    return this.all.filter((message) => message.thread === thread);
  }

  add(thread: string, text: string, after: number): void {
    this.#keep([...this.all, { id: uuid(), thread, text, after, seq: null, refused: null }]);
    void this.#pump(thread);
  }

  drop(ids: readonly string[]): void {
    if (ids.length > 0) this.#keep(this.all.filter((message) => !ids.includes(message.id)));
  }

  /** The connection is back, or the page was reloaded: whatever has no answer yet goes again under its old id. */
  retryAll(): void {
    for (const thread of new Set(this.all.map((message) => message.thread))) void this.#pump(thread);
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  async #pump(thread: string): Promise<void> {
    if (this.#busy.has(thread)) return;
    this.#busy.add(thread);
    clearTimeout(this.#timers.get(thread));
    try {
      for (let next = this.#next(thread); next; next = this.#next(thread)) {
        if (!(await this.#send(next))) break;
      }
    } finally {
      this.#busy.delete(thread);
    }
  }

  #next(thread: string): Pending | undefined {
    return this.of(thread).find((message) => message.seq === null && message.refused === null);
  }

  async #send(message: Pending): Promise<boolean> {
    try {
      const head = await api.say(message.thread, message.id, message.text);
      this.#attempts = 0;
      this.#change(message.id, { seq: head.seq });
      this.#told({ thread: message.thread, ok: true });
      return true;
    } catch (error) {
      const code = error instanceof ApiError ? error.code : 'network';
      if (code === 'signed_out') {
        // Kept as it is: the next sign-in of this rep sends it.
      } else if (canRetry(code)) {
        const wait = (error instanceof ApiError && error.retryAfterMs) || retryDelay(this.#attempts + 1, Math.random);
        this.#attempts += 1;
        this.#timers.set(message.thread, window.setTimeout(() => void this.#pump(message.thread), wait));
      } else this.#change(message.id, { refused: code });
      this.#told({ thread: message.thread, ok: false, code });
      // A refused message no longer blocks the ones behind it; a lost connection does, or they would overtake it.
      return code !== 'signed_out' && !canRetry(code);
    }
  }

  #change(id: string, change: Partial<Pending>): void {
    this.#keep(this.all.map((message) => (message.id === id ? { ...message, ...change } : message)));
  }

  #keep(all: readonly Pending[]): void {
    this.all = all;
    remember(forTab, this.#key, all.length === 0 ? null : JSON.stringify(all));
  }
}

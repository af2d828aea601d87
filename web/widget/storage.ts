/**
 * What a page keeps between loads: the thread's token and what was written and not yet stored by the server.
 *
 * Each unsent message has a key of its own, so that two tabs on the same site cannot overwrite each other's. A browser that refuses storage
 * gets a thread that lives as long as the page.
 */

import type { Pending } from '../shared/thread';

export type Saved = { thread: string; token: string; seen: number };

export class Store {
  /** `localStorage` itself, or what stands in for it: both are read and written as plain properties. */
  #box: Record<string, string | undefined>;

  constructor(private key: string) {
    try {
      this.#box = localStorage;
    } catch {
      this.#box = {};
    }
  }

  thread(): Saved | null {
    const saved = this.#read(this.key) as Saved | null;
    return saved && typeof saved.token === 'string' && typeof saved.thread === 'string' ? { ...saved, seen: Number(saved.seen) || 0 } : null;
  }

  saveThread(saved: Saved): void {
    this.#write(this.key, saved);
  }

  forgetThread(): void {
    delete this.#box[this.key];
    delete this.#box[`${this.key}|rated`];
  }

  outbox(): Pending[] {
    const prefix = `${this.key}|out|`;
    return Object.keys(this.#box)
      .filter((k) => k.startsWith(prefix))
      .map((k) => this.#read(k) as Pending | null)
      .filter((p): p is Pending => typeof p?.deed?.id === 'string')
      .map(({ deed, at }): Pending => ({ deed, at, state: 'waiting' }))
      .sort((a, b) => a.at - b.at);
  }

  putOut(p: Pending): void {
    this.#write(`${this.key}|out|${p.deed.id}`, { deed: p.deed, at: p.at });
  }

  dropOut(id: string): void {
    delete this.#box[`${this.key}|out|${id}`];
  }

  /** The epoch of the ending that the visitor rated, or chose not to: it is asked about once. */
  rated(): number {
    return Number(this.#read(`${this.key}|rated`)) || 0;
  }

  saveRated(epoch: number): void {
    this.#write(`${this.key}|rated`, epoch);
  }

  #read(key: string): unknown {
    try {
      return JSON.parse(this.#box[key] ?? 'null');
    } catch {
      return null;
    }
  }

  #write(key: string, value: unknown): void {
    const text = JSON.stringify(value);
    try {
      this.#box[key] = text;
    } catch {
      // Full. What is kept so far goes along, and the page lives on what it holds in memory.
      this.#box = { ...this.#box, [key]: text };
    }
  }
}

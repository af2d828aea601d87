/**
 * Everything between the view and the network: which connection, when again, what is sent on it and what is kept. It owns the only mutable
 * copy of the thread and changes it by the shared reducer alone.
 */

import { asError, asRooftop, FATAL, tidy, type Deed, type Rooftop, type ServerFrame } from '../shared/protocol';
import { empty, kept, reduce, unsent, type Action, type Thread } from '../shared/thread';
import { backoff } from './backoff';
import { http } from './http';
import { socket } from './socket';
import { Store } from './storage';
import type { Wire, WireContext } from './wire';

/** A connection has to stand this long before earlier failures are forgotten; otherwise one that falls at once would be tried without a pause. */
const STEADY_MS = 5_000;
const TYPING_MS = 6_000;

/** `crypto.randomUUID` exists on https pages only, and not every dealer's page is one. */
function uuid(): string {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6]! & 0x0f) | 0x40;
  b[8] = (b[8]! & 0x3f) | 0x80;
  const x = Array.from(b, (n) => n.toString(16).padStart(2, '0')).join('');
  return `${x.slice(0, 8)}-${x.slice(8, 12)}-${x.slice(12, 16)}-${x.slice(16, 20)}-${x.slice(20)}`;
}

export class Session {
  view: Thread = empty;
  info: Rooftop | null = null;
  failures = 0;
  /** The thread this browser had is no longer known to the server. */
  lost = false;
  lang = 'en';
  readonly store: Store;

  #started = false;
  /** Ended when the element leaves the page, and with it every listener and attempt. */
  #here = new AbortController();
  #wire: Wire | null = null;
  #up = false;
  #plain = false;
  #again: ReturnType<typeof setTimeout> | undefined;
  #steady: ReturnType<typeof setTimeout> | undefined;
  #held: ReturnType<typeof setTimeout> | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private server: string,
    private rooftop: string,
    private changed: (before: Thread, after: Thread) => void,
  ) {
    this.store = new Store(`chaperone:${server}|${rooftop}`);
  }

  /** On the visitor's first opening of the panel, and not a request earlier. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    const saved = this.store.thread();
    // What came after the last seq shown here is news, even though the whole thread is fetched again.
    if (saved) this.view = { ...empty, id: saved.thread, newsFrom: saved.seen };
    this.#do({ t: 'restore', pending: this.store.outbox() });
    const { signal } = this.#here;
    addEventListener('online', this.#wake, { signal });
    addEventListener('offline', this.#sleep, { signal });
    document.addEventListener('visibilitychange', this.#wake, { signal });
    void this.#introduce();
    if (saved) this.#connect();
  }

  stop(): void {
    this.#here.abort();
    for (const timer of [this.#again, this.#steady, this.#held, this.#typing]) clearTimeout(timer);
    this.#drop();
  }

  /** Nothing can be sent before the notice could be shown, unless a thread exists: then it was. */
  get ready(): boolean {
    return !this.view.fatal && (this.info !== null || this.store.thread() !== null);
  }

  say(text: string): boolean {
    const x = tidy(text);
    return x !== '' && this.#enqueue({ k: 'say', id: uuid(), x });
  }

  person(): boolean {
    return this.#enqueue({ k: 'person', id: uuid() });
  }

  rate(score: number): boolean {
    return this.#enqueue({ k: 'rate', id: uuid(), score });
  }

  retry(id: string): void {
    this.#do({ t: 'retry', id });
    const deed = this.view.pending.find((p) => p.deed.id === id)?.deed;
    if (deed) this.#send(deed);
  }

  discard(id: string): void {
    this.store.dropOut(id);
    this.#do({ t: 'discard', id });
  }

  #enqueue(deed: Deed): boolean {
    if (!this.ready) return false;
    const at = Date.now() * 1000;
    // Kept first: a page that is left in the next instant must not lose it.
    this.store.putOut({ deed, at, state: 'waiting' });
    this.#do({ t: 'write', deed, at });
    this.#send(deed);
    return true;
  }

  #send(deed: Deed): void {
    if (this.#up) this.#wire?.send(deed);
    else this.#connect();
  }

  #do(action: Action): void {
    const before = this.view;
    const after = reduce(before, action);
    if (after === before) return;
    this.view = after;
    const still = new Set(kept(after).map((p) => p.deed.id));
    for (const p of before.pending) if (!still.has(p.deed.id)) this.store.dropOut(p.deed.id);
    if (after.seen !== before.seen) {
      const saved = this.store.thread();
      if (saved) this.store.saveThread({ ...saved, seen: after.seen });
    }
    this.#watchHeld();
    this.changed(before, after);
  }

  #watchHeld(): void {
    clearTimeout(this.#held);
    const next = this.view.pending.filter((p) => p.retryAt !== undefined).sort((a, b) => a.retryAt! - b.retryAt!)[0];
    if (next) this.#held = setTimeout(() => this.retry(next.deed.id), Math.max(0, next.retryAt! - Date.now()));
  }

  /** The notice, the name and the limits: the one request that needs no thread. */
  async #introduce(tries = 0): Promise<void> {
    try {
      const answer = await fetch(`${this.server}/widget/v1/rooftops/${encodeURIComponent(this.rooftop)}`, {
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      });
      const json: unknown = await answer.json();
      this.info = answer.ok ? asRooftop(json) : null;
      const err = asError((json as { error?: unknown }).error);
      if (!answer.ok && FATAL.has(err.code)) return this.#frame(err);
      if (!this.info) throw new Error('no notice to show');
      this.changed(this.view, this.view);
      this.#connect();
    } catch {
      this.failures++;
      if (!this.#wire) this.#do({ t: 'link', link: 'offline' });
      if (!this.#here.signal.aborted) setTimeout(() => void this.#introduce(tries + 1), backoff(tries, Math.random()));
    }
  }

  #connect = (): void => {
    clearTimeout(this.#again);
    if (this.#wire || this.view.fatal || this.#here.signal.aborted) return;
    // Another tab may have opened the thread meanwhile; and without one, there must be something to say and a notice that was shown.
    if (!navigator.onLine) return this.#sleep();
    if (!this.store.thread() && (!this.info || !unsent(this.view).length)) {
      if (this.info && this.view.link !== 'idle') this.#do({ t: 'link', link: 'idle' });
      return;
    }
    if (this.view.link !== 'offline') this.#do({ t: 'link', link: 'connecting' });
    this.#up = false;
    const wire: { mine?: Wire } = {};
    const mine = (): boolean => this.#wire !== null && this.#wire === wire.mine;
    const context: WireContext = {
      server: this.server,
      rooftop: this.rooftop,
      opening: () => ({ lang: this.lang, notice: this.info?.disclosure.version ?? '' }),
      saved: () => this.store.thread(),
      seen: () => this.view.seen,
      frame: (frame) => mine() && this.#frame(frame),
      head: (s) => mine() && this.#do({ t: 'head', s }),
      up: () => mine() && this.#onUp(),
      down: () => mine() && this.#onDown(),
    };
    wire.mine = this.#wire = (this.#plain ? http : socket)(context);
  };

  #frame(frame: ServerFrame): void {
    if (frame.k === 'opened') {
      this.lost = false;
      this.store.saveThread({ thread: frame.t, token: frame.token, seen: 0 });
    }
    if (frame.k === 'err' && frame.code === 'token_refused') return this.#forget();
    this.#do({ t: 'frame', frame, now: Date.now() });
    if (frame.k === 'typing') {
      clearTimeout(this.#typing);
      if (frame.on) this.#typing = setTimeout(() => this.#do({ t: 'typing_ended' }), TYPING_MS);
    }
    if (this.view.fatal) this.#drop();
  }

  #forget(): void {
    this.store.forgetThread();
    this.lost = true;
    this.#drop();
    this.#do({ t: 'forgotten' });
    this.#later();
  }

  #drop(): void {
    this.#wire?.close();
    this.#wire = null;
    this.#up = false;
  }

  #onUp(): void {
    this.#up = true;
    clearTimeout(this.#steady);
    this.#steady = setTimeout(() => {
      this.failures = 0;
    }, STEADY_MS);
    if (this.view.link !== 'live') this.#do({ t: 'link', link: 'live' });
    for (const deed of unsent(this.view)) this.#wire?.send(deed);
  }

  #onDown(): void {
    // A way that never came up is not tried twice running: sockets may be blocked here, or plain requests may have been a mistake.
    if (!this.#up) this.#plain = !this.#plain;
    this.#drop();
    clearTimeout(this.#steady);
    this.#later();
  }

  #later(): void {
    clearTimeout(this.#again);
    const wait = backoff(this.failures++, Math.random());
    // A line that comes back within a moment is not worth a word to the visitor.
    this.#do({ t: 'link', link: !this.store.thread() && !unsent(this.view).length ? 'idle' : this.failures > 2 || !navigator.onLine ? 'offline' : 'connecting' });
    this.#again = setTimeout(this.#connect, wait);
  }

  #wake = (): void => {
    if (document.visibilityState === 'hidden') return;
    if (this.#wire) this.#wire.check();
    else if (navigator.onLine) this.#connect();
  };

  #sleep = (): void => {
    this.#drop();
    this.#do({ t: 'link', link: 'offline' });
  };
}

// A signed-in rep's desk: the thread list, the line that keeps it true, and the thread that is open.

import { alerts } from './alerts.svelte';
import { clock } from './clock.svelte';
import { api, ApiError } from './lib/api';
import { Line, type LineState, type SocketLike } from './lib/socket';
import { callFor, counts, inTab, put, reconcile, STATE_OF_TAB, type Tab, type ThreadMap } from './lib/threads';
import type { ClientFrame, Me, ServerFrame, Summary, ThreadState } from './lib/types';
import { nav } from './nav.svelte';
import { OpenThread } from './open.svelte';
import { Outbox } from './outbox.svelte';
import { prefs, t } from './prefs.svelte';

const PAGE = 100;
/** The queue is never cut short: a visitor who waits on a second page waits for ever. */
const QUEUE_PAGE = 500;
const POLL_MS = 10_000;
const OPEN_STATES: readonly ThreadState[] = ['queued', 'rep', 'agent'];

export class Desk {
  readonly me: Me;
  readonly signedOut: () => void;
  readonly outbox: Outbox;
  threads = $state.raw<ThreadMap>(new Map());
  loaded = $state.raw<ReadonlySet<ThreadState>>(new Set());
  more = $state.raw<ReadonlySet<ThreadState>>(new Set());
  line = $state<LineState>('closed');
  online = $state(navigator.onLine);
  tab = $state<Tab>('waiting');
  open = $state.raw<OpenThread | null>(null);

  readonly rooftop = $derived.by(() => {
    const wished = prefs.rooftop;
    return this.me.rooftops.some((rooftop) => rooftop.id === wished) ? wished : null;
  });
  readonly rows = $derived.by(() => inTab(this.threads, this.tab, this.me.id, this.rooftop));
  readonly counts = $derived.by(() => counts(this.threads, this.me.id, this.rooftop));

  readonly #line: Line;
  readonly #stops: (() => void)[] = [];
  /** One set for each fetch under way: the threads that a frame has told about since it began. */
  readonly #touched = new Set<Set<string>>();
  #refreshing: Promise<void> | null = null;
  #again = false;

  constructor(me: Me, signedOut: () => void) {
    this.me = me;
    this.signedOut = signedOut;
    this.outbox = new Outbox(me.id, (sent) => {
      if (!sent.ok && sent.code === 'signed_out') signedOut();
      else if (this.open?.id === sent.thread) this.open.afterSending(sent);
    });
    this.#line = new Line(
      { connect, later: (run, ms) => window.setTimeout(run, ms), cancel: (id) => clearTimeout(id), random: Math.random },
      (frame) => this.#frame(frame),
      (state) => (this.line = state),
    );
  }

  start(): void {
    const hurry = (): void => {
      this.online = navigator.onLine;
      if (this.online && !document.hidden) this.#line.hurry();
    };
    const poll = setInterval(() => this.#poll(), POLL_MS);
    window.addEventListener('online', hurry);
    window.addEventListener('offline', hurry);
    document.addEventListener('visibilitychange', hurry);
    this.#stops.push(() => {
      clearInterval(poll);
      window.removeEventListener('online', hurry);
      window.removeEventListener('offline', hurry);
      document.removeEventListener('visibilitychange', hurry);
    });
    void this.refresh();
    this.#line.open();
  }

  stop(): void {
    this.show(null);
    this.outbox.stop();
    for (const stop of this.#stops) stop();
    this.#line.close();
  }

  show(thread: string | null): void {
    if ((this.open?.id ?? null) === thread) return;
    this.open?.leave();
    this.open = thread === null ? null : new OpenThread(this, thread);
    if (this.open) void this.open.load();
    else this.tell({ k: 'unfollow' });
  }

  tell(frame: ClientFrame): void {
    this.#line.send(frame);
  }

  /** One at a time; a call while one runs makes it run again, since what it reads may be older than what the caller knows of. */
  refresh(): Promise<void> {
    if (this.#refreshing) this.#again = true;
    this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  async loadTab(tab: Tab): Promise<void> {
    this.tab = tab;
    const state = STATE_OF_TAB[tab];
    if (!this.loaded.has(state)) await this.#fetch([state]);
  }

  async loadMore(): Promise<void> {
    const state = STATE_OF_TAB[this.tab];
    const oldest = Math.min(...[...this.threads.values()].filter((held) => held.state === state).map((held) => held.last_at));
    await this.guard(async () => {
      const older = await api.threads(state, PAGE, Number.isFinite(oldest) ? oldest : undefined);
      this.accept(older);
      this.#setMore(state, older.length === PAGE);
    });
  }

  accept(summaries: readonly Summary[]): void {
    for (const touched of this.#touched) for (const summary of summaries) touched.add(summary.thread);
    this.threads = put(this.threads, summaries);
    for (const summary of summaries) if (summary.thread === this.open?.id) this.open.accept(summary);
  }

  rooftopName(id: string): string {
    return this.me.rooftops.find((rooftop) => rooftop.id === id)?.name ?? id;
  }

  /** Runs a request that nobody waits for: a session that ended is always acted on, the rest is left to the next poll. */
  async guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof ApiError && error.code === 'signed_out') this.signedOut();
    }
  }

  async #refresh(): Promise<void> {
    do {
      this.#again = false;
      await this.#fetch([...new Set([...OPEN_STATES, ...this.loaded])]);
    } while (this.#again);
  }

  async #fetch(states: readonly ThreadState[]): Promise<void> {
    const touched = new Set<string>();
    this.#touched.add(touched);
    await this.guard(async () => {
      const pages = await Promise.all(
        states.map(async (state) => ({ state, list: await api.threads(state, state === 'queued' ? QUEUE_PAGE : PAGE) })),
      );
      const fetched = pages.flatMap((page) => page.list);
      this.threads = reconcile(this.threads, fetched, new Set(states.filter((state) => state !== 'closed')), touched);
      for (const summary of fetched) if (summary.thread === this.open?.id) this.open.accept(summary);
      for (const { state, list } of pages) this.#setMore(state, state !== 'queued' && list.length === PAGE);
      this.loaded = new Set([...this.loaded, ...states]);
    });
    this.#touched.delete(touched);
  }

  #setMore(state: ThreadState, more: boolean): void {
    const next = new Set(this.more);
    if (more) next.add(state);
    else next.delete(state);
    this.more = next;
  }

  #frame(frame: ServerFrame): void {
    switch (frame.k) {
      case 'hello':
        clock.set(frame.at);
        void this.refresh();
        this.open?.resume();
        this.outbox.retryAll();
        break;
      case 'thread':
        this.#changed(frame.summary);
        break;
      case 'event':
        if (this.open?.id === frame.thread) this.open.heard(frame.event);
        break;
      case 'reset':
        void this.refresh();
        void this.open?.load();
        break;
      case 'signed_out':
        this.signedOut();
        break;
      case 'pong':
        break;
    }
  }

  #changed(summary: Summary): void {
    const call = callFor(this.threads.get(summary.thread), summary, this.me.id);
    this.accept([summary]);
    if (!call || (this.rooftop !== null && summary.rooftop !== this.rooftop)) return;
    // A reply in the thread that is open is read out with its words.
    if (call === 'replied' && this.open?.id === summary.thread && !document.hidden) return;
    const rooftop = this.rooftopName(summary.rooftop);
    const text = t(call === 'waiting' ? 'live_waiting' : 'live_replied', { rooftop, n: this.counts.waiting });
    alerts.say(text);
    alerts.call(t('app'), text, () => nav.go(summary.thread));
  }

  /** Where sockets are blocked the console still works, at the pace of a poll. */
  #poll(): void {
    if (this.line === 'live' || !this.online) return;
    void this.refresh();
    void this.open?.load();
  }
}

function connect(): SocketLike {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocket(`${scheme}//${location.host}/console/api/socket`) as SocketLike;
}

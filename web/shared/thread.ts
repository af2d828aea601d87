/**
 * A thread as one client sees it: a pure fold of frames and the visitor's own deeds into what is on the screen.
 *
 * It reads no clock and does no I/O, so the same function can stand in the widget, in a test and in a simulation. It is the last of the three
 * fences around a take-over (commit, claim, screen), and the only one that also covers what was already under way to the browser.
 */

import type { Deed, Err, Msg, Own, Owner, ServerFrame } from './protocol';
import { FATAL, PASSING } from './protocol';

export type Item = Msg | Own;

/** waiting: not sent yet, or sent and not answered · acked: durable · held: refused for now, sent again at `retryAt` · failed: the visitor decides */
export type PendingState = 'waiting' | 'acked' | 'held' | 'failed';

export type Pending = {
  deed: Deed;
  /** Microseconds, by the visitor's clock; the log's time replaces it when the message is shown. */
  at: number;
  state: PendingState;
  /** The seq it is durable as, once known. */
  s?: number;
  code?: string;
  /** Milliseconds, by the visitor's clock. */
  retryAt?: number;
};

export type Link = 'idle' | 'connecting' | 'live' | 'offline';

export type Thread = {
  id: string | null;
  link: Link;
  owner: Owner;
  ownerName: string | null;
  /** The seq that `owner` is true at: the head a `resumed` frame told of, or the last owner change. */
  ownerSeq: number;
  /** The epoch that began with this owner: names the ending a rating is asked for, also after a reload. */
  ownerEpoch: number;
  /** Greatest epoch among the frames shown. */
  epoch: number;
  /** What `resumed` said of the head. It fences frames after that seq only: the ones before it are history, told in order. */
  head: { s: number; e: number };
  /** Greatest seq shown: where to resume from. An ack does not move it, as the message itself may still be missing. */
  seen: number;
  /** Messages after this seq are news; up to it they are the thread as it was when the page was opened. */
  newsFrom: number;
  /** Sorted by seq, each seq once. */
  items: readonly Item[];
  pending: readonly Pending[];
  /** Who is typing. */
  typing: string | null;
  /** The last refusal that is not about one message. */
  error: Err | null;
  /** Trying again cannot help. */
  fatal: boolean;
};

export const empty: Thread = {
  id: null,
  link: 'idle',
  owner: 'agent',
  ownerName: null,
  ownerSeq: 0,
  ownerEpoch: 0,
  epoch: 0,
  head: { s: 0, e: 0 },
  seen: 0,
  newsFrom: -1,
  items: [],
  pending: [],
  typing: null,
  error: null,
  fatal: false,
};

export type Action =
  | { t: 'frame'; frame: ServerFrame; now: number }
  /** The head as the plain HTTP answer gives it, which knows no owner. */
  | { t: 'head'; s: number }
  | { t: 'write'; deed: Deed; at: number }
  | { t: 'restore'; pending: readonly Pending[] }
  | { t: 'retry'; id: string }
  | { t: 'discard'; id: string }
  | { t: 'link'; link: Link }
  | { t: 'typing_ended' }
  /** The server does not know the token any more. What was written and not stored is kept for the next thread. */
  | { t: 'forgotten' };

export function reduce(v: Thread, a: Action): Thread {
  switch (a.t) {
    case 'frame':
      return onFrame(v, a.frame, a.now);
    case 'head':
      return { ...v, newsFrom: v.newsFrom < 0 ? a.s : v.newsFrom, error: null };
    case 'write':
      return { ...v, pending: [...v.pending, { deed: a.deed, at: a.at, state: 'waiting' }] };
    case 'restore': {
      const known = new Set(v.pending.map((p) => p.deed.id));
      return { ...v, pending: [...v.pending, ...a.pending.filter((p) => !known.has(p.deed.id))] };
    }
    case 'retry':
      return amend(v, a.id, ({ deed, at }) => ({ deed, at, state: 'waiting' }));
    case 'discard':
      return { ...v, pending: v.pending.filter((p) => p.deed.id !== a.id) };
    case 'link':
      return { ...v, link: a.link, typing: a.link === 'live' ? v.typing : null };
    case 'typing_ended':
      return { ...v, typing: null };
    case 'forgotten':
      return { ...empty, link: v.link, pending: v.pending.filter((p) => p.deed.k !== 'rate' && p.state !== 'acked') };
  }
}

function onFrame(v: Thread, f: ServerFrame, now: number): Thread {
  switch (f.k) {
    case 'opened':
      return { ...v, id: f.t, link: 'live', owner: f.o, ownerName: null, ownerSeq: f.s, ownerEpoch: f.e, newsFrom: 0, epoch: Math.max(v.epoch, f.e), error: null };
    case 'resumed': {
      const next: Thread = { ...v, id: f.t, link: 'live', head: { s: f.s, e: f.e }, newsFrom: v.newsFrom < 0 ? f.s : v.newsFrom, error: null };
      return f.s >= v.ownerSeq ? { ...next, owner: f.o, ownerName: f.n ?? null, ownerSeq: f.s, ownerEpoch: f.e } : next;
    }
    case 'ack':
      return onAck(v, f.id, f.s);
    case 'msg':
      return onMessage(v, f);
    case 'own':
      return onOwner(v, f);
    case 'typing':
      // Only a rep's typing is told. A notice that comes after they let go must not leave the dots standing.
      return { ...v, typing: f.on && v.owner === 'rep' ? (f.n ?? v.ownerName ?? '') : null };
    case 'err':
      return onError(v, f, now);
    case 'reset':
      return { ...v, link: 'connecting', typing: null };
    case 'pong':
      return v;
  }
}

function onAck(v: Thread, id: string, s: number): Thread {
  const p = v.pending.find((p) => p.deed.id === id);
  if (!p) return v;
  // Only a message has a line of its own to wait for; and that line may have come before its ack.
  if (p.deed.k !== 'say' || v.items.some((i) => i.s === s)) return { ...v, pending: v.pending.filter((q) => q !== p) };
  return amend(v, id, ({ deed, at }) => ({ deed, at, state: 'acked', s }));
}

function onMessage(v: Thread, f: Msg): Thread {
  const fence = f.s > v.head.s ? Math.max(v.epoch, v.head.e) : v.epoch;
  if (f.a === 'agent' && f.e < fence) return v;
  const next = insert(v, f);
  if (next === v) return v;
  return {
    ...next,
    pending: f.a === 'visitor' ? v.pending.filter((p) => p.deed.id !== f.id && p.s !== f.s) : v.pending,
    typing: f.a === 'rep' ? null : v.typing,
  };
}

function onOwner(v: Thread, f: Own): Thread {
  const next = insert(v, f);
  if (next === v || f.s < v.ownerSeq) return next;
  return { ...next, owner: f.o, ownerName: f.n ?? null, ownerSeq: f.s, ownerEpoch: f.e, typing: null };
}

function onError(v: Thread, f: Err, now: number): Thread {
  if (FATAL.has(f.code)) return { ...v, error: f, fatal: true, typing: null };
  if (f.id !== undefined && v.pending.some((p) => p.deed.id === f.id)) {
    const later = PASSING.has(f.code);
    return amend(v, f.id, ({ deed, at }) => ({
      deed,
      at,
      state: later ? 'held' : 'failed',
      code: f.code,
      ...(later ? { retryAt: now + (f.retry_after_ms ?? 5000) } : {}),
    }));
  }
  return { ...v, error: f };
}

/** Returns `v` itself when that seq is already shown. */
function insert(v: Thread, f: Item): Thread {
  let at = v.items.length;
  while (at > 0 && v.items[at - 1]!.s > f.s) at--;
  if (at > 0 && v.items[at - 1]!.s === f.s) return v;
  const items = [...v.items.slice(0, at), f, ...v.items.slice(at)];
  return { ...v, items, seen: Math.max(v.seen, f.s), epoch: Math.max(v.epoch, f.e) };
}

function amend(v: Thread, id: string, change: (p: Pending) => Pending): Thread {
  return { ...v, pending: v.pending.map((p) => (p.deed.id === id ? change(p) : p)) };
}

/** What is to be sent when a connection is made: everything the server has not said is durable and nobody has given up on. */
export const unsent = (v: Thread): Deed[] => v.pending.filter((p) => p.state === 'waiting').map((p) => p.deed);

/** What is to be kept across a reload. */
export const kept = (v: Thread): Pending[] => v.pending.filter((p) => p.state !== 'acked');

/** Messages from others that came since `before` and are news: what a screen reader hears and the launcher counts. Each is news once. */
export function news(before: Thread, after: Thread): Msg[] {
  if (before.items === after.items) return [];
  const had = new Set(before.items.map((i) => i.s));
  return after.items.filter((i): i is Msg => i.k === 'msg' && i.a !== 'visitor' && i.s > after.newsFrom && !had.has(i.s));
}

/** Quick replies stand under the last message only, and only while nothing has been answered to it. */
export function choices(v: Thread): readonly string[] {
  const last = v.items.at(-1);
  return last?.k === 'msg' && last.a === 'agent' && v.owner === 'agent' && !v.pending.some((p) => p.deed.k === 'say') ? (last.choices ?? []) : [];
}

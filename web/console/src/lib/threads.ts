// The thread list as a value: how summaries are merged, which tab a thread stands in, in what order.

import type { Summary, ThreadState } from './types';

export const TABS = ['waiting', 'mine', 'team', 'agent', 'closed'] as const;
export type Tab = (typeof TABS)[number];

export type ThreadMap = ReadonlyMap<string, Summary>;

/** Which `state=` of the API holds a tab's threads. */
export const STATE_OF_TAB: Record<Tab, ThreadState> = {
  waiting: 'queued',
  mine: 'rep',
  team: 'rep',
  agent: 'agent',
  closed: 'closed',
};

/** Frames and answers can cross on the way here: the greater seq is the later truth. */
export function put(map: ThreadMap, incoming: readonly Summary[]): ThreadMap {
  const next = new Map(map);
  for (const summary of incoming) {
    const known = next.get(summary.thread);
    if (!known || summary.seq >= known.seq) next.set(summary.thread, summary);
  }
  return next;
}

/**
 * A full fetch of the given states. A thread we hold in one of them that the server did not list has moved on while we
 * were not listening, unless a frame touched it after the fetch began.
 */
export function reconcile(
  map: ThreadMap,
  fetched: readonly Summary[],
  states: ReadonlySet<ThreadState>,
  touched: ReadonlySet<string>,
): ThreadMap {
  const listed = new Set(fetched.map((summary) => summary.thread));
  const kept = [...map].filter(([id, held]) => !states.has(held.state) || listed.has(id) || touched.has(id));
  return put(new Map(kept), fetched);
}

export function tabOf(summary: Summary, me: string): Tab {
  switch (summary.state) {
    case 'queued':
      return 'waiting';
    case 'rep':
      return summary.rep?.id === me ? 'mine' : 'team';
    case 'agent':
      return 'agent';
    case 'closed':
      return 'closed';
  }
}

/** Visitors who wait come first, longest wait on top; everything else newest first. Ids break ties so rows never swap by chance. */
function byWaitThenRecency(a: Summary, b: Summary): number {
  if (a.waiting_since !== b.waiting_since) {
    if (a.waiting_since === null) return 1;
    if (b.waiting_since === null) return -1;
    return a.waiting_since - b.waiting_since;
  }
  return b.last_at - a.last_at || (a.thread < b.thread ? -1 : 1);
}

function byRecency(a: Summary, b: Summary): number {
  return b.last_at - a.last_at || (a.thread < b.thread ? -1 : 1);
}

export function inTab(map: ThreadMap, tab: Tab, me: string, rooftop: string | null): Summary[] {
  const found = [...map.values()].filter(
    (summary) => tabOf(summary, me) === tab && (rooftop === null || summary.rooftop === rooftop),
  );
  return found.sort(tab === 'waiting' || tab === 'mine' ? byWaitThenRecency : byRecency);
}

export function counts(map: ThreadMap, me: string, rooftop: string | null): Record<Tab, number> {
  const total: Record<Tab, number> = { waiting: 0, mine: 0, team: 0, agent: 0, closed: 0 };
  for (const summary of map.values()) {
    if (rooftop === null || summary.rooftop === rooftop) total[tabOf(summary, me)] += 1;
  }
  return total;
}

export type Call = 'waiting' | 'replied' | null;

/** What a changed summary asks of this rep: somebody new waits, or a visitor of theirs wrote again. */
export function callFor(before: Summary | undefined, after: Summary, me: string): Call {
  if (before && after.seq < before.seq) return null;
  if (after.state === 'queued' && before?.state !== 'queued') return 'waiting';
  const mine = after.state === 'rep' && after.rep?.id === me;
  if (mine && after.last_author === 'visitor' && after.waiting_since !== null && after.messages !== before?.messages) {
    return 'replied';
  }
  return null;
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summary } from './fixtures';
import { callFor, counts, inTab, put, reconcile, tabOf, type ThreadMap } from './threads';
import type { Summary, ThreadState } from './types';

const sam = { id: 'sam', name: 'Sam' };
const lena = { id: 'lena', name: 'Lena' };
const mapOf = (...all: Summary[]): ThreadMap => put(new Map(), all);
const ids = (all: Summary[]): string => all.map((one) => one.thread).join('');

test('a thread stands in the tab of whoever has it', () => {
  assert.equal(tabOf(summary({ state: 'queued' }), 'sam'), 'waiting');
  assert.equal(tabOf(summary({ state: 'rep', rep: sam }), 'sam'), 'mine');
  assert.equal(tabOf(summary({ state: 'rep', rep: lena }), 'sam'), 'team');
  assert.equal(tabOf(summary({ state: 'agent' }), 'sam'), 'agent');
  assert.equal(tabOf(summary({ state: 'closed', rep: sam }), 'sam'), 'closed');
});

test('the longest wait is on top, whatever order the server told them in', () => {
  const map = mapOf(
    summary({ thread: 'b', waiting_since: 20 }),
    summary({ thread: 'c', waiting_since: null }),
    summary({ thread: 'a', waiting_since: 10 }),
  );
  assert.equal(ids(inTab(map, 'waiting', 'sam', null)), 'abc');
});

test('in my threads the unanswered come first, the rest by recency', () => {
  const mine = { state: 'rep', rep: sam } as const;
  const map = mapOf(
    summary({ ...mine, thread: 'a', last_at: 90 }),
    summary({ ...mine, thread: 'b', last_at: 100 }),
    summary({ ...mine, thread: 'c', last_at: 10, waiting_since: 10 }),
  );
  assert.equal(ids(inTab(map, 'mine', 'sam', null)), 'cba');
});

test('equal times never make rows swap', () => {
  const rows = [summary({ thread: 'b', state: 'agent' }), summary({ thread: 'a', state: 'agent' })];
  assert.equal(ids(inTab(mapOf(...rows), 'agent', 'sam', null)), 'ab');
  assert.equal(ids(inTab(mapOf(...rows.reverse()), 'agent', 'sam', null)), 'ab');
});

test('the rooftop filter holds for rows and counts', () => {
  const map = mapOf(summary({ thread: 'a' }), summary({ thread: 'b', rooftop: 'watsonville' }));
  assert.equal(ids(inTab(map, 'waiting', 'sam', 'watsonville')), 'b');
  assert.equal(counts(map, 'sam', 'watsonville').waiting, 1);
  assert.equal(counts(map, 'sam', null).waiting, 2);
});

test('an older summary that arrives late changes nothing', () => {
  const map = put(mapOf(summary({ seq: 7, state: 'rep', rep: lena })), [summary({ seq: 6, state: 'queued' })]);
  assert.equal(map.get('a')?.state, 'rep');
});

test('a refetch drops what moved on unseen, and keeps what a frame told meanwhile', () => {
  const states = new Set<ThreadState>(['queued', 'rep', 'agent']);
  const map = mapOf(
    summary({ thread: 'gone' }),
    summary({ thread: 'new', seq: 9 }),
    summary({ thread: 'here' }),
    summary({ thread: 'old', state: 'closed' }),
  );
  const after = reconcile(map, [summary({ thread: 'here', seq: 8 })], states, new Set(['new']));
  assert.deepEqual([...after.keys()].sort(), ['here', 'new', 'old']);
  assert.equal(after.get('here')?.seq, 8);
});

test('a rep is called when a visitor begins to wait, once', () => {
  const waiting = summary({ seq: 6 });
  assert.equal(callFor(undefined, waiting, 'sam'), 'waiting');
  assert.equal(callFor(summary({ state: 'agent' }), waiting, 'sam'), 'waiting');
  assert.equal(callFor(waiting, summary({ seq: 7, messages: 2 }), 'sam'), null);
  assert.equal(callFor(summary({ seq: 9, state: 'agent' }), waiting, 'sam'), null, 'a late frame calls nobody');
});

test('a rep is called when a visitor of theirs writes again, not for a colleague’s', () => {
  const before = summary({ state: 'rep', rep: sam, messages: 3 });
  const after = summary({ state: 'rep', rep: sam, messages: 4, seq: 6, waiting_since: 5 });
  assert.equal(callFor(before, after, 'sam'), 'replied');
  assert.equal(callFor(after, { ...after, seq: 7 }, 'sam'), null);
  assert.equal(callFor(before, after, 'lena'), null);
});

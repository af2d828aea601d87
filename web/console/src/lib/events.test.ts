import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerOf, hasGap, isMessage, lastSeq, merge, toItems, whyRows, type Item } from './events';
import { event } from './fixtures';
import type { LogEvent } from './types';

const rep = { kind: 'rep', id: 'sam', name: 'Sam Ortiz' } as const;
const system = { kind: 'system' } as const;
const note = (item: Item | undefined) => (item?.kind === 'note' ? item.note : null);

test('events stand in seq order, each once, in whatever order and however often they came', () => {
  const held = merge([], [event(3), event(1)]);
  const all = merge(held, [event(2), event(3, { text: 'changed' }), event(2)]);
  assert.deepEqual(all.map((one) => one.seq), [1, 2, 3]);
  assert.equal(all[2]?.text, 'hello', 'an event never changes');
  assert.equal(lastSeq(all), 3);
  assert.equal(lastSeq([]), 0);
});

test('a skipped seq is noticed, a repeated one is not a gap', () => {
  const held = [event(1), event(2)];
  assert.equal(hasGap(held, event(3)), false);
  assert.equal(hasGap(held, event(2)), false);
  assert.equal(hasGap(held, event(4)), true);
});

test('each day begins with its date', () => {
  const day = 86_400_000_000;
  const items = toItems([event(1, { at: 0 }), event(2, { at: 1 }), event(3, { at: day })], 'UTC');
  assert.deepEqual(items.map((item) => item.kind), ['day', 'message', 'message', 'day', 'message']);
});

test('owner changes say who has the thread now, and why', () => {
  const changed = (seq: number, actor: LogEvent['actor'], to: object, why: unknown): LogEvent =>
    event(seq, { type: 'owner.changed', actor, text: '', pub: { to, why, covers: [] } });
  const [, queued, taken, back, closed, again, later] = toItems(
    [
      changed(1, system, { owner: 'queue', rule: 'price.ask', class: 'price', team: 'sales', sla_seconds: 120 }, 'escalated'),
      changed(2, rep, { owner: 'rep', rep: 'sam' }, 'taken_over'),
      changed(3, rep, { owner: 'agent' }, { handed_back: 'booked' }),
      changed(4, rep, { owner: 'closed' }, { closed: 'answered' }),
      changed(5, { kind: 'visitor' }, { owner: 'agent' }, 'reopened'),
      changed(6, system, { owner: 'committee' }, 'escalated'),
    ],
    'UTC',
  );
  assert.deepEqual(note(queued), { key: 'note_queued_rule', params: { rule: 'price.ask' }, tone: 'owner' });
  assert.deepEqual(note(taken), { key: 'note_rep', params: { who: 'Sam Ortiz' }, tone: 'owner' });
  assert.deepEqual(note(back), { key: 'note_handed_back', params: { who: 'Sam Ortiz', outcome: 'booked' }, tone: 'owner' });
  assert.deepEqual(note(closed), { key: 'note_closed', params: { who: 'Sam Ortiz', outcome: 'answered' }, tone: 'owner' });
  assert.equal(note(again)?.key, 'note_reopened');
  assert.deepEqual(note(later), { key: 'note_owner', params: { to: 'committee' }, tone: 'owner' });
});

test('tool calls, ratings, refusals and types nobody told us about are shown, never hidden', () => {
  const [, turn, dropped, rated, stale, twice, later] = toItems(
    [
      event(1, { type: 'turn.started', actor: { kind: 'agent' }, text: '', pub: { covers: [3], intent: 'inventory.search', tool: 'inventory.search' } }),
      event(3, { type: 'turn.abandoned', actor: system, text: '', pub: { turn: 1, why: 'owner_changed' } }),
      event(4, { type: 'thread.rated', text: '', pub: { client: 'c', score: 5 } }),
      event(5, { type: 'command.refused', actor: rep, text: '', pub: { command: 'take_over', refusal: 'stale' } }),
      event(6, { type: 'command.refused', actor: rep, text: '', pub: { command: 'reply', refusal: { duplicate: 4 } } }),
      event(7, { type: 'weather.noticed', text: null, pub: null }),
    ],
    'UTC',
  );
  assert.deepEqual(note(turn)?.params, { tool: 'inventory.search' });
  assert.equal(note(dropped)?.key, 'note_turn_dropped');
  assert.deepEqual(note(rated)?.params, { score: '5' });
  assert.deepEqual(note(stale), { key: 'note_refused', params: { who: 'Sam Ortiz', what: 'take_over', reason: 'stale' }, tone: 'warning' });
  assert.equal(note(twice)?.params.reason, 'duplicate');
  assert.equal(note(later)?.params.type, 'weather.noticed');
});

test('a look-up is one line: under way, then its result', () => {
  const started = event(1, { type: 'turn.started', actor: { kind: 'agent' }, text: '', pub: { covers: [], intent: 'store.hours', tool: 'store.hours' } });
  const done = event(2, { type: 'tool.finished', actor: { kind: 'agent' }, text: '', pub: { turn: 1, tool: 'store.hours', status: 'found' } });
  assert.deepEqual(toItems([started], 'UTC').map((item) => item.id), ['day-1', 'event-1']);
  const [, only, ...rest] = toItems([started, done], 'UTC');
  assert.deepEqual(note(only)?.params, { tool: 'store.hours', result: 'found' });
  assert.equal(rest.length, 0);
});

test('a message whose text was erased is still a message', () => {
  assert.equal(isMessage(event(1, { text: null })), true);
  assert.equal(isMessage(event(1, { type: 'reply.committed', text: null })), true);
  assert.equal(isMessage(event(1, { type: 'owner.changed', text: 'why' })), false);
});

test('why shows what is known, in words, and leaves out the rest', () => {
  const pub = { intent: 'price.ask', score: 812_345, margin: 400_000, rules: ['price.ask', 'finance.rate', 7], rule: 'price.ask', verdict: 'sensitive', secret: {} };
  assert.deepEqual(whyRows(event(1, { pub }), 'en'), [
    ['why_intent', 'price.ask'],
    ['why_score', '81.2%'],
    ['why_margin', '40%'],
    ['why_verdict', 'sensitive'],
    ['why_rules', 'price.ask, finance.rate'],
  ]);
  assert.deepEqual(whyRows(event(1, { pub: null }), 'en'), []);
});

test('an answer is split into its id and its version', () => {
  assert.deepEqual(answerOf(event(1, { pub: { answer: 'store/hours.en@1f3a' } })), { id: 'store/hours.en', version: '1f3a' });
  assert.deepEqual(answerOf(event(1, { pub: { answer: 'store/hours.en' } })), { id: 'store/hours.en', version: '' });
  assert.equal(answerOf(event(1)), null);
});

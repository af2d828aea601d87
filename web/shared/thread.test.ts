import { test } from 'node:test';
import assert from 'node:assert/strict';
import type { Author, Msg, Own, Owner, ServerFrame } from './protocol';
import { choices, empty, kept, news, reduce, unsent, type Thread } from './thread';

const NOW = 1_000;
const msg = (s: number, e: number, a: Author, more: Partial<Msg> = {}): Msg => ({
  k: 'msg', s, e, m: `m${s}`, a, n: null, x: `text ${s}`, at: s, origin: a === 'visitor' ? 'visitor' : a === 'rep' ? 'person' : 'approved', ...more,
});
const own = (s: number, e: number, o: Owner, n: string | null = null): Own => ({ k: 'own', s, e, o, n, at: s });
const opened: ServerFrame = { k: 'opened', t: 'T', token: 'K', s: 1, e: 1, o: 'agent' };
const resumed = (s: number, e: number, o: Owner, n: string | null = null): ServerFrame => ({ k: 'resumed', t: 'T', s, e, o, n });
const feed = (v: Thread, ...frames: ServerFrame[]): Thread => frames.reduce((v, frame) => reduce(v, { t: 'frame', frame, now: NOW }), v);
const say = (v: Thread, id: string, x = 'hello'): Thread => reduce(v, { t: 'write', deed: { k: 'say', id, x }, at: 5 });
const shown = (v: Thread): number[] => v.items.map((i) => i.s);

test('frames are shown in seq order, each seq once, whatever the order they came in', () => {
  const v = feed(empty, opened, msg(7, 1, 'agent'), msg(3, 1, 'visitor'), msg(7, 1, 'agent', { x: 'again' }), own(5, 1, 'agent'), msg(3, 1, 'visitor'));
  assert.deepEqual(shown(v), [3, 5, 7]);
  assert.equal((v.items[2] as Msg).x, 'text 7');
  assert.equal(v.seen, 7);
});

test('an agent message from before a take-over is dropped, also when its seq is new', () => {
  const v = feed(empty, opened, msg(2, 1, 'visitor'), own(4, 2, 'rep', 'Sam'));
  assert.deepEqual(shown(feed(v, msg(3, 1, 'agent'))), [2, 4]);
  assert.deepEqual(shown(feed(v, msg(5, 1, 'agent'))), [2, 4]);
  assert.deepEqual(shown(feed(v, msg(5, 2, 'agent'))), [2, 4, 5], 'the current epoch passes');
});

test('people and the store are never fenced', () => {
  const v = feed(empty, opened, own(4, 3, 'rep', 'Sam'), msg(5, 2, 'rep'), msg(6, 2, 'visitor'), msg(7, 1, 'system'));
  assert.deepEqual(shown(v), [4, 5, 6, 7]);
});

test('no order of arrival shows an agent message of a lower epoch after a higher one was shown', () => {
  const frames = [msg(2, 1, 'visitor'), msg(3, 1, 'agent'), own(4, 2, 'queue'), own(5, 3, 'rep', 'Sam'), msg(6, 2, 'agent'), msg(7, 3, 'rep')];
  for (const order of permutations(frames)) {
    let v = feed(empty, opened);
    for (const frame of order) {
      const before = v;
      v = feed(v, frame);
      const added = v.items.filter((i) => !before.items.includes(i));
      for (const i of added) assert.ok(!(i.k === 'msg' && i.a === 'agent' && i.e < before.epoch));
      assert.deepEqual(shown(v), [...shown(v)].sort((a, b) => a - b));
      assert.equal(new Set(shown(v)).size, v.items.length);
    }
    assert.equal(v.owner, 'rep');
    assert.equal(v.ownerName, 'Sam');
  }
});

test('after a reload the history from before the take-over is shown whole: the head fences only what comes after it', () => {
  const v = feed(empty, resumed(6, 3, 'rep', 'Sam'), msg(2, 1, 'visitor'), msg(3, 1, 'agent'), own(4, 2, 'queue'), own(6, 3, 'rep', 'Sam'));
  assert.deepEqual(shown(v), [2, 3, 4, 6]);
  assert.deepEqual(shown(feed(v, msg(8, 2, 'agent'))), [2, 3, 4, 6]);
  assert.deepEqual(shown(feed(empty, resumed(6, 3, 'rep'), msg(8, 2, 'agent'))), [], 'also before the history has come');
});

test('the owner told by the head is not undone by the older changes that are replayed after it', () => {
  let v = feed(empty, resumed(9, 4, 'rep', 'Sam'));
  v = feed(v, own(3, 2, 'queue'));
  assert.equal(v.owner, 'rep');
  v = feed(v, own(9, 4, 'rep', 'Sam'), own(12, 5, 'closed'));
  assert.equal(v.owner, 'closed');
  assert.equal(v.ownerName, null);
  assert.equal(v.ownerEpoch, 5);
  assert.equal(feed(empty, resumed(15, 5, 'closed'), own(12, 5, 'closed')).ownerEpoch, 5, 'the same ending after a reload');
});

test('an own message goes waiting, acked, shown', () => {
  let v = say(feed(empty, opened), 'a');
  assert.equal(v.pending[0]?.state, 'waiting');
  assert.deepEqual(unsent(v).map((d) => d.id), ['a']);
  v = feed(v, { k: 'ack', id: 'a', s: 2 });
  assert.equal(v.pending[0]?.state, 'acked');
  assert.deepEqual(unsent(v), []);
  assert.deepEqual(kept(v), [], 'durable: a reload gets it from the server');
  assert.equal(v.seen, 0, 'an ack alone must not move the place to resume from');
  v = feed(v, msg(2, 1, 'visitor', { id: 'a' }));
  assert.deepEqual(v.pending, []);
  assert.deepEqual(shown(v), [2]);
});

test('the ack may come after the message, or twice, or for a message without its id', () => {
  let v = feed(say(feed(empty, opened), 'a'), msg(2, 1, 'visitor', { id: 'a' }), { k: 'ack', id: 'a', s: 2 }, { k: 'ack', id: 'a', s: 2 });
  assert.deepEqual([v.pending.length, v.items.length], [0, 1]);
  v = feed(say(feed(empty, opened), 'a'), msg(2, 1, 'visitor'), { k: 'ack', id: 'a', s: 2 });
  assert.deepEqual([v.pending.length, v.items.length], [0, 1]);
  v = feed(say(feed(empty, opened), 'a'), { k: 'ack', id: 'a', s: 2 }, msg(2, 1, 'visitor'));
  assert.deepEqual([v.pending.length, v.items.length], [0, 1]);
});

test('a person or rating deed is done when it is acked: it has no line of its own', () => {
  let v = reduce(feed(empty, opened), { t: 'write', deed: { k: 'person', id: 'p' }, at: 1 });
  v = feed(v, { k: 'ack', id: 'p', s: 4 });
  assert.deepEqual(v.pending, []);
});

test('unacked messages survive a reload in the order they were written, without doubling', () => {
  const before = say(say(feed(empty, opened), 'a'), 'b');
  let v = reduce(empty, { t: 'restore', pending: kept(before) });
  v = reduce(v, { t: 'restore', pending: kept(before) });
  assert.deepEqual(unsent(v).map((d) => d.id), ['a', 'b']);
  v = feed(v, resumed(2, 1, 'agent'), msg(2, 1, 'visitor', { id: 'a' }));
  assert.deepEqual(unsent(v).map((d) => d.id), ['b'], 'a was stored after all');
});

test('a passing refusal holds the message until its time; a lasting one leaves it to the visitor', () => {
  let v = feed(say(feed(empty, opened), 'a'), { k: 'err', code: 'rate_limited', message: '', id: 'a', retry_after_ms: 2100 });
  assert.deepEqual([v.pending[0]?.state, v.pending[0]?.retryAt], ['held', NOW + 2100]);
  assert.deepEqual(unsent(v), []);
  v = reduce(v, { t: 'retry', id: 'a' });
  assert.deepEqual([v.pending[0]?.state, v.pending[0]?.retryAt], ['waiting', undefined]);
  v = feed(v, { k: 'err', code: 'too_long', message: '', id: 'a' });
  assert.deepEqual([v.pending[0]?.state, v.pending[0]?.code], ['failed', 'too_long']);
  assert.deepEqual(reduce(v, { t: 'discard', id: 'a' }).pending, []);
});

test('some refusals are final and say so; others are cleared by the next good connection', () => {
  assert.equal(feed(empty, { k: 'err', code: 'origin_refused', message: 'no' }).fatal, true);
  const v = feed(empty, { k: 'err', code: 'overloaded', message: 'later' });
  assert.deepEqual([v.fatal, v.error?.code], [false, 'overloaded']);
  assert.equal(feed(v, resumed(1, 1, 'agent')).error, null);
});

test('typing is a rep’s only, and ends with their message, an owner change or a lost connection', () => {
  const on: ServerFrame = { k: 'typing', n: 'Sam', on: true };
  assert.equal(feed(empty, opened, on).typing, null, 'the agent never types');
  const v = feed(empty, opened, own(2, 2, 'rep', 'Sam'), on);
  assert.equal(v.typing, 'Sam');
  assert.equal(feed(v, { k: 'typing', n: 'Sam', on: false }).typing, null);
  assert.equal(feed(v, msg(3, 2, 'rep')).typing, null);
  assert.equal(feed(v, msg(3, 2, 'visitor')).typing, 'Sam');
  assert.equal(feed(v, own(3, 3, 'agent')).typing, null);
  assert.equal(reduce(v, { t: 'link', link: 'offline' }).typing, null);
  assert.equal(feed(v, { k: 'reset' }).typing, null);
});

test('a reset keeps what is shown and where to resume from', () => {
  const v = feed(empty, opened, msg(2, 1, 'visitor'), msg(3, 1, 'agent'), { k: 'reset' });
  assert.deepEqual([v.link, v.seen, v.items.length], ['connecting', 3, 2]);
});

test('a forgotten thread starts empty, with what was not stored still to be sent', () => {
  let v = say(feed(empty, opened, msg(2, 1, 'visitor')), 'a');
  v = reduce(v, { t: 'write', deed: { k: 'rate', id: 'r', score: 5 }, at: 1 });
  v = reduce(v, { t: 'forgotten' });
  assert.deepEqual([v.id, v.items.length, v.seen, v.epoch], [null, 0, 0, 0]);
  assert.deepEqual(unsent(v).map((d) => d.id), ['a']);
});

test('news is what others wrote after the page was opened, each once', () => {
  const old = feed(empty, resumed(3, 1, 'agent'));
  const loaded = feed(old, msg(2, 1, 'visitor'), msg(3, 1, 'agent'));
  assert.deepEqual(news(old, loaded), [], 'history is not news');
  const after = feed(loaded, msg(4, 1, 'visitor'), msg(5, 1, 'agent'));
  assert.deepEqual(news(loaded, after).map((m) => m.s), [5]);
  const again = feed(after, resumed(5, 1, 'agent'), msg(5, 1, 'agent'));
  assert.deepEqual(news(after, again), []);
  assert.deepEqual(news(again, feed(again, resumed(8, 1, 'agent'), msg(8, 1, 'agent'))).map((m) => m.s), [8], 'missed while away');
});

test('quick replies stand under the last agent message only', () => {
  const v = feed(empty, opened, msg(2, 1, 'visitor'), msg(3, 1, 'agent', { choices: ['Sales', 'Service'] }));
  assert.deepEqual(choices(v), ['Sales', 'Service']);
  assert.deepEqual(choices(say(v, 'a', 'Sales')), []);
  assert.deepEqual(choices(feed(v, msg(4, 1, 'visitor'))), []);
  assert.deepEqual(choices(feed(v, own(4, 2, 'rep', 'Sam'))), []);
});

function* permutations<T>(all: T[]): Generator<T[]> {
  if (all.length < 2) return yield all;
  for (const [i, first] of all.entries()) for (const rest of permutations(all.toSpliced(i, 1))) yield [first, ...rest];
}

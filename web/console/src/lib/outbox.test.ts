import assert from 'node:assert/strict';
import { test } from 'node:test';
import { event } from './fixtures';
import { canRetry, revive, stillPending, type Pending } from './outbox';

const mine = { kind: 'rep', id: 'sam', name: 'Sam' } as const;
const pending = (over: Partial<Pending> = {}): Pending => ({ id: 'p', thread: 'a', text: 'hello', after: 5, seq: null, refused: null, ...over });
const said = (seq: number, text = 'hello') => event(seq, { type: 'reply.committed', actor: mine, text });
const left = (all: Pending[], ...events: ReturnType<typeof said>[]): string => stillPending(all, events, 'sam').map((one) => one.id).join('');

test('a message is pending until the log shows it, not until the server answers', () => {
  assert.equal(left([pending()]), 'p');
  assert.equal(left([pending({ seq: 7 })]), 'p');
  assert.equal(left([pending({ seq: 7 })], said(7)), '');
});

test('the event may come before the answer', () => {
  assert.equal(left([pending()], said(7)), '');
  assert.equal(left([pending()], said(5)), 'p', 'an earlier message with the same words is another one');
});

test('the same words sent twice are two messages', () => {
  const twice = [pending({ id: '1' }), pending({ id: '2' })];
  assert.equal(left(twice, said(7)), '2');
  assert.equal(left(twice, said(7), said(8)), '');
  assert.equal(left([pending({ id: '1', seq: 7 }), pending({ id: '2' })], said(7)), '2');
});

test('a colleague with the same words does not stand for mine', () => {
  const theirs = event(7, { type: 'reply.committed', actor: { kind: 'rep', id: 'lena' } });
  assert.equal(stillPending([pending()], [theirs], 'sam').length, 1);
});

test('a refused message stays until the rep has dealt with it', () => {
  assert.equal(left([pending({ refused: 'too_long' })], said(7)), 'p');
});

test('only what time can cure is tried again', () => {
  assert.deepEqual(['network', 'unavailable', 'rate_limited'].map(canRetry), [true, true, true]);
  assert.deepEqual(['stale', 'too_long', 'forbidden', 'bad_request', 'signed_out'].map(canRetry), [false, false, false, false, false]);
});

test('what a tab kept is read back whole, and anything odd is dropped', () => {
  const kept = [pending(), pending({ id: 'q', seq: 7 })];
  assert.deepEqual(revive(JSON.stringify(kept)), kept);
  for (const odd of [null, '', '{', '{}', '[null, 7, {"id":"x"}]']) assert.deepEqual(revive(odd), []);
});

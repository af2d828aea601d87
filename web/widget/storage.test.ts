import { afterEach, test } from 'node:test';
import assert from 'node:assert/strict';
import { Store } from './storage';
import type { Pending } from '../shared/thread';

const place = (box: unknown): void => void Object.defineProperty(globalThis, 'localStorage', { value: box, configurable: true });
const say = (id: string, at: number): Pending => ({ deed: { k: 'say', id, x: id }, at, state: 'failed', code: 'too_long' });

afterEach(() => place(undefined));

test('a thread and unsent messages are found again under their own key, in the order they were written', () => {
  place({});
  const one = new Store('chaperone:s|a');
  one.saveThread({ thread: 'T', token: 'K', seen: 7 });
  one.putOut(say('second', 2));
  one.putOut(say('first', 1));
  const again = new Store('chaperone:s|a');
  assert.deepEqual(again.thread(), { thread: 'T', token: 'K', seen: 7 });
  assert.deepEqual(again.outbox().map((p) => [p.deed.id, p.state, p.code]), [['first', 'waiting', undefined], ['second', 'waiting', undefined]]);
  assert.equal(new Store('chaperone:s|b').thread(), null);
  assert.deepEqual(new Store('chaperone:s|b').outbox(), []);
});

test('two tabs do not overwrite each other’s unsent messages', () => {
  place({});
  const [left, right] = [new Store('k'), new Store('k')];
  left.putOut(say('a', 1));
  right.putOut(say('b', 2));
  left.dropOut('a');
  assert.deepEqual(new Store('k').outbox().map((p) => p.deed.id), ['b']);
});

test('forgetting a thread keeps what is still to be sent', () => {
  place({});
  const store = new Store('k');
  store.saveThread({ thread: 'T', token: 'K', seen: 7 });
  store.saveRated(3);
  store.putOut(say('a', 1));
  store.forgetThread();
  assert.deepEqual([store.thread(), store.rated(), store.outbox().length], [null, 0, 1]);
});

test('what is not ours, a full store and a forbidden one leave a working page', () => {
  place({ k: '{"thread":1}', 'k|out|x': 'not json', 'k|out|y': '{"deed":{}}' });
  assert.deepEqual([new Store('k').thread(), new Store('k').outbox()], [null, []]);

  place(Object.freeze({}));
  const full = new Store('k');
  full.putOut(say('a', 1));
  assert.equal(full.outbox().length, 1);

  Object.defineProperty(globalThis, 'localStorage', { get: () => { throw new Error('forbidden'); }, configurable: true });
  const none = new Store('k');
  none.saveThread({ thread: 'T', token: 'K', seen: 0 });
  assert.equal(none.thread()?.token, 'K');
});

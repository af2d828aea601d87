import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandFor, type Place, type Press } from './keys';
import { parseRoute, threadHash } from './route';
import { TypingSignal } from './typing';

const press = (key: string, over: Partial<Press> = {}): Press => ({
  key, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, defaultPrevented: false, ...over,
});
const place = (over: Partial<Place> = {}): Place => ({ typing: false, dialog: false, list: false, ...over });

test('letters are commands, unless they are switched off', () => {
  for (const [key, command] of [['j', 'next'], ['k', 'previous'], ['t', 'take_over'], ['r', 'reply'], ['h', 'hand_back'], ['?', 'help']]) {
    assert.equal(commandFor(press(key ?? ''), place(), true), command);
    assert.equal(commandFor(press(key ?? ''), place(), false), null);
  }
  assert.equal(commandFor(press('x'), place(), true), null);
});

test('nothing fires while somebody types, in a dialog, or with a modifier', () => {
  for (const key of ['j', 't', 'h', '?', 'Escape']) {
    assert.equal(commandFor(press(key), place({ typing: true }), true), null);
    assert.equal(commandFor(press(key), place({ dialog: true }), true), null);
    assert.equal(commandFor(press(key, { ctrlKey: true }), place(), true), null);
    assert.equal(commandFor(press(key, { metaKey: true }), place(), true), null);
    assert.equal(commandFor(press(key, { isComposing: true }), place(), true), null);
    assert.equal(commandFor(press(key, { defaultPrevented: true }), place(), true), null);
  }
});

test('arrows move rows only in the list; Escape leaves whatever the letters are set to', () => {
  assert.equal(commandFor(press('ArrowDown'), place(), true), null);
  assert.equal(commandFor(press('ArrowDown'), place({ list: true }), false), 'next');
  assert.equal(commandFor(press('ArrowUp'), place({ list: true }), true), 'previous');
  assert.equal(commandFor(press('Escape'), place(), false), 'leave');
});

test('the fragment names a thread, a sign-in token, or nothing', () => {
  const thread = '0190a000-0000-7000-8000-000000000001';
  assert.deepEqual(parseRoute(threadHash(thread)), { at: 'thread', thread });
  assert.deepEqual(parseRoute('#sign-in=aB-_9.x~'), { at: 'sign-in', token: 'aB-_9.x~' });
  assert.deepEqual(parseRoute('#sign-in=a%2Bb'), { at: 'sign-in', token: 'a+b' });
  for (const hash of ['', '#', '#/', '#/t/', '#/t/../../x', '#sign-in=', '#sign-in=<b>']) assert.deepEqual(parseRoute(hash), { at: 'list' }, hash);
});

test('typing is said at the start, repeated rarely, and taken back once', () => {
  const said: boolean[] = [];
  const typing = new TypingSignal((on) => said.push(on));
  typing.stop();
  for (const at of [0, 100, 2900, 3000, 3100]) typing.key(at);
  typing.stop();
  typing.stop();
  typing.key(3200);
  assert.deepEqual(said, [true, true, false, true]);
});

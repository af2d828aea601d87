import { test } from 'node:test';
import assert from 'node:assert/strict';
import { asRooftop, countChars, parseFrame, tidy } from './protocol';

test('every server frame of the contract is read', () => {
  const frames = [
    '{"k":"opened","t":"T","token":"K","s":1,"e":1,"o":"agent"}',
    '{"k":"resumed","t":"T","s":20,"e":3,"o":"rep","n":"Sam"}',
    '{"k":"ack","id":"a","s":14}',
    '{"k":"msg","s":15,"e":1,"m":"E","a":"agent","n":"Harborline Assistant","x":"hi","at":1795000000000000,"origin":"approved","choices":["Yes","No"]}',
    '{"k":"own","s":16,"e":2,"o":"queue","n":null,"at":1795000000000000}',
    '{"k":"typing","n":"Sam","on":true}',
    '{"k":"err","code":"rate_limited","message":"slow down","id":"a","retry_after_ms":2100}',
    '{"k":"reset"}',
    '{"k":"pong"}',
  ];
  for (const line of frames) assert.deepEqual(parseFrame(line), JSON.parse(line));
});

test('fields and kinds of a newer server are ignored, and what is not a frame is none', () => {
  assert.deepEqual(parseFrame('{"k":"ack","id":"a","s":14,"later":true}'), { k: 'ack', id: 'a', s: 14 });
  for (const line of [
    '', 'null', '7', '[]', '{', '{"k":"toString"}', '{"k":"typing"}', '{"k":"later"}', '{"k":"msg","s":-1,"e":1,"a":"agent","x":""}', '{"k":"msg","s":1.5,"e":1,"a":"agent","x":""}',
    '{"k":"msg","s":1,"e":1,"a":"robot","x":""}', '{"k":"msg","s":1,"e":1,"a":"agent"}', '{"k":"own","s":1,"e":1,"o":"boss"}', '{"k":"opened","t":"T","s":1,"e":1,"o":"agent"}',
  ])
    assert.equal(parseFrame(line), null, line);
});

test('a field that is not what it should be is left out, not passed on', () => {
  const f = parseFrame('{"k":"msg","s":1,"e":1,"a":"agent","n":7,"x":"x","at":"now","origin":"robot","choices":["a",{"b":1}]}');
  assert.deepEqual(f, { k: 'msg', s: 1, e: 1, a: 'agent', x: 'x' });
});

test('a rooftop without a notice is no rooftop, and a language without one is not offered', () => {
  const whole = { rooftop: 'r', name: 'R', assistant: 'A', languages: ['en', 'es'], disclosure: { version: 'v', en: 'I am automated' }, phone: null };
  assert.deepEqual(asRooftop(whole)?.languages, ['en']);
  assert.equal(asRooftop(whole)?.limits.message_chars, 4000);
  assert.equal(asRooftop({ ...whole, disclosure: undefined }), null);
  assert.equal(asRooftop({ ...whole, disclosure: { version: 'v' } }), null);
  assert.equal(asRooftop(null), null);
});

test('length is counted in characters, not in halves', () => {
  assert.equal(countChars('añ🚗'), 3);
});

test('what is sent has no control characters and no half characters, and the longest message fits a frame', () => {
  assert.equal(tidy('  a\r\nb\u0000\u0007c\td \ud83d '), 'a\nbc\td \ufffd');
  const worst = JSON.stringify({ k: 'say', id: crypto.randomUUID(), x: tidy('🚗'.repeat(4000)) });
  assert.ok(new TextEncoder().encode(worst).length <= 16 * 1024);
});

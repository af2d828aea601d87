import { test } from 'node:test';
import assert from 'node:assert/strict';
import { sseParser } from './sse';

const read = (...chunks: string[]): string[] => {
  const got: string[] = [];
  const feed = sseParser((data) => got.push(data));
  chunks.forEach(feed);
  return got;
};

test('an event is given once it is whole, however it was cut', () => {
  const stream = ': hello\r\n\r\nid: 4\r\ndata: {"k":"pong"}\r\n\r\nid:5\ndata:a\ndata: b\n\nevent: x\n\ndata: half';
  const whole = ['{"k":"pong"}', 'a\nb'];
  assert.deepEqual(read(stream), whole);
  assert.deepEqual(read(...stream), whole, 'one character at a time');
});

test('comments and events without data give nothing', () => {
  assert.deepEqual(read(': keep-alive\n\n', 'id: 9\n\n', 'retry: 10\n\n'), []);
});

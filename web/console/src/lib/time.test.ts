import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockTime, dayKey, dueAgainst, formatSpan, isoTime, SECOND, shortStamp } from './time';

const UTC = 'UTC';

test('spans read as people say them', () => {
  assert.equal(formatSpan(7 * SECOND), '0:07');
  assert.equal(formatSpan(759.9 * SECOND), '12:39');
  assert.equal(formatSpan(3600 * SECOND), '1 h 00 m');
  assert.equal(formatSpan((86_400 * 2 + 3 * 3600) * SECOND), '2 d 3 h');
});

test('a clock behind the server’s never shows a negative wait', () => {
  assert.equal(formatSpan(-5 * SECOND), '0:00');
});

test('due turns into overdue one moment after the deadline', () => {
  assert.equal(dueAgainst(null, 0), null);
  assert.deepEqual(dueAgainst(60 * SECOND, 0), { overdue: false, by: '1:00' });
  assert.deepEqual(dueAgainst(60 * SECOND, 60 * SECOND), { overdue: false, by: '0:00' });
  assert.deepEqual(dueAgainst(60 * SECOND, 62 * SECOND), { overdue: true, by: '0:02' });
});

test('days are the rooftop’s days, not UTC’s', () => {
  const at = Date.UTC(2026, 9, 5, 3) * 1000;
  assert.equal(dayKey(at, UTC), '2026-10-05');
  assert.equal(dayKey(at, 'America/Los_Angeles'), '2026-10-04');
});

test('today shows the time, older days the date', () => {
  const at = Date.UTC(2026, 9, 5, 15, 4) * 1000;
  assert.equal(clockTime(at, 'es', UTC), '15:04');
  assert.equal(shortStamp(at, at + SECOND, 'es', UTC), '15:04');
  assert.equal(shortStamp(at, at + 86_400 * SECOND, 'en', UTC), 'Oct 5');
  assert.equal(isoTime(at), '2026-10-05T15:04:00.000Z');
});

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { backoff } from './backoff';

test('waits double up to half a minute, and never shrink below half of their step', () => {
  assert.deepEqual([0, 1, 2, 5, 6, 50, 5000].map((n) => backoff(n, 1)), [500, 1000, 2000, 16_000, 30_000, 30_000, 30_000]);
  assert.deepEqual([0, 6].map((n) => backoff(n, 0)), [250, 15_000]);
});

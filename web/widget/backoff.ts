/** How long to wait before the next attempt: doubling, capped, and spread so that a restarted server is not met by every visitor at once. */

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

export const backoff = (failures: number, random: number): number =>
  Math.round(Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 16)) * (0.5 + random / 2));

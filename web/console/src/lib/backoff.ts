// When to try again. Half of each delay is random, so that a whole store's consoles do not return in one second after a
// restart; the other half is not, so that no console hammers a server that is down.

const FIRST_MS = 500;
const CEILING_MS = 15_000;

export function retryDelay(attempt: number, random: () => number): number {
  const whole = Math.min(CEILING_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(whole / 2 + (whole / 2) * random());
}

// "Sam is typing" costs a request, so it is said when it starts, repeated rarely, and taken back when it stops.

const REPEAT_MS = 3_000;

/** Also how long after the last key the visitor is told that the rep stopped. */
export const IDLE_MS = 5_000;

export class TypingSignal {
  #saidAt: number | null = null;

  readonly #say: (on: boolean) => void;

  constructor(say: (on: boolean) => void) {
    this.#say = say;
  }

  key(nowMs: number): void {
    if (this.#saidAt !== null && nowMs - this.#saidAt < REPEAT_MS) return;
    this.#saidAt = nowMs;
    this.#say(true);
  }

  stop(): void {
    if (this.#saidAt === null) return;
    this.#saidAt = null;
    this.#say(false);
  }
}

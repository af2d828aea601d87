// One ticking clock for every wait on the page, set by the server's: a laptop that is minutes off must not show a visitor
// as overdue, or hide that one is.

import type { Micros } from './lib/types';

class Clock {
  #offset = 0;
  #now = $state<Micros>(Date.now() * 1000);

  constructor() {
    setInterval(() => this.#tick(), 1000);
    document.addEventListener('visibilitychange', () => this.#tick());
  }

  get now(): Micros {
    return this.#now;
  }

  set(serverNow: Micros): void {
    this.#offset = serverNow - Date.now() * 1000;
    this.#tick();
  }

  #tick(): void {
    if (!document.hidden) this.#now = Date.now() * 1000 + this.#offset;
  }
}

export const clock = new Clock();

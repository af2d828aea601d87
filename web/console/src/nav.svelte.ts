// Which thread the address names. Opening one from the list is one step in the history, whichever threads follow it, so
// that Back on a phone always returns to the list.

import { parseRoute, threadHash } from './lib/route';

class Nav {
  thread = $state<string | null>(null);
  #pushed = false;

  read(): void {
    const route = parseRoute(location.hash);
    this.thread = route.at === 'thread' ? route.thread : null;
    if (this.thread === null) this.#pushed = false;
  }

  /** Neither call makes the browser tell us of the change, so we read it ourselves, in the same breath as the key or click. */
  go(thread: string): void {
    if (this.thread === null) {
      history.pushState(null, '', threadHash(thread));
      this.#pushed = true;
    } else history.replaceState(null, '', threadHash(thread));
    this.read();
  }

  leave(): void {
    if (this.thread === null) return;
    if (this.#pushed) history.back();
    else {
      history.replaceState(null, '', location.pathname);
      this.read();
    }
  }
}

export const nav = new Nav();

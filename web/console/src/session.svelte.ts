// Who is signed in, and the one way in and out.

import { Desk } from './desk.svelte';
import { api, ApiError } from './lib/api';
import { parseRoute } from './lib/route';
import type { MessageKey } from './lib/strings.en';
import type { Me } from './lib/types';

type Phase = 'starting' | 'sign-in' | 'signed-out' | 'desk';

const AGAIN_MS = 3_000;

class Session {
  phase = $state<Phase>('starting');
  desk = $state.raw<Desk | null>(null);
  problem = $state<MessageKey | null>(null);
  busy = $state(false);
  #token = '';

  async start(): Promise<void> {
    if (this.takeLink()) return;
    try {
      this.#enter(await api.me());
    } catch (error) {
      if (this.phase !== 'starting') return;
      if (error instanceof ApiError && error.code === 'signed_out') this.#ended(null);
      else {
        this.problem = 'err_network';
        setTimeout(() => void this.start(), AGAIN_MS);
      }
    }
  }

  /** A sign-in link leaves the address bar, and so the history and any shared screen, before it is used. */
  takeLink(): boolean {
    const route = parseRoute(location.hash);
    if (route.at !== 'sign-in') return false;
    history.replaceState(null, '', location.pathname);
    this.#token = route.token;
    this.#leave();
    this.problem = null;
    this.phase = 'sign-in';
    return true;
  }

  /** Only on a click: programs that open links to look at them must not use the link up. */
  async signIn(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = null;
    try {
      this.#enter(await api.signIn(this.#token));
    } catch (error) {
      const code = error instanceof ApiError ? error.code : 'network';
      if (code === 'network' || code === 'unavailable' || code === 'rate_limited') this.problem = 'signin_later';
      else this.#ended('signin_bad');
    } finally {
      this.busy = false;
    }
  }

  async signOut(): Promise<void> {
    try {
      await api.signOut();
    } catch (error) {
      // Still signed in on the server: to say otherwise on a shared computer would be a lie.
      if (!(error instanceof ApiError && error.code === 'signed_out')) throw error;
    }
    this.#ended(null);
  }

  #enter(me: Me): void {
    this.#token = '';
    this.problem = null;
    const desk = new Desk(me, () => {
      if (this.desk === desk) this.#ended('signedout_ended');
    });
    this.desk = desk;
    this.phase = 'desk';
    desk.start();
  }

  #ended(problem: MessageKey | null): void {
    this.#token = '';
    this.#leave();
    this.problem = problem;
    this.phase = 'signed-out';
  }

  #leave(): void {
    const desk = this.desk;
    this.desk = null;
    desk?.stop();
  }
}

export const session = new Session();

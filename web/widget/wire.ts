/** One connection to the server, whichever way it goes. The session makes one, listens, and makes another when it is down. */

import type { Deed, ServerFrame } from '../shared/protocol';
import type { Saved } from './storage';

export interface Wire {
  send(deed: Deed): void;
  /** Called when the page comes back to the front or the network changes: find out now whether the line still stands. */
  check(): void;
  /** Silent: `down` is not called. */
  close(): void;
}

export type WireContext = {
  server: string;
  rooftop: string;
  /** What to say of the visitor when a thread is to be opened. */
  opening(): { lang: string; notice: string };
  saved(): Saved | null;
  seen(): number;
  frame(frame: ServerFrame): void;
  /** The head, when the answer has no frame for it. */
  head(s: number): void;
  /** The thread is open or resumed: what waits may be sent. */
  up(): void;
  /** Once, and last. */
  down(): void;
};

export type Connect = (context: WireContext) => Wire;

/** What the views are given to show, and what they may ask for. */

import type { Lang, Say } from '../shared/i18n';
import type { Rooftop } from '../shared/protocol';
import type { Thread } from '../shared/thread';

export type Model = {
  view: Thread;
  info: Rooftop | null;
  lang: Lang;
  say: Say;
  /** There may be a thread whose notice was shown before: then writing need not wait for the notice. */
  ready: boolean;
  failures: number;
  lost: boolean;
  open: boolean;
  unread: number;
  returning: boolean;
  rating: 'offer' | 'thanks' | null;
};

export type Acts = {
  open(): void;
  close(): void;
  toggleLang(): void;
  say(text: string): boolean;
  person(): void;
  rate(score: number): void;
  skipRating(): void;
  retry(id: string): void;
  discard(id: string): void;
};

export type Part = { el: HTMLElement; update(model: Model): void };

// Single-key commands. They never fire while somebody types, in a dialog, or with a modifier that belongs to the browser.

export type Command = 'next' | 'previous' | 'take_over' | 'reply' | 'hand_back' | 'help' | 'leave';

export interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing: boolean;
  defaultPrevented: boolean;
}

export interface Place {
  /** Focus is in a field that takes text or has its own use for letters. */
  typing: boolean;
  dialog: boolean;
  /** Focus is in the list: only there do the arrows move rows, elsewhere they scroll. */
  list: boolean;
}

const LETTERS: Record<string, Command> = {
  j: 'next',
  k: 'previous',
  t: 'take_over',
  r: 'reply',
  h: 'hand_back',
  '?': 'help',
};

export function commandFor(press: Press, place: Place, letters: boolean): Command | null {
  if (press.defaultPrevented || press.isComposing || press.ctrlKey || press.metaKey || press.altKey) return null;
  if (place.typing || place.dialog) return null;
  if (press.key === 'Escape') return 'leave';
  if (place.list && press.key === 'ArrowDown') return 'next';
  if (place.list && press.key === 'ArrowUp') return 'previous';
  // People who speak to their computer or hit keys by accident can turn the letters off (WCAG 2.1.4).
  return letters ? (LETTERS[press.key] ?? null) : null;
}

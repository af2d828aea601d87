// What the rep has sent and the log does not show yet. The id is made once, so sending again after a lost answer is safe.

import type { LogEvent } from './types';

export interface Pending {
  id: string;
  thread: string;
  text: string;
  /** Head of the thread when it was sent: only a later event can be this message. */
  after: number;
  /** Known once the server has answered. */
  seq: number | null;
  /** A refusal that sending again cannot cure; null while there is hope. */
  refused: string | null;
}

const RETRYABLE = new Set(['network', 'unavailable', 'rate_limited']);

export function canRetry(code: string): boolean {
  return RETRYABLE.has(code);
}

/**
 * The messages still to be shown as pending. The log's event and the answer to the request race each other: a message
 * whose seq is not known yet counts as arrived when this rep's own later event has the same text, each event used once.
 */
export function stillPending(pending: readonly Pending[], events: readonly LogEvent[], me: string): Pending[] {
  const seqs = new Set(events.map((event) => event.seq));
  const claimed = new Set(pending.map((message) => message.seq));
  return pending.filter((message) => {
    if (message.seq !== null) return !seqs.has(message.seq);
    if (message.refused !== null) return true;
    const twin = events.find(
      (event) =>
        event.seq > message.after &&
        event.actor.kind === 'rep' &&
        event.actor.id === me &&
        event.text === message.text &&
        !claimed.has(event.seq),
    );
    if (twin) claimed.add(twin.seq);
    return !twin;
  });
}

/** Survives a reload of the page, not a stranger's hand on the storage: anything odd is dropped. */
export function revive(stored: string | null): Pending[] {
  try {
    const list: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(list) ? list.filter(isPending) : [];
  } catch {
    return [];
  }
}

function isPending(value: unknown): value is Pending {
  if (typeof value !== 'object' || value === null) return false;
  const item = value as Record<string, unknown>;
  return (
    typeof item.id === 'string' &&
    typeof item.thread === 'string' &&
    typeof item.text === 'string' &&
    typeof item.after === 'number' &&
    (item.seq === null || typeof item.seq === 'number') &&
    (item.refused === null || typeof item.refused === 'string')
  );
}

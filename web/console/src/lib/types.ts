// The shapes of docs/console-api.md, and nothing the document does not name.

/** Microseconds since 1970, UTC. */
export type Micros = number;

export type ThreadState = 'agent' | 'queued' | 'rep' | 'closed';

export const OUTCOMES = ['answered', 'booked', 'no_reply', 'other'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface Rooftop {
  id: string;
  name: string;
}

export interface Me {
  id: string;
  name: string;
  rooftops: Rooftop[];
}

export interface Summary {
  thread: string;
  rooftop: string;
  state: ThreadState;
  rep: { id: string; name: string } | null;
  epoch: number;
  seq: number;
  lang: string;
  rule: string | null;
  class: string | null;
  team: string | null;
  waiting_since: Micros | null;
  sla_at: Micros | null;
  opened_at: Micros;
  last_at: Micros;
  last_author: ActorKind | null;
  last_text: string | null;
  messages: number;
}

export type ActorKind = 'visitor' | 'agent' | 'rep' | 'system';

export interface LogEvent {
  seq: number;
  epoch: number;
  type: string;
  at: Micros;
  actor: { kind: ActorKind; id?: string | null; name?: string | null };
  text?: string | null;
  /** Depends on the type; read through the helpers in events.ts, which expect any field to be missing. */
  pub?: Record<string, unknown> | null;
}

export type ServerFrame =
  | { k: 'hello'; me: Me; at: Micros }
  | { k: 'thread'; summary: Summary }
  | { k: 'event'; thread: string; event: LogEvent }
  | { k: 'reset' }
  | { k: 'signed_out' }
  | { k: 'pong' };

export type ClientFrame = { k: 'follow'; thread: string; after: number } | { k: 'unfollow' } | { k: 'ping' };

// A thread's events folded into what the page shows: messages, lines about what happened, days between them.
// The log grows new event types faster than a console is redeployed, so an unknown type is still shown, by its name.

import type { MessageKey } from './strings.en';
import { dayKey } from './time';
import type { LogEvent, Micros } from './types';

/** Sorted by seq, each seq once. What is held wins over what comes again: an event never changes. */
export function merge(held: readonly LogEvent[], incoming: readonly LogEvent[]): LogEvent[] {
  const bySeq = new Map(incoming.map((event) => [event.seq, event]));
  for (const event of held) bySeq.set(event.seq, event);
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

export function lastSeq(events: readonly LogEvent[]): number {
  return events.at(-1)?.seq ?? 0;
}

/** A live event that skips a seq means that one was lost: the thread has to be fetched again. */
export function hasGap(held: readonly LogEvent[], next: LogEvent): boolean {
  return next.seq > lastSeq(held) + 1;
}

export interface Note {
  key: MessageKey;
  params: Record<string, string>;
  tone: 'plain' | 'owner' | 'warning';
}

export type Item =
  | { kind: 'day'; id: string; at: Micros }
  | { kind: 'message'; id: string; event: LogEvent }
  | { kind: 'note'; id: string; event: LogEvent; note: Note };

export function toItems(events: readonly LogEvent[], zone?: string): Item[] {
  const items: Item[] = [];
  // A look-up that has its result is one line, the result's.
  const finished = new Set(events.filter((event) => event.type === 'tool.finished').map((event) => event.pub?.turn));
  let day = '';
  for (const event of events) {
    if (event.type === 'turn.started' && finished.has(event.seq)) continue;
    const today = dayKey(event.at, zone);
    if (today !== day) items.push({ kind: 'day', id: `day-${event.seq}`, at: event.at });
    day = today;
    const id = `event-${event.seq}`;
    if (isMessage(event)) items.push({ kind: 'message', id, event });
    else items.push({ kind: 'note', id, event, note: noteOf(event) });
  }
  return items;
}

const SPOKEN = new Set(['message.received', 'reply.committed']);
const NEVER_SPOKEN = ['owner.', 'thread.', 'turn.', 'tool.', 'command.'];

/** A spoken event without a text is one whose text was erased: still a message, with nothing left to read. */
export function isMessage(event: LogEvent): boolean {
  if (SPOKEN.has(event.type)) return true;
  return Boolean(event.text) && !NEVER_SPOKEN.some((prefix) => event.type.startsWith(prefix));
}

function noteOf(event: LogEvent): Note {
  const who = event.actor.name ?? event.actor.id ?? event.actor.kind;
  const of = (name: string): string => nameOf(event.pub?.[name]) ?? '';
  switch (event.type) {
    case 'owner.changed':
      return ownerNote(event, who);
    case 'thread.opened':
      return { key: 'note_opened', params: {}, tone: 'plain' };
    case 'turn.started':
      return { key: 'note_turn', params: { tool: of('tool') }, tone: 'plain' };
    case 'turn.abandoned':
      return { key: of('why') === 'superseded' ? 'note_turn_superseded' : 'note_turn_dropped', params: {}, tone: 'plain' };
    case 'tool.finished':
      return { key: 'note_tool', params: { tool: of('tool'), result: of('status') }, tone: 'plain' };
    case 'thread.rated':
      return { key: 'note_rated', params: { score: of('score') }, tone: 'plain' };
    case 'command.refused':
      return { key: 'note_refused', params: { who, what: of('command'), reason: of('refusal') }, tone: 'warning' };
    default:
      return { key: 'note_other', params: { type: event.type, who }, tone: 'plain' };
  }
}

function ownerNote(event: LogEvent, who: string): Note {
  const to = (event.pub?.to ?? {}) as Record<string, unknown>;
  const owner = nameOf(to.owner) ?? '';
  const why = event.pub?.why;
  if (nameOf(why) === 'reopened') return { key: 'note_reopened', params: {}, tone: 'owner' };
  const outcome = valueOf(why) ?? '';
  switch (owner) {
    case 'rep':
      // Only its own actor takes a thread, so the actor's name is the owner's.
      return { key: 'note_rep', params: { who }, tone: 'owner' };
    case 'queue': {
      const rule = nameOf(to.rule);
      return { key: rule ? 'note_queued_rule' : 'note_queued', params: { rule: rule ?? '' }, tone: 'owner' };
    }
    case 'agent':
      return { key: outcome ? 'note_handed_back' : 'note_agent', params: { who, outcome }, tone: 'owner' };
    case 'closed':
      return { key: 'note_closed', params: { who, outcome }, tone: 'owner' };
    default:
      return { key: 'note_owner', params: { to: owner }, tone: 'owner' };
  }
}

/** A word of the log, also where it carries a value: `"stale"`, `{"duplicate":7}`, `{"handed_back":"booked"}`, `5`. */
function nameOf(value: unknown): string | null {
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value === 'number') return String(value);
  return typeof value === 'object' && value !== null ? (Object.keys(value)[0] ?? null) : null;
}

/** What such a word carries: `booked` of `{"handed_back":"booked"}`. */
function valueOf(value: unknown): string | null {
  return typeof value === 'object' && value !== null ? nameOf(Object.values(value)[0]) : null;
}

/** A field of the event's public part, if it holds something a person can read. */
export function word(event: LogEvent, name: string): string | null {
  const value = event.pub?.[name];
  return typeof value === 'object' ? null : nameOf(value);
}

export type WhyRow = [MessageKey, string];

/** Why the software did what it did with a visitor's message. */
export function whyRows(event: LogEvent, lang: string): WhyRow[] {
  const rules = event.pub?.rules;
  const listed = Array.isArray(rules) ? rules.filter((rule) => typeof rule === 'string').join(', ') : '';
  const rows: [MessageKey, string | null][] = [
    ['why_intent', word(event, 'intent')],
    ['why_score', millionths(event, 'score', lang)],
    ['why_margin', millionths(event, 'margin', lang)],
    ['why_verdict', word(event, 'verdict')],
    ['why_class', word(event, 'class')],
    ['why_rules', listed || word(event, 'rule')],
    ['why_lang', word(event, 'lang')],
    ['why_disposition', word(event, 'disposition')],
  ];
  return rows.filter((row): row is WhyRow => row[1] !== null);
}

function millionths(event: LogEvent, name: string, lang: string): string | null {
  const value = event.pub?.[name];
  if (typeof value !== 'number') return null;
  return new Intl.NumberFormat(lang, { style: 'percent', maximumFractionDigits: 1 }).format(value / 1_000_000);
}

export interface AnswerRef {
  id: string;
  version: string;
}

/** `store/hours.en@1f3a…`: the approved answer a reply was rendered from, and which version of it. */
export function answerOf(event: LogEvent): AnswerRef | null {
  const answer = word(event, 'answer');
  if (answer === null) return null;
  const at = answer.lastIndexOf('@');
  if (at < 0) return { id: answer, version: '' };
  return { id: answer.slice(0, at), version: answer.slice(at + 1) };
}

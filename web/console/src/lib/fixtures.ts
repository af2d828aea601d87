// Small makers for the unit tests: each says only what its test is about.

import type { LogEvent, Summary } from './types';

export function summary(over: Partial<Summary> = {}): Summary {
  return {
    thread: 'a',
    rooftop: 'santa-cruz',
    state: 'queued',
    rep: null,
    epoch: 2,
    seq: 5,
    lang: 'en',
    rule: null,
    class: null,
    team: null,
    waiting_since: null,
    sla_at: null,
    opened_at: 0,
    last_at: 0,
    last_author: 'visitor',
    last_text: 'hello',
    messages: 1,
    ...over,
  };
}

export function event(seq: number, over: Partial<LogEvent> = {}): LogEvent {
  return { seq, epoch: 1, type: 'message.received', at: 0, actor: { kind: 'visitor' }, text: 'hello', pub: {}, ...over };
}

// The thread on the screen: follows its log, and carries out what the rep decides about it.

import { tidy } from '../../shared/protocol';
import { alerts } from './alerts.svelte';
import type { Desk } from './desk.svelte';
import { api, ApiError } from './lib/api';
import { hasGap, isMessage, lastSeq, merge } from './lib/events';
import { errorKey } from './lib/i18n';
import { stillPending } from './lib/outbox';
import { forTab, recall, remember } from './lib/storage';
import type { MessageKey } from './lib/strings.en';
import type { LogEvent, Outcome, Summary } from './lib/types';
import { TypingSignal } from './lib/typing';
import { t } from './prefs.svelte';
import type { Sent } from './outbox.svelte';

export type Dialog = 'take-over' | 'send' | 'hand-back' | 'close' | null;
export interface Notice {
  key: MessageKey;
  code: string;
  tone: 'info' | 'error';
}

const UNDO_MS = 5_000;

export class OpenThread {
  readonly id: string;
  summary = $state.raw<Summary | null>(null);
  events = $state.raw<readonly LogEvent[]>([]);
  phase = $state<'loading' | 'ready' | 'missing' | 'failed'>('loading');
  notice = $state.raw<Notice | null>(null);
  dialog = $state<Dialog>(null);
  busy = $state(false);
  draft = $state('');
  closing = $state.raw<{ outcome: Outcome; until: number } | null>(null);

  readonly mine = $derived.by(() => this.summary?.state === 'rep' && this.summary.rep?.id === this.#desk.me.id);
  readonly other = $derived.by(() => (this.summary?.state === 'rep' && !this.mine ? this.summary.rep : null));
  readonly closed = $derived.by(() => this.summary?.state === 'closed');
  readonly pending = $derived.by(() => stillPending(this.#desk.outbox.of(this.id), this.events, this.#desk.me.id));

  readonly #desk: Desk;
  readonly #typing: TypingSignal;
  #loads = 0;
  #left = false;
  #undo: number | undefined;
  /** The epoch at which the rep said yes to taking over from a colleague; asked again only when the owner changes. */
  #agreed: number | null = null;

  constructor(desk: Desk, id: string) {
    this.#desk = desk;
    this.id = id;
    this.summary = desk.threads.get(id) ?? null;
    this.draft = recall(forTab, this.#draftKey) ?? '';
    this.#typing = new TypingSignal((on) => {
      // Only the owner's is passed on, so nobody else's is sent; a lost one is not worth a retry.
      if (this.mine) void desk.guard(() => api.typing(id, on));
    });
  }

  /** Everything at once, then the line from there on. Live events that come meanwhile are kept, not overwritten. */
  async load(): Promise<void> {
    const load = ++this.#loads;
    try {
      const { summary, events } = await api.thread(this.id);
      if (this.#left) return;
      this.events = merge(this.events, events);
      this.phase = 'ready';
      this.#desk.accept([summary]);
      if (load === this.#loads) this.resume();
    } catch (error) {
      const code = error instanceof ApiError ? error.code : 'network';
      if (code === 'signed_out') return this.#desk.signedOut();
      if (this.phase !== 'ready') this.phase = code === 'not_found' ? 'missing' : 'failed';
    }
  }

  resume(): void {
    if (this.phase === 'ready') this.#desk.tell({ k: 'follow', thread: this.id, after: lastSeq(this.events) });
    else void this.load();
  }

  heard(event: LogEvent): void {
    if (this.phase !== 'ready') return;
    if (hasGap(this.events, event)) return void this.load();
    const fresh = event.seq > lastSeq(this.events);
    this.events = merge(this.events, [event]);
    this.#settle();
    if (!fresh || !isMessage(event)) return;
    if (event.actor.kind === 'visitor' && this.closing) {
      this.undoClose();
      this.notice = { key: 'notice_visitor_wrote', code: '', tone: 'info' };
    }
    if (event.actor.id === this.#desk.me.id) return;
    const who = event.actor.kind === 'visitor' ? t('by_visitor') : (event.actor.name ?? t('by_agent'));
    alerts.say(t('live_message', { who, text: event.text ?? '' }));
  }

  accept(summary: Summary): void {
    if (this.summary === null || summary.seq >= this.summary.seq) this.summary = summary;
  }

  leave(): void {
    this.#left = true;
    this.#typing.stop();
    // They had confirmed it; walking on is not undoing it.
    if (this.closing) void this.closeNow();
  }

  write(text: string): void {
    this.draft = text;
    remember(forTab, this.#draftKey, text);
    if (text === '') this.#typing.stop();
    else this.#typing.key(Date.now());
  }

  pauseTyping(): void {
    this.#typing.stop();
  }

  send(): void {
    const text = tidy(this.draft);
    if (text === '' || this.closed) return;
    if (this.#mustAsk()) {
      this.dialog = 'send';
      return;
    }
    this.#desk.outbox.add(this.id, text, lastSeq(this.events));
    this.write('');
  }

  /** The server would not take it: back into the field, before whatever has been written since. */
  putBack(id: string): void {
    const message = this.pending.find((pending) => pending.id === id);
    if (!message) return;
    this.#desk.outbox.drop([id]);
    this.write([message.text, this.draft].filter((part) => part !== '').join('\n'));
  }

  afterSending(sent: Sent): void {
    this.#settle();
    if (sent.ok) {
      if (this.#desk.line !== 'live') void this.load();
    } else if (sent.code === 'stale' || sent.code === 'not_owner') void this.#movedOn(sent.code);
  }

  askTakeOver(): void {
    if (this.#mustAsk()) this.dialog = 'take-over';
    else void this.takeOver();
  }

  agree(): void {
    this.#agreed = this.summary?.epoch ?? null;
    const wanted = this.dialog;
    this.dialog = null;
    if (wanted === 'send') this.send();
    else void this.takeOver();
  }

  takeOver(): Promise<void> {
    return this.#act((epoch) => api.takeOver(this.id, epoch));
  }

  handBack(outcome: Outcome): Promise<void> {
    this.dialog = null;
    return this.#act((epoch) => api.handBack(this.id, epoch, outcome));
  }

  startClose(outcome: Outcome): void {
    this.dialog = null;
    this.closing = { outcome, until: Date.now() + UNDO_MS };
    this.#undo = window.setTimeout(() => void this.closeNow(), UNDO_MS);
  }

  undoClose(): void {
    clearTimeout(this.#undo);
    this.closing = null;
  }

  closeNow(): Promise<void> {
    const outcome = this.closing?.outcome;
    this.undoClose();
    if (!outcome) return Promise.resolve();
    return this.#act((epoch) => api.close(this.id, epoch, outcome));
  }

  get #draftKey(): string {
    return `chaperone.console.draft.${this.#desk.me.id}.${this.id}`;
  }

  #mustAsk(): boolean {
    return this.other !== null && this.#agreed !== this.summary?.epoch;
  }

  /** What the log shows is sent; the outbox may forget it. */
  #settle(): void {
    const waiting = new Set(this.pending.map((message) => message.id));
    this.#desk.outbox.drop(this.#desk.outbox.of(this.id).filter((m) => m.seq !== null && !waiting.has(m.id)).map((m) => m.id));
  }

  async #act(request: (epoch: number) => Promise<unknown>): Promise<void> {
    if (this.busy || !this.summary) return;
    this.busy = true;
    this.notice = null;
    try {
      await request(this.summary.epoch);
      // The line brings the change; without it, go and look.
      if (this.#desk.line !== 'live') await this.load();
    } catch (error) {
      const code = error instanceof ApiError ? error.code : 'network';
      if (code === 'signed_out') this.#desk.signedOut();
      else if (code === 'stale' || code === 'not_owner') await this.#movedOn(code);
      else this.notice = { key: errorKey(code), code, tone: 'error' };
    } finally {
      this.busy = false;
    }
  }

  async #movedOn(code: 'stale' | 'not_owner'): Promise<void> {
    await this.load();
    this.notice = { key: code === 'stale' ? 'notice_stale' : 'notice_not_owner', code, tone: 'info' };
  }
}

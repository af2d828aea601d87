/** One line of the log for each thing that happened. Who speaks is said in words and by an icon and a side, never by colour alone. */

import { h, icon, icons, rich } from '../dom';
import type { Acts, Model } from '../model';
import type { Key, Lang } from '../../shared/i18n';
import type { Msg, Own } from '../../shared/protocol';
import type { Pending } from '../../shared/thread';

/** A line is drawn again only when its `sig` changes, so focus and selection in it stay. */
export type Line = { key: string; sig: string; own: boolean; make(): HTMLElement };

export function lines(model: Model, acts: Acts): Line[] {
  const { view, lang } = model;
  const told = view.items.flatMap((item): Line[] => {
    if (item.k === 'msg')
      return [{ key: item.id ?? `s${item.s}`, sig: `${lang}${item.s}`, own: item.a === 'visitor', make: () => message(item, model) }];
    return [{ key: `s${item.s}`, sig: lang, own: false, make: () => change(item, model) }];
  });
  const waiting = view.pending
    .filter((p) => p.deed.k === 'say')
    .map((p): Line => {
      const state = p.state === 'waiting' && view.link === 'offline' ? 'kept' : p.state;
      return { key: p.deed.id, sig: `${lang}${state}${p.code ?? ''}`, own: true, make: () => pending(p, state, model, acts) };
    });
  return [...told, ...waiting];
}

function message(m: Msg, { say, lang }: Model): HTMLElement {
  const own = m.a === 'visitor';
  const rep = m.a === 'rep';
  const who = own ? say('you') : m.n || say(rep ? 'someone' : m.a === 'agent' ? 'badge_agent' : 'store');
  return h(
    'li',
    { hook: 'message', 'data-author': m.a, 'data-seq': String(m.s), 'data-origin': m.origin ?? null },
    h('p', { class: 'meta' }, !own && icon(rep ? icons.person : icons.robot), h('b', {}, who), !own && h('span', { class: 'label' }, say(rep ? 'badge_rep' : 'automated')), clock(m.at, lang)),
    h('p', { class: 'text', dir: 'auto' }, ...(own ? [m.x] : rich(m.x, say('opens_new')))),
  );
}

function change(o: Own, { say, lang }: Model): HTMLElement {
  const key: Key = `was_${o.o}`;
  return h(
    'li',
    { hook: 'change', 'data-owner': o.o, 'data-seq': String(o.s) },
    h('span', {}, say(key, { name: o.n || say('someone') })),
    clock(o.at, lang),
  );
}

function pending(p: Pending, state: string, { say, lang }: Model, acts: Acts): HTMLElement {
  const { deed } = p;
  const failed = state === 'failed';
  const status: Key = failed ? 'failed' : state === 'acked' ? 'sent' : state === 'waiting' ? 'sending' : 'kept';
  const why = `err_${p.code}`;
  const known = why === 'err_too_long' || why === 'err_thread_full';
  return h(
    'li',
    { hook: 'message', 'data-author': 'visitor', 'data-state': state, 'data-id': deed.id },
    h('p', { class: 'meta' }, h('b', {}, say('you')), clock(p.at, lang)),
    h('p', { class: 'text', dir: 'auto' }, deed.k === 'say' ? deed.x : ''),
    h('p', { class: failed ? 'state bad' : 'state' }, failed ? `${say(status)}. ${known ? say(why) : ''}` : say(status)),
    failed &&
      h(
        'p',
        { class: 'again' },
        h('button', { type: 'button', hook: 'retry', click: () => acts.retry(deed.id) }, say('retry')),
        h('button', { type: 'button', hook: 'discard', click: () => acts.discard(deed.id) }, say('discard')),
      ),
  );
}

function clock(micros: number | undefined, lang: Lang): HTMLElement | null {
  if (!micros) return null;
  const at = new Date(micros / 1000);
  const today = at.toDateString() === new Date().toDateString();
  const shown = new Intl.DateTimeFormat(`${lang}-US`, { hour: 'numeric', minute: '2-digit', ...(today ? {} : { month: 'short', day: 'numeric' }) }).format(at);
  return h('time', { datetime: at.toISOString() }, shown);
}

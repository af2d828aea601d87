/** The launcher, and the panel's head: whose chat this is, who is answering, the other language, the way out. */

import { h, icon, icons, set, write } from '../dom';
import type { Acts, Model, Part } from '../model';

export function launcher(acts: Acts): Part {
  const label = h('span', {});
  const count = h('span', { class: 'count', 'aria-hidden': 'true' });
  const el = h('button', { type: 'button', hook: 'launcher', 'aria-haspopup': 'dialog', click: acts.open }, icon(icons.chat), label, count);
  return {
    el,
    update({ open, unread, returning, say }: Model) {
      el.hidden = open;
      write(label, say(returning ? 'launcher_back' : 'launcher'));
      write(count, unread ? String(unread) : '');
      set(el, 'aria-label', unread ? `${label.textContent}, ${say('launcher_unread', { n: unread })}` : null);
      set(el, 'aria-expanded', String(open));
    },
  };
}

export function header(acts: Acts): Part & { title: HTMLElement } {
  const title = h('h2', { id: 'title', tabindex: '-1' });
  const badge = h('p', { hook: 'badge' });
  const toggle = h('button', { type: 'button', hook: 'lang-toggle', click: acts.toggleLang });
  const close = h('button', { type: 'button', hook: 'close', click: acts.close }, icon(icons.close));
  const el = h('header', {}, h('div', { class: 'who' }, title, badge), toggle, close);
  let shown = '';
  return {
    el,
    title,
    update({ view, info, say, lang }: Model) {
      write(title, info?.name ?? say('log'));
      const rep = view.owner === 'rep';
      const text = rep ? `${say('badge_rep')}${view.ownerName ? `: ${view.ownerName}` : ''}` : say('badge_agent');
      // The badge is never empty and never says "person" while software answers.
      if (shown !== text) badge.replaceChildren(icon(rep ? icons.person : icons.robot), text);
      shown = text;
      toggle.hidden = (info?.languages.length ?? 0) < 2;
      write(toggle, say('language'));
      set(toggle, 'lang', lang === 'en' ? 'es' : 'en');
      set(close, 'aria-label', say('close'));
    },
  };
}

/** Who has the thread now. A live region of its own, because a change of owner is the one thing a visitor must not miss. */
export function banner(): Part {
  const line = h('span', {});
  const small = h('small', {});
  const mark = h('span', { class: 'mark' });
  const el = h('div', { hook: 'owner-banner', role: 'status' }, mark, h('span', {}, line, small));
  let drawn = '';
  return {
    el,
    update({ view, say }: Model) {
      const { owner, ownerName } = view;
      set(el, 'data-owner', owner);
      if (drawn !== owner) mark.replaceChildren(icon(owner === 'rep' ? icons.person : icons.chat));
      drawn = owner;
      const text = owner === 'rep' ? say('rep', { name: ownerName || say('someone').toLowerCase() }) : owner === 'agent' ? '' : say(owner);
      write(line, text);
      write(small, owner === 'rep' ? say('rep_role') : '');
      el.classList.toggle('sr', owner === 'agent');
    },
  };
}

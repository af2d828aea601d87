/** The thread itself: the notice, the lines, what is still on its way, and who is writing. */

import { h, icon, icons, rich, set, write } from '../dom';
import type { Acts, Model, Part } from '../model';
import { choices } from '../../shared/thread';
import { lines, type Line } from './lines';

/** Within this many pixels of the end the visitor is reading along, and the log follows. */
const FOLLOW_PX = 80;

export function log(acts: Acts): Part & { toEnd(): void } {
  const noticeTitle = h('h3', {});
  const noticeText = h('p', { id: 'notice-text' });
  const consent = h('p', { class: 'fine' });
  const notice = h('section', { hook: 'notice', 'aria-labelledby': 'notice-title' }, icon(icons.robot), h('div', {}, noticeTitle, noticeText, consent));
  noticeTitle.id = 'notice-title';
  const hint = h('p', { class: 'hint' });
  const list = h('ol', {});
  const replies = h('div', { hook: 'choices', role: 'group' });
  const typing = h('p', { hook: 'typing' }, h('span', { class: 'dots', 'aria-hidden': 'true' }), h('span', {}));
  // The announcer speaks for the log; if the log were live too, everything would be heard twice, and a reload would read out the whole thread.
  const box = h('div', { hook: 'log', role: 'log', 'aria-live': 'off', tabindex: '0' }, notice, hint, list, replies, typing);
  const jump = h('button', { type: 'button', hook: 'jump', click: () => toEnd() }, icon(icons.down), h('span', {}));
  const el = h('div', { class: 'logbox' }, box, jump);

  const nodes = new Map<string, { sig: string; node: HTMLElement }>();
  let offered = '';
  let last = '';
  let follow = true;

  const toEnd = (): void => {
    follow = true;
    box.scrollTop = box.scrollHeight;
    jump.hidden = true;
  };
  box.addEventListener(
    'scroll',
    () => {
      follow = box.scrollHeight - box.scrollTop - box.clientHeight < FOLLOW_PX;
      if (follow) jump.hidden = true;
    },
    { passive: true },
  );
  // A banner, the rating or a phone's keyboard takes height from the log; who was at its end stays there.
  new ResizeObserver(() => follow && nodes.size && toEnd()).observe(box);

  const draw = (all: Line[]): void => {
    const keep = new Set(all.map((l) => l.key));
    for (const [key, { node }] of nodes) {
      if (keep.has(key)) continue;
      node.remove();
      nodes.delete(key);
    }
    all.forEach((line, at) => {
      let entry = nodes.get(line.key);
      if (entry?.sig !== line.sig) {
        const node = line.make();
        entry?.node.replaceWith(node);
        nodes.set(line.key, (entry = { sig: line.sig, node }));
      }
      if (list.children[at] !== entry!.node) list.insertBefore(entry!.node, list.children[at] ?? null);
    });
  };

  return {
    el,
    toEnd,
    update(model: Model) {
      const { view, info, say, lang } = model;
      const focused = (el.getRootNode() as ShadowRoot).activeElement;
      set(box, 'aria-label', say('log'));
      notice.hidden = !info;
      if (info) {
        write(noticeTitle, say('notice'));
        const text = info.disclosure[lang] ?? '';
        if (noticeText.textContent !== text) noticeText.replaceChildren(...rich(text, say('opens_new')));
        write(consent, say('notice_consent'));
        set(notice, 'data-version', info.disclosure.version);
      }
      const all = lines(model, acts);
      write(hint, model.lost ? say('forgotten') : all.length ? '' : info ? say('empty') : view.fatal || view.link === 'offline' ? '' : say('connecting'));
      hint.hidden = !hint.textContent;
      draw(all);

      const offer = choices(view);
      const sig = JSON.stringify(offer);
      if (sig !== offered) replies.replaceChildren(...offer.map((text) => h('button', { type: 'button', click: () => acts.say(text) }, text)));
      offered = sig;
      replies.hidden = !offer.length;
      set(replies, 'aria-label', say('choices'));

      // A button that goes while it has the focus would throw a keyboard user out of the panel.
      if (focused && !focused.isConnected) box.focus();

      typing.hidden = view.typing === null;
      write(typing.lastElementChild!, view.typing === null ? '' : say('typing', { name: view.typing || say('someone') }));

      write(jump.lastElementChild!, say('new_messages'));
      const end = `${all.at(-1)?.key ?? ''}${offered}${view.typing ?? ''}`;
      const own = all.at(-1)?.own ?? false;
      if (end !== last) {
        if (follow || own) toEnd();
        else if (all.length) jump.hidden = false;
      }
      if (last === '') jump.hidden = true;
      last = end;
    },
  };
}

/** Under the log: the state of the line, the rating, the way to a person, and the place to write. */

import { h, icon, icons, set, write } from '../dom';
import type { Acts, Model, Part } from '../model';
import { countChars, tidy } from '../../shared/protocol';
import type { Key } from '../../shared/i18n';

/** The counter appears for those who come near the limit; for everyone else it would be noise. */
const COUNT_FROM = 300;

export function status(): Part {
  const el = h('p', { hook: 'status', role: 'status' });
  return {
    el,
    update({ view, info, say, failures }: Model) {
      const waits = view.pending.some((p) => p.state === 'waiting');
      const held = view.pending.find((p) => p.state === 'held');
      let key: Key | null = null;
      if (view.fatal) key = 'fatal';
      else if (view.link === 'offline' || (!info && failures > 1)) key = navigator.onLine ? 'unreachable' : waits ? 'offline' : 'offline_idle';
      else if (view.link === 'connecting') key = 'connecting';
      else if (held?.code === 'rate_limited') key = 'held';
      else if (held || view.error) key = 'unreachable';
      write(el, key ? say(key) : '');
      set(el, 'data-status', key);
    },
  };
}

export function rating(acts: Acts): Part {
  const legend = h('legend', {});
  const scale = h('small', { id: 'scale' });
  const radios = [1, 2, 3, 4, 5].map((n) => h('label', {}, h('input', { type: 'radio', name: 'score', value: String(n) }), h('span', {}, String(n))));
  const send = h('button', { type: 'submit', hook: 'csat-send' });
  const skip = h('button', { type: 'button', hook: 'csat-skip', click: acts.skipRating });
  const form = h(
    'form',
    {
      hook: 'csat',
      submit: (event: Event) => {
        event.preventDefault();
        const score = Number(new FormData(form).get('score'));
        if (score) acts.rate(score);
        else radios[0]!.querySelector('input')!.focus();
      },
    },
    h('fieldset', { 'aria-describedby': 'scale' }, legend, h('div', { class: 'scores' }, ...radios), scale),
    h('p', { class: 'again' }, send, skip),
  );
  const thanks = h('p', { class: 'thanks', role: 'status' });
  const el = h('div', { class: 'rating' }, form, thanks);
  return {
    el,
    update({ rating, say }: Model) {
      if (form.hidden && rating === 'offer') form.reset();
      form.hidden = rating !== 'offer';
      write(legend, say('csat'));
      write(scale, say('csat_low'));
      write(send, say('csat_send'));
      write(skip, say('csat_skip'));
      write(thanks, rating === 'thanks' ? say('csat_thanks') : '');
    },
  };
}

export function composer(acts: Acts): Part & { input: HTMLTextAreaElement } {
  const label = h('label', { for: 'text', class: 'sr' });
  const input = h('textarea', { id: 'text', hook: 'input', rows: '1', enterkeyhint: 'send', autocomplete: 'off' });
  const counter = h('p', { id: 'counter', hook: 'counter' });
  const send = h('button', { type: 'submit', hook: 'send' }, icon(icons.send), h('span', {}));
  const person = h('button', { type: 'button', hook: 'person' }, icon(icons.person), h('span', {}));
  const call = h('a', { hook: 'call' });
  let limit = 4000;
  let ready = false;
  let model: Model | null = null;

  const left = (): number => limit - countChars(tidy(input.value));
  const grow = (): void => {
    input.style.height = 'auto';
    if (input.scrollHeight) input.style.height = `${Math.min(input.scrollHeight + 2, 132)}px`;
  };
  const refresh = (): void => {
    const n = left();
    write(counter, n > COUNT_FROM || !model ? '' : model.say(n < 0 ? 'chars_over' : 'chars_left', { n: Math.abs(n) }));
    set(counter, 'data-over', n < 0);
    set(input, 'aria-invalid', n < 0 ? 'true' : null);
    // Never `disabled`: a button that has the focus when it is disabled drops the focus to the page.
    set(send, 'aria-disabled', ready && n >= 0 && tidy(input.value) ? null : 'true');
  };
  const submit = (): void => {
    if (ready && left() >= 0 && acts.say(input.value)) input.value = '';
    grow();
    refresh();
    input.focus();
  };

  input.addEventListener('input', () => {
    grow();
    refresh();
  });
  input.addEventListener('keydown', (event) => {
    // While an input method is composing, Enter chooses a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  person.addEventListener('click', () => {
    if (person.getAttribute('aria-disabled') !== 'true') acts.person();
  });

  const el = h(
    'form',
    {
      hook: 'composer',
      submit: (event: Event) => {
        event.preventDefault();
        submit();
      },
    },
    h('div', { class: 'help' }, person, call),
    h('div', { class: 'row' }, label, input, send),
    counter,
  );

  return {
    el,
    input,
    update(next: Model) {
      model = next;
      const { view, info, say } = next;
      ready = next.ready;
      limit = info?.limits.message_chars ?? 4000;
      write(label, say('composer'));
      set(input, 'placeholder', say('composer'));
      set(input, 'aria-describedby', view.id || !info ? 'counter' : 'notice-text counter');
      write(send.lastElementChild!, say('send'));
      const asked = view.owner === 'queue' || view.pending.some((p) => p.deed.k === 'person' && p.state !== 'failed');
      write(person.lastElementChild!, say('person'));
      set(person, 'aria-disabled', asked || view.owner === 'rep' || !ready ? 'true' : null);
      call.hidden = !info?.phone;
      if (info?.phone) {
        write(call, info.phone);
        set(call, 'aria-label', say('call', { phone: info.phone }));
        set(call, 'href', `tel:${info.phone.replace(/[^\d+]/g, '')}`);
      }
      refresh();
    },
  };
}

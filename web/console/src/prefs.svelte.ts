// What this rep wants on this device: language, sounds, keys, rooftop. Kept in the browser, never sent.

import { firstLang, translate, type Lang, type Params } from './lib/i18n';
import { forBrowser, recall, remember } from './lib/storage';
import type { MessageKey } from './lib/strings.en';

const KEY = 'chaperone.console.';
const read = (name: string): string | null => recall(forBrowser, KEY + name);

class Prefs {
  #lang = $state<Lang>(firstLang([read('lang') ?? '', ...navigator.languages]));
  #sound = $state(read('sound') === 'on');
  #notify = $state(read('notify') === 'on');
  #letters = $state(read('letters') !== 'off');
  #rooftop = $state<string | null>(read('rooftop'));

  get lang(): Lang {
    return this.#lang;
  }
  set lang(lang: Lang) {
    this.#lang = lang;
    remember(forBrowser, `${KEY}lang`, lang);
  }

  get sound(): boolean {
    return this.#sound;
  }
  set sound(on: boolean) {
    this.#sound = on;
    remember(forBrowser, `${KEY}sound`, on ? 'on' : 'off');
  }

  get notify(): boolean {
    return this.#notify;
  }
  set notify(on: boolean) {
    this.#notify = on;
    remember(forBrowser, `${KEY}notify`, on ? 'on' : 'off');
  }

  get letters(): boolean {
    return this.#letters;
  }
  set letters(on: boolean) {
    this.#letters = on;
    remember(forBrowser, `${KEY}letters`, on ? 'on' : 'off');
  }

  get rooftop(): string | null {
    return this.#rooftop;
  }
  set rooftop(id: string | null) {
    this.#rooftop = id;
    remember(forBrowser, `${KEY}rooftop`, id);
  }
}

export const prefs = new Prefs();

/** The text in the rep's language; read in a template it changes with the language. */
export function t(key: MessageKey, params?: Params): string {
  return translate(prefs.lang, key, params);
}

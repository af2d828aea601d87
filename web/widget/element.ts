/** `<chaperone-widget>`: puts the parts together, moves the focus, and says aloud what is new. */

import { pickLang, sayIn, type Lang } from '../shared/i18n';
import { news, type Thread } from '../shared/thread';
import { h } from './dom';
import type { Acts, Model } from './model';
import css from './panel.css';
import { Session } from './session';
import { banner, header, launcher } from './view/head';
import { composer, rating, status } from './view/foot';
import { log } from './view/log';

/** Where the panel is a sheet over the whole screen: also a desktop page at 400 % zoom, and a phone on its side. */
const SHEET = '(max-width: 600px), (max-height: 480px)';

let sheet: CSSStyleSheet | undefined;

export function define(server: string): void {
  if (customElements.get('chaperone-widget')) return;

  class Widget extends HTMLElement {
    static observedAttributes = ['data-lang'];

    #session: Session | null = null;
    #here: AbortController | undefined;
    #lang: Lang = 'en';
    #unread = 0;
    #rating: Model['rating'] = null;
    #media = matchMedia(SHEET);
    #panel!: HTMLDialogElement;
    #parts: { update(model: Model): void }[] = [];
    #log!: ReturnType<typeof log>;
    #head!: ReturnType<typeof header>;
    #composer!: ReturnType<typeof composer>;
    #launcher!: ReturnType<typeof launcher>;
    #announcer!: HTMLElement;

    connectedCallback(): void {
      if (!this.shadowRoot) this.#build();
      this.#lang = this.#wish();
      this.#session = new Session(server, this.dataset.rooftop ?? '', this.#changed);
      this.#here = new AbortController();
      const { signal } = this.#here;
      this.#media.addEventListener('change', this.#refit, { signal });
      visualViewport?.addEventListener('resize', this.#fit, { signal });
      visualViewport?.addEventListener('scroll', this.#fit, { signal });
      document.addEventListener('keydown', this.#pageKey, { signal });
      document.addEventListener('focusin', this.#pageFocus, { signal });
      this.#render();
      if (this.dataset.open === 'true') this.#open();
    }

    disconnectedCallback(): void {
      this.#session?.stop();
      this.#here?.abort();
      this.#panel.close();
      this.#lock(false);
    }

    attributeChangedCallback(): void {
      if (!this.#session) return;
      this.#lang = this.#wish();
      this.#render();
    }

    #build(): void {
      const acts: Acts = {
        open: () => this.#open(),
        close: () => this.#close(),
        toggleLang: () => {
          this.#lang = this.#lang === 'en' ? 'es' : 'en';
          this.#render();
        },
        say: (text) => this.#session!.say(text),
        person: () => void this.#session!.person(),
        rate: (score) => this.#rated(this.#session!.rate(score)),
        skipRating: () => this.#rated(false),
        retry: (id) => this.#session!.retry(id),
        discard: (id) => this.#session!.discard(id),
      };
      this.#launcher = launcher(acts);
      this.#head = header(acts);
      this.#log = log(acts);
      this.#composer = composer(acts);
      const owner = banner();
      const line = status();
      const stars = rating(acts);
      this.#announcer = h('div', { class: 'sr', 'aria-live': 'polite', 'data-testid': 'announcer' });
      this.#panel = h(
        'dialog',
        {
          hook: 'panel',
          'aria-labelledby': 'title',
          cancel: (event: Event) => {
            event.preventDefault();
            this.#close();
          },
          keydown: (event: KeyboardEvent) => {
            if (event.key !== 'Escape' || event.isComposing) return;
            event.preventDefault();
            event.stopPropagation();
            this.#close();
          },
        },
        this.#head.el,
        owner.el,
        this.#log.el,
        stars.el,
        line.el,
        this.#composer.el,
        this.#announcer,
      );
      this.#parts = [this.#launcher, this.#head, owner, this.#log, stars, line, this.#composer];
      const root = this.attachShadow({ mode: 'open' });
      if (!sheet) {
        sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
      }
      root.adoptedStyleSheets = [sheet];
      root.append(this.#launcher.el, this.#panel);
    }

    /** The attribute, then the page, then the browser. */
    #wish(): Lang {
      return pickLang([this.dataset.lang, document.documentElement.lang, ...navigator.languages], this.#session?.info?.languages);
    }

    #changed = (before: Thread, after: Thread): void => {
      const said = news(before, after);
      if (!this.#panel.open) this.#unread += said.length;
      if (after.owner !== 'closed') this.#rating = null;
      else if (this.#rating === null && after.ownerEpoch > this.#session!.store.rated()) this.#rating = 'offer';
      this.#render();
      for (const m of said) this.#announce(`${m.n ?? ''}${m.a === 'agent' ? `, ${sayIn(this.#lang)('automated')}` : ''}: ${m.x}`);
    };

    /** A paragraph each: setting one text again would swallow what is not read yet. */
    #announce(text: string): void {
      this.#announcer.append(h('p', {}, text));
      while (this.#announcer.childElementCount > 10) this.#announcer.firstElementChild!.remove();
    }

    #render(): void {
      const session = this.#session!;
      const { view, info, failures, lost, ready } = session;
      if (info && !info.languages.includes(this.#lang)) this.#lang = this.#wish();
      session.lang = this.#lang;
      // The host's language is what a screen reader's voice follows.
      if (this.lang !== this.#lang) this.lang = this.#lang;
      const model: Model = {
        view, info, failures, lost, ready,
        lang: this.#lang,
        say: sayIn(this.#lang),
        open: this.#panel.open,
        unread: this.#unread,
        returning: view.id !== null || session.store.thread() !== null,
        rating: this.#rating,
      };
      for (const part of this.#parts) part.update(model);
    }

    #rated(sent: boolean): void {
      const { store, view } = this.#session!;
      store.saveRated(view.ownerEpoch);
      this.#rating = sent ? 'thanks' : null;
      this.#render();
      // The form that had the focus is gone.
      this.#composer.input.focus();
    }

    #open(): void {
      if (this.#panel.open) return;
      this.#show();
      this.#unread = 0;
      this.#session!.start();
      this.#render();
      this.#log.toEnd();
      // On a phone the keyboard would cover the notice before it was read; the title has the focus there.
      (this.#media.matches ? this.#head.title : this.#composer.input).focus();
    }

    #show(): void {
      if (this.#media.matches) this.#panel.showModal();
      else this.#panel.show();
      this.#lock(this.#media.matches);
      this.#fit();
    }

    #close(): void {
      if (!this.#panel.open) return;
      const inside = this.shadowRoot!.activeElement !== null;
      this.#panel.close();
      this.#lock(false);
      this.#render();
      if (inside) this.#launcher.el.focus();
    }

    /** The window became a phone, or the other way: the same panel, the same focus, modal or not. */
    #refit = (): void => {
      if (!this.#panel.open) return;
      const focused = this.shadowRoot!.activeElement as HTMLElement | null;
      this.#panel.close();
      this.#show();
      focused?.focus();
    };

    /** A phone's keyboard shrinks the visual viewport and not the layout: without this it would cover the composer. Zooming shrinks it too, and must not. */
    #fit = (): void => {
      const { style } = this.#panel;
      const v = this.#media.matches && visualViewport?.scale === 1 ? visualViewport : null;
      style.height = v ? `${v.height}px` : '';
      style.top = v ? `${v.offsetTop}px` : '';
    };

    #locked = '';
    #lock(on: boolean): void {
      const { style } = document.documentElement;
      if (on && style.overflow !== 'hidden') {
        this.#locked = style.overflow || 'visible';
        style.overflow = 'hidden';
      } else if (!on && this.#locked) {
        style.overflow = this.#locked === 'visible' ? '' : this.#locked;
        this.#locked = '';
      }
    }

    #covers(el: Element | null): boolean {
      if (!el || el === this || el === document.body) return false;
      const over = (this.#panel.open ? this.#panel : this.#launcher.el).getBoundingClientRect();
      const r = el.getBoundingClientRect();
      return r.width > 0 && r.left < over.right && r.right > over.left && r.top < over.bottom && r.bottom > over.top;
    }

    /** Esc takes the panel off what it covers, also when the focus is on the page. */
    #pageKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented && this.#panel.open && this.#covers(document.activeElement)) this.#close();
    };

    /** The page's own focus must never be under the launcher (WCAG 2.4.11): it steps aside until the focus moves on. */
    #pageFocus = (): void => {
      this.#launcher.el.classList.remove('aside');
      if (!this.#panel.open) this.#launcher.el.classList.toggle('aside', this.#covers(document.activeElement));
    };
  }

  customElements.define('chaperone-widget', Widget);
}

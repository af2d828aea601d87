/** Elements without markup: texts become text nodes and nothing else, so no string from a visitor or a server can be read as HTML. */

import { splitLinks } from '../shared/links';

type Props = Record<string, string | boolean | null | undefined | ((event: never) => void)>;
export type Kid = Node | string | null | undefined | false;

export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...kids: Kid[]): HTMLElementTagNameMap[K] {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') el.addEventListener(name, value as (event: Event) => void);
    // One name for a dealer's `::part()` styles, for our own, and for browser tests.
    else if (name === 'hook') for (const as of ['part', 'class', 'data-testid']) set(el, as, value);
    else set(el, name, value);
  }
  el.append(...kids.filter((k): k is Node | string => k !== null && k !== undefined && k !== false));
  return el;
}

export function set(el: Element, name: string, value: string | boolean | null | undefined): void {
  if (value === null || value === undefined || value === false) el.removeAttribute(name);
  else if (el.getAttribute(name) !== (value === true ? '' : value)) el.setAttribute(name, value === true ? '' : value);
}

/** Writes only what differs: a live region speaks when its text is set, also to the same text. */
export function write(el: Element, text: string): void {
  if (el.textContent !== text) el.textContent = text;
}

const SVG = 'http://www.w3.org/2000/svg';

/** An outline drawn on a grid of 24; decoration, so hidden from assistive technology. */
export function icon(path: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [name, value] of Object.entries({ viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' })) svg.setAttribute(name, value);
  const d = document.createElementNS(SVG, 'path');
  d.setAttribute('d', path);
  svg.append(d);
  return svg;
}

export const icons = {
  chat: 'M4 5h16v11H10l-5 4v-4H4z M8 9h8 M8 12h5',
  close: 'M6 6l12 12 M18 6L6 18',
  robot: 'M5 9h14v10H5z M12 9V5 M9 13v2 M15 13v2 M2 13v3 M22 13v3',
  person: 'M12 12a4 4 0 1 0 0-8a4 4 0 0 0 0 8z M4 21c0-4 4-6 8-6s8 2 8 6',
  send: 'M4 12l16-8-6 16-3-7z',
  down: 'M12 5v13 M6 13l6 6 6-6',
};

/** Approved texts and people's texts may carry links; each opens beside the chat, which knows nothing of the page it came from. */
export function rich(text: string, hint: string): Node[] {
  return splitLinks(text).map((part) => {
    if (!part.href) return document.createTextNode(part.text);
    const tel = part.href.startsWith('tel:');
    return h('a', { href: part.href, ...(tel ? {} : { target: '_blank', rel: 'noopener noreferrer', title: hint }) }, part.text);
  });
}

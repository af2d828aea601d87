/** What the one script tag does: it defines the element and, if the page has none, adds it. No request is made here. */

import { define } from './element';

// Only while the script itself runs does the document know which one it is.
const script = (document.currentScript ?? document.querySelector('script[data-rooftop][src*="widget.js"]')) as HTMLScriptElement | null;
const server = script?.src ? new URL('.', script.src).href.replace(/\/$/, '') : location.origin;

function place(): void {
  define(server);
  if (!script?.dataset.rooftop || document.querySelector('chaperone-widget')) return;
  const el = document.createElement('chaperone-widget');
  for (const name of ['rooftop', 'lang', 'open', 'position']) {
    const value = script.dataset[name];
    if (value !== undefined) el.dataset[name] = value;
  }
  document.body.append(el);
}

// An element written by hand may stand after an async script: wait for the whole page before adding a second one.
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', place);
else place();

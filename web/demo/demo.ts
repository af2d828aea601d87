/**
 * The demo shop's own switches: which rooftop and which language. A dealer's page has neither; there the widget's tag says the rooftop and the
 * page's `lang` the language. It runs before the body is read, so that the widget's tag can be told before it is fetched.
 */

const query = new URLSearchParams(location.search);
const ROOFTOPS: Record<string, { brand: string; city: string; phone: string; vehicles: string[] }> = {
  'santa-cruz': { brand: 'Toyota', city: 'Santa Cruz', phone: '(831) 555-0120', vehicles: ['RAV4 Hybrid XLE', 'Tacoma TRD Off-Road', 'Prius LE', 'Sienna XSE'] },
  reno: { brand: 'Ford', city: 'Reno', phone: '(775) 555-0140', vehicles: ['Escape Hybrid ST-Line', 'F-150 XLT', 'Maverick XLT Hybrid', 'Explorer Hybrid Limited'] },
};
const rooftop = Object.hasOwn(ROOFTOPS, query.get('rooftop') ?? '') ? query.get('rooftop')! : 'santa-cruz';
const lang = query.get('lang') === 'es' ? 'es' : 'en';
document.documentElement.lang = lang;

// A tag's data is read when its script runs; an async script runs after its own tag was parsed, so changing the tag as it appears is in time.
new MutationObserver((_, observer) => {
  const tag = document.querySelector<HTMLScriptElement>('script[src="/widget.js"]');
  if (!tag) return;
  tag.dataset.rooftop = rooftop;
  observer.disconnect();
}).observe(document.documentElement, { childList: true, subtree: true });

const href = (change: Record<string, string>): string => `?${new URLSearchParams({ rooftop, lang, ...change })}`;

function fill(): void {
  const { brand, city, phone, vehicles } = ROOFTOPS[rooftop]!;
  document.title = `Harborline ${brand} of ${city}`;
  for (const el of document.querySelectorAll('[data-brand]')) el.textContent = brand;
  document.querySelectorAll('.card h3').forEach((el, at) => (el.textContent = vehicles[at] ?? ''));
  for (const el of document.querySelectorAll('[data-city]')) el.textContent = city;
  for (const el of document.querySelectorAll<HTMLAnchorElement>('[data-phone]')) {
    el.textContent = phone;
    el.href = `tel:+1${phone.replace(/\D/g, '')}`;
  }
  for (const el of document.querySelectorAll<HTMLAnchorElement>('[data-rooftop-link]')) {
    el.href = href({ rooftop: el.dataset.rooftopLink! });
    if (el.dataset.rooftopLink === rooftop) el.setAttribute('aria-current', 'page');
  }
  const toggle = document.querySelector<HTMLAnchorElement>('[data-lang-link]')!;
  toggle.href = href({ lang: lang === 'en' ? 'es' : 'en' });
  if (lang === 'es') {
    toggle.textContent = 'English';
    toggle.lang = 'en';
    for (const el of document.querySelectorAll<HTMLElement>('[data-es]')) el.textContent = el.dataset.es!;
    for (const el of document.querySelectorAll<HTMLElement>('[data-es-label]')) el.setAttribute('aria-label', el.dataset.esLabel!);
  }
}

document.addEventListener('DOMContentLoaded', fill);

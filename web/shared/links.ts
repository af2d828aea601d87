/**
 * Finds what may become a link in a text that people approved or wrote. Only http, https and tel, and only as written: a link's text is its
 * address, so nothing can point elsewhere than it says. The caller makes text and anchor nodes of the parts; no markup is ever parsed.
 */

export type Part = { text: string; href?: string };

const CANDIDATE = /https?:\/\/[^\s<>"'`]+|tel:\+?[\d().-]{5,20}|(?<![\d-])(?:\(\d{3}\) ?|\d{3}-)\d{3}-\d{4}(?![\d-])/gi;

export function splitLinks(x: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of x.matchAll(CANDIDATE)) {
    const text = trimEnd(match[0]);
    const href = toHref(text);
    if (!href) continue;
    if (match.index > from) parts.push({ text: x.slice(from, match.index) });
    parts.push({ text: text.replace(/^tel:/i, ''), href });
    from = match.index + text.length;
  }
  if (from < x.length) parts.push({ text: x.slice(from) });
  return parts;
}

/** A full stop or a bracket after an address belongs to the sentence, unless the address itself opened the bracket. */
function trimEnd(raw: string): string {
  let x = raw;
  for (;;) {
    const last = x.at(-1) ?? '';
    if (/[.,;:!?…*_\]}’”»]/.test(last)) x = x.slice(0, -1);
    else if (last === ')' && x.split('(').length < x.split(')').length) x = x.slice(0, -1);
    else return x;
  }
}

function toHref(text: string): string | null {
  if (!/^https?:/i.test(text)) {
    const digits = text.replace(/[^\d+]/g, '');
    return digits.length < 7 ? null : `tel:${digits.length === 10 ? '+1' : ''}${digits}`;
  }
  try {
    const url = new URL(text);
    // "https://dealer.example@evil.example" shows one host and opens another.
    return url.username || url.password ? null : url.href;
  } catch {
    return null;
  }
}

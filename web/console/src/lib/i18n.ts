// Chooses the table and fills in the blanks. Pure: which language the rep chose lives in prefs.svelte.ts.

import { fill } from '../../../shared/i18n';
import { en, type MessageKey } from './strings.en';
import { es } from './strings.es';

export type Lang = 'en' | 'es';
export type Params = Record<string, string | number>;

const TABLES: Record<Lang, Record<MessageKey, string>> = { en, es };

export function translate(lang: Lang, key: MessageKey, params: Params = {}): string {
  return fill(TABLES[lang][key], params);
}

const ERRORS: Record<string, MessageKey> = {
  network: 'err_network',
  unavailable: 'err_unavailable',
  rate_limited: 'err_rate_limited',
  forbidden: 'err_forbidden',
  not_found: 'err_not_found',
  too_long: 'err_too_long',
  stale: 'err_stale',
  not_owner: 'err_not_owner',
};

/** A code without words of its own is named, so that the rep can tell somebody. */
export function errorKey(code: string): MessageKey {
  return ERRORS[code] ?? 'err_other';
}

export function firstLang(wishes: readonly string[]): Lang {
  for (const wish of wishes) {
    const base = wish.toLowerCase().split('-')[0];
    if (base === 'en' || base === 'es') return base;
  }
  return 'en';
}

/** `es` → `Spanish`, in the rep's language; the code itself where the browser knows no name. */
export function languageName(code: string, lang: Lang): string {
  try {
    return new Intl.DisplayNames([lang], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

const SENSITIVE: Record<string, Record<Lang, string>> = {
  price: { en: 'Price', es: 'Precio' },
  contract: { en: 'Contract', es: 'Contrato' },
  promotion: { en: 'Promotion', es: 'Promoción' },
  finance: { en: 'Finance', es: 'Financiamiento' },
  legal: { en: 'Legal', es: 'Legal' },
  safety: { en: 'Safety', es: 'Seguridad' },
  privacy: { en: 'Privacy', es: 'Privacidad' },
  human_request: { en: 'Asked for a person', es: 'Pidió una persona' },
  complaint: { en: 'Complaint', es: 'Queja' },
  sales: { en: 'Sales', es: 'Ventas' },
  service: { en: 'Service', es: 'Servicio' },
  parts: { en: 'Parts', es: 'Refacciones' },
  manager: { en: 'Manager', es: 'Gerencia' },
};

/** A sensitive class or a team by its everyday name. The playbook may add others; those keep their id. */
export function plainName(id: string, lang: Lang): string {
  return Object.hasOwn(SENSITIVE, id) ? (SENSITIVE[id]?.[lang] ?? id) : id;
}

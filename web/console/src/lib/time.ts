// Times on the wire are integer microseconds; people read seconds.

import type { Micros } from './types';

export const SECOND: Micros = 1_000_000;
const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** `0:07`, `12:40`, `1 h 05 m`, `2 d 3 h`. A clock that runs behind the server's shows zero, never a negative wait. */
export function formatSpan(span: Micros): string {
  const seconds = Math.max(0, Math.floor(span / SECOND));
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)}:${pad(seconds % MINUTE)}`;
  if (seconds < DAY) return `${Math.floor(seconds / HOUR)} h ${pad(Math.floor((seconds % HOUR) / MINUTE))} m`;
  return `${Math.floor(seconds / DAY)} d ${Math.floor((seconds % DAY) / HOUR)} h`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

export interface Due {
  overdue: boolean;
  by: string;
}

export function dueAgainst(slaAt: Micros | null, now: Micros): Due | null {
  if (slaAt === null) return null;
  const left = slaAt - now;
  return { overdue: left < 0, by: formatSpan(Math.abs(left)) };
}

export function clockTime(at: Micros, lang: string, zone?: string): string {
  return new Intl.DateTimeFormat(lang, { hour: 'numeric', minute: '2-digit', timeZone: zone }).format(at / 1000);
}

export function dayName(at: Micros, lang: string, zone?: string): string {
  return new Intl.DateTimeFormat(lang, { weekday: 'long', month: 'long', day: 'numeric', timeZone: zone }).format(at / 1000);
}

/** Two instants are on one day when this is equal; en-CA writes year, month and day in an order that sorts. */
export function dayKey(at: Micros, zone?: string): string {
  return new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: zone }).format(at / 1000);
}

/** The time alone for today, the day as well for anything older. */
export function shortStamp(at: Micros, now: Micros, lang: string, zone?: string): string {
  if (dayKey(at, zone) === dayKey(now, zone)) return clockTime(at, lang, zone);
  return new Intl.DateTimeFormat(lang, { month: 'short', day: 'numeric', timeZone: zone }).format(at / 1000);
}

export function isoTime(at: Micros): string {
  return new Date(at / 1000).toISOString();
}

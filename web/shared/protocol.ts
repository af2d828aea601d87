/**
 * The widget protocol as types, and the one place that turns bytes from the server into them.
 *
 * The contract is docs/widget-protocol.md. Fields we do not know are ignored and a frame that is not what it says it is becomes `null`:
 * a server that is newer than a cached widget must not be able to break it.
 */

export type Owner = 'agent' | 'queue' | 'rep' | 'closed';
export type Author = 'visitor' | 'agent' | 'rep' | 'system';
export type Origin = 'visitor' | 'approved' | 'person';

export type Opened = { k: 'opened'; t: string; token: string; s: number; e: number; o: Owner };
export type Resumed = { k: 'resumed'; t: string; s: number; e: number; o: Owner; n?: string | null };
export type Ack = { k: 'ack'; id: string; s: number };
export type Msg = {
  k: 'msg';
  s: number;
  e: number;
  m?: string;
  a: Author;
  n?: string | null;
  x: string;
  at?: number;
  origin?: Origin;
  id?: string;
  choices?: string[];
};
export type Own = { k: 'own'; s: number; e: number; o: Owner; n?: string | null; at?: number };
export type Typing = { k: 'typing'; n?: string | null; on: boolean };
export type Err = { k: 'err'; code: string; message?: string; id?: string; retry_after_ms?: number };
export type ServerFrame = Opened | Resumed | Ack | Msg | Own | Typing | Err | { k: 'reset' } | { k: 'pong' };

export type Say = { k: 'say'; id: string; x: string };
export type Person = { k: 'person'; id: string };
export type Rate = { k: 'rate'; id: string; score: number };
/** What a visitor can do that must reach the log: each carries an id, so sending twice stores once. */
export type Deed = Say | Person | Rate;
export type ClientFrame =
  | { k: 'open'; lang: string; notice: string }
  | { k: 'resume'; token: string; s: number }
  | Deed
  | { k: 'ping' };

export type Rooftop = {
  rooftop: string;
  name: string;
  assistant: string;
  languages: string[];
  disclosure: { version: string } & Record<string, string>;
  phone: string | null;
  limits: { message_chars: number };
};

/** Codes after which trying again with the same page cannot help. `token_refused` is not among them: the thread is gone, a new one may start. */
export const FATAL: ReadonlySet<string> = new Set(['protocol', 'bad_json', 'origin_refused', 'unknown_rooftop']);
/** Codes that refuse now and may accept later: the widget sends again by itself. */
export const PASSING: ReadonlySet<string> = new Set(['rate_limited', 'overloaded', 'unavailable']);

type Fields = Record<string, unknown>;
type Check = (v: unknown) => boolean;

const isCount = (v: unknown): v is number => Number.isSafeInteger(v) && (v as number) >= 0;
const isText = (v: unknown): v is string => typeof v === 'string';
const oneOf =
  (...all: string[]): Check =>
  (v) =>
    all.includes(v as string);

/** What each field must be, in whichever frame it stands. A field that is not is as good as absent. */
const FIELDS: Record<string, Check> = {
  t: isText,
  token: isText,
  id: isText,
  m: isText,
  x: isText,
  code: isText,
  message: isText,
  n: (v) => v === null || isText(v),
  s: isCount,
  e: isCount,
  at: isCount,
  retry_after_ms: isCount,
  on: (v) => v === true || v === false,
  o: oneOf('agent', 'queue', 'rep', 'closed'),
  a: oneOf('visitor', 'agent', 'rep', 'system'),
  origin: oneOf('visitor', 'approved', 'person'),
  choices: (v) => Array.isArray(v) && v.every(isText),
};

/** The fields without which a frame of that kind says nothing. */
const NEEDED: Record<ServerFrame['k'], string> = {
  opened: 't token s e o',
  resumed: 't s e o',
  ack: 'id s',
  msg: 's e a x',
  own: 's e o',
  typing: 'on',
  err: 'code',
  reset: '',
  pong: '',
};

export function asFrame(value: unknown): ServerFrame | null {
  const f = (value ?? {}) as Fields;
  const k = f.k as ServerFrame['k'];
  if (!Object.hasOwn(NEEDED, k)) return null;
  const frame: Fields = { k };
  for (const name in FIELDS) if (FIELDS[name]!(f[name])) frame[name] = f[name];
  return NEEDED[k].split(' ').every((name) => !name || name in frame) ? (frame as ServerFrame) : null;
}

/** The `error` object of an HTTP answer, which has the same fields without `k`. */
export const asError = (error: unknown): Err =>
  (asFrame({ ...(error as Fields), k: 'err' }) as Err | null) ?? { k: 'err', code: 'unavailable' };

export function parseFrame(line: string): ServerFrame | null {
  try {
    return asFrame(JSON.parse(line));
  } catch {
    return null;
  }
}

export function asRooftop(value: unknown): Rooftop | null {
  const f = (value ?? {}) as Fields;
  const d = f.disclosure as Fields | undefined;
  // Without a notice to show there is nothing a visitor could have agreed to, so there is no chat.
  if (!isText(f.rooftop) || !isText(f.name) || !d || !isText(d.version)) return null;
  const disclosure = Object.fromEntries(Object.entries(d).filter(([, v]) => isText(v))) as Rooftop['disclosure'];
  const languages = Array.isArray(f.languages) ? f.languages.filter((l) => isText(l) && l in disclosure) : [];
  if (!languages.length) return null;
  const chars = (f.limits as Fields | undefined)?.message_chars;
  return {
    rooftop: f.rooftop,
    name: f.name,
    assistant: isText(f.assistant) ? f.assistant : '',
    languages: languages as string[],
    disclosure,
    phone: isText(f.phone) ? f.phone : null,
    limits: { message_chars: isCount(chars) && chars > 0 ? chars : 4000 },
  };
}

/** Characters as the server counts them: code points, not UTF-16 halves. */
export const countChars = (x: string): number => {
  let n = 0;
  for (const _ of x) n++;
  return n;
};

/**
 * A message as it is sent. Control characters and lone surrogates go: they mean nothing to a reader, and as JSON escapes of six bytes they
 * could push a message of legal length over the frame limit.
 */
export const tidy = (x: string): string =>
  x
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .trim();

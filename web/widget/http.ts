/** Where sockets are blocked: the same frames over plain requests and a stream. */

import { asError, asFrame, parseFrame, type Deed, type ServerFrame } from '../shared/protocol';
import { sseParser } from './sse';
import type { Connect } from './wire';

const REQUEST_MS = 15_000;
/** The server sends a comment every 15 s; silence for three times that is a dead line. */
const SILENCE_MS = 45_000;
/** A stream that gives no byte at all is held back by something on the way; then we ask instead. */
const FIRST_BYTE_MS = 20_000;
const POLL_MS = 3_000;

export const http: Connect = (context) => {
  const all = new AbortController();
  let posts: Promise<void> = Promise.resolve();

  const stop = (tell: boolean): void => {
    if (all.signal.aborted) return;
    all.abort();
    if (tell) context.down();
  };

  const request = (path: string, end: AbortSignal, body?: unknown): Promise<Response> => {
    const headers: Record<string, string> = {};
    const token = context.saved()?.token;
    if (token) headers.authorization = `Bearer ${token}`;
    if (body) headers['content-type'] = 'application/json';
    return fetch(`${context.server}/widget/v1/threads${path}`, {
      method: body ? 'POST' : 'GET',
      headers,
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.any([all.signal, end]),
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  };

  /** The answer's JSON. A refusal becomes its `err` frame; anything that is not ours (a proxy's page) throws like a broken line. */
  const ask = async (path: string, body?: unknown): Promise<unknown> => {
    const answer = await request(path, AbortSignal.timeout(REQUEST_MS), body);
    const json = (await answer.json()) as { error?: unknown };
    if (answer.ok) return json;
    if (!json.error) throw new Error(String(answer.status));
    return asError(json.error);
  };

  const tell = (frame: ServerFrame | null): void => {
    if (frame && !all.signal.aborted) context.frame(frame);
  };

  const catchUp = async (thread: string): Promise<void> => {
    for (;;) {
      const from = context.seen();
      const page = (await ask(`/${thread}/frames?after=${from}`)) as { k?: 'err'; frames?: unknown[]; s?: number };
      if (page.k === 'err') {
        tell(page as ServerFrame);
        throw new Error('refused');
      }
      if (all.signal.aborted) return;
      context.head(page.s ?? 0);
      for (const frame of page.frames ?? []) tell(asFrame(frame));
      // Not every seq is public, so the head may never be reached: a page that brings nothing new is the last.
      if (context.seen() === from || context.seen() >= (page.s ?? 0)) return;
    }
  };

  /** True if the stream gave anything at all. */
  const follow = async (thread: string): Promise<boolean> => {
    const once = new AbortController();
    const pass = (): void => once.abort();
    let timer = setTimeout(pass, FIRST_BYTE_MS);
    let bytes = false;
    try {
      const answer = await request(`/${thread}/stream?after=${context.seen()}`, once.signal);
      if (!answer.ok || !answer.body) return true;
      const feed = sseParser((data) => {
        const frame = parseFrame(data);
        tell(frame);
        if (frame?.k === 'reset') once.abort();
      });
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        bytes = true;
        clearTimeout(timer);
        timer = setTimeout(pass, SILENCE_MS);
        feed(value);
      }
      return true;
    } catch (error) {
      if (bytes || !once.signal.aborted) throw error;
      return false;
    } finally {
      clearTimeout(timer);
    }
  };

  const run = async (): Promise<void> => {
    if (!context.saved()) {
      const opened = await ask('', { rooftop: context.rooftop, ...context.opening() });
      tell((opened as { k?: string }).k === 'err' ? (opened as ServerFrame) : asFrame(opened));
    }
    const thread = context.saved()?.thread;
    if (!thread) return;
    await catchUp(thread);
    if (all.signal.aborted) return;
    context.up();
    let streams = await follow(thread);
    while (!streams && !all.signal.aborted) {
      await catchUp(thread);
      await new Promise((next) => setTimeout(next, POLL_MS));
    }
  };

  const post = async (deed: Deed): Promise<void> => {
    const thread = context.saved()?.thread;
    if (!thread || all.signal.aborted) return;
    const { k, ...body } = deed;
    const answer = await ask(`/${thread}/${k === 'say' ? 'messages' : k === 'rate' ? 'rating' : 'person'}`, body);
    const refused = (answer as { k?: string }).k === 'err';
    tell(refused ? { ...(answer as ServerFrame & { k: 'err' }), id: deed.id } : asFrame(answer));
  };

  void run().then(
    () => stop(true),
    () => stop(true),
  );

  return {
    // One after the other: two requests at once could be stored in the other order.
    send: (deed) => {
      posts = posts.then(() => post(deed)).catch(() => stop(true));
    },
    check: () => {},
    close: () => stop(false),
  };
};

/** The usual way: a WebSocket. */

import { parseFrame, type ClientFrame } from '../shared/protocol';
import type { Connect } from './wire';

/** A network that swallows sockets without a word is common enough that we do not wait long for the first frame. */
const FIRST_FRAME_MS = 6_000;
const PING_MS = 25_000;
const PONG_MS = 10_000;

export const socket: Connect = (context) => {
  let done = false;
  let limit: ReturnType<typeof setTimeout> | undefined;
  let beat: ReturnType<typeof setInterval> | undefined;
  let ws: WebSocket | undefined;

  const stop = (tell: boolean): void => {
    if (done) return;
    done = true;
    clearTimeout(limit);
    clearInterval(beat);
    ws?.close();
    if (tell) context.down();
  };
  const expect = (ms: number): void => {
    clearTimeout(limit);
    limit = setTimeout(() => stop(true), ms);
  };
  const send = (frame: ClientFrame): void => {
    if (ws?.readyState === WebSocket.OPEN) ws.send(JSON.stringify(frame));
  };
  const ping = (): void => {
    send({ k: 'ping' });
    expect(PONG_MS);
  };

  expect(FIRST_FRAME_MS);
  try {
    ws = new WebSocket(`${context.server.replace(/^http/, 'ws')}/widget/v1/socket?rooftop=${encodeURIComponent(context.rooftop)}`);
    ws.onopen = () => {
      const saved = context.saved();
      send(saved ? { k: 'resume', token: saved.token, s: context.seen() } : { k: 'open', ...context.opening() });
    };
    ws.onmessage = (event) => {
      const frame = typeof event.data === 'string' ? parseFrame(event.data) : null;
      if (done || !frame) return;
      // Until the thread is open only that counts as an answer.
      if (beat) clearTimeout(limit);
      context.frame(frame);
      if (frame.k === 'reset' || (frame.k === 'err' && !beat)) stop(true);
      else if (frame.k === 'opened' || frame.k === 'resumed') {
        clearTimeout(limit);
        beat ??= setInterval(ping, PING_MS);
        context.up();
      }
    };
    ws.onclose = () => stop(true);
  } catch {
    // A page's own policy may forbid the socket by throwing. `down` must still come after this function has returned.
    expect(0);
  }

  return {
    send,
    check: () => {
      if (beat) ping();
    },
    close: () => stop(false),
  };
};

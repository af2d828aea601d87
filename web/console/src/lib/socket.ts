// The line to the server: one socket, kept up. It says when it is live and when it will try again, answers nothing by
// itself, and notices a dead peer by silence. Socket, timers and chance come from outside so that tests own the time.

import { retryDelay } from './backoff';
import type { ClientFrame, ServerFrame } from './types';

export type LineState = 'connecting' | 'live' | 'waiting' | 'closed';

export interface SocketLike {
  send(data: string): void;
  close(): void;
  onmessage: ((message: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
}

export interface World {
  connect(): SocketLike;
  later(run: () => void, ms: number): number;
  cancel(timer: number): void;
  random(): number;
}

const PING_EVERY_MS = 20_000;
const SILENCE_MS = 10_000;

export class Line {
  state: LineState = 'closed';
  readonly #world: World;
  readonly #onFrame: (frame: ServerFrame) => void;
  readonly #onState: (state: LineState) => void;
  #socket: SocketLike | null = null;
  #attempt = 0;
  #retry: number | null = null;
  #ping: number | null = null;
  #silence: number | null = null;

  constructor(world: World, onFrame: (frame: ServerFrame) => void, onState: (state: LineState) => void) {
    this.#world = world;
    this.#onFrame = onFrame;
    this.#onState = onState;
  }

  open(): void {
    if (this.#socket) return;
    this.#clear();
    this.#set('connecting');
    const socket = this.#world.connect();
    this.#socket = socket;
    // A server that accepts and then says nothing must not hold the line for ever.
    this.#silence = this.#world.later(() => this.#lost(socket), SILENCE_MS);
    socket.onmessage = ({ data }) => this.#heard(socket, data);
    socket.onclose = () => this.#lost(socket);
  }

  /** The network came back or the page was shown again: no reason to sit out the rest of a delay. */
  hurry(): void {
    if (this.state === 'waiting') {
      this.#attempt = 0;
      this.open();
    } else if (this.state === 'live') this.#probe();
  }

  /** False when nothing was sent; the caller sends what matters again after the next hello. */
  send(frame: ClientFrame): boolean {
    if (this.state !== 'live' || !this.#socket) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  close(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#clear();
    this.#set('closed');
    socket?.close();
  }

  #heard(socket: SocketLike, data: unknown): void {
    if (socket !== this.#socket) return;
    const frame = parse(data);
    if (!frame) return;
    this.#rest();
    // Only a hello proves that the server signed us in and has our rooftops; an open socket does not.
    if (frame.k === 'hello') {
      this.#attempt = 0;
      this.#set('live');
    }
    this.#onFrame(frame);
  }

  #lost(socket: SocketLike): void {
    if (socket !== this.#socket) return;
    this.#socket = null;
    this.#clear();
    socket.close();
    this.#set('waiting');
    this.#retry = this.#world.later(() => this.open(), retryDelay(this.#attempt, this.#world.random));
    this.#attempt += 1;
  }

  #rest(): void {
    this.#clear();
    this.#ping = this.#world.later(() => this.#probe(), PING_EVERY_MS);
  }

  #probe(): void {
    const socket = this.#socket;
    if (!socket || this.#silence !== null) return;
    this.send({ k: 'ping' });
    this.#silence = this.#world.later(() => this.#lost(socket), SILENCE_MS);
  }

  #clear(): void {
    for (const timer of [this.#retry, this.#ping, this.#silence]) if (timer !== null) this.#world.cancel(timer);
    this.#retry = this.#ping = this.#silence = null;
  }

  #set(state: LineState): void {
    if (this.state === state) return;
    this.state = state;
    this.#onState(state);
  }
}

function parse(data: unknown): ServerFrame | null {
  if (typeof data !== 'string') return null;
  try {
    const frame: unknown = JSON.parse(data);
    return typeof frame === 'object' && frame !== null && 'k' in frame ? (frame as ServerFrame) : null;
  } catch {
    return null;
  }
}

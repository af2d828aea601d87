import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retryDelay } from './backoff';
import { Line, type LineState, type SocketLike } from './socket';
import type { ServerFrame } from './types';

class FakeSocket implements SocketLike {
  sent: string[] = [];
  shut = false;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  send(data: string): void {
    this.sent.push(data);
  }
  close(): void {
    this.shut = true;
  }
  says(frame: unknown): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

/** A world in which time passes only when the test says so. */
function world() {
  const sockets: FakeSocket[] = [];
  const states: LineState[] = [];
  const frames: ServerFrame[] = [];
  let timers: { id: number; at: number; run: () => void }[] = [];
  let now = 0;
  let ids = 0;
  const line = new Line(
    {
      connect: () => {
        const socket = new FakeSocket();
        sockets.push(socket);
        return socket;
      },
      later: (run, ms) => {
        timers.push({ id: ++ids, at: now + ms, run });
        return ids;
      },
      cancel: (id) => (timers = timers.filter((timer) => timer.id !== id)),
      random: () => 1,
    },
    (frame) => frames.push(frame),
    (state) => states.push(state),
  );
  const pass = (ms: number): void => {
    const until = now + ms;
    for (;;) {
      const due = timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      now = due.at;
      timers = timers.filter((timer) => timer !== due);
      due.run();
    }
    now = until;
  };
  const last = (): FakeSocket => {
    const socket = sockets.at(-1);
    assert.ok(socket);
    return socket;
  };
  return { line, sockets, states, frames, pass, last };
}

const HELLO = { k: 'hello', me: { id: 'sam', name: 'Sam', rooftops: [] }, at: 1 };

test('only a hello makes the line live', () => {
  const w = world();
  w.line.open();
  assert.equal(w.line.send({ k: 'ping' }), false);
  w.last().says(HELLO);
  assert.deepEqual(w.states, ['connecting', 'live']);
  assert.equal(w.line.send({ k: 'follow', thread: 'a', after: 5 }), true);
  assert.deepEqual(w.last().sent, ['{"k":"follow","thread":"a","after":5}']);
});

test('a lost line is tried again, later each time, and from the start after a hello', () => {
  const w = world();
  w.line.open();
  for (const delay of [500, 1000, 2000]) {
    w.last().onclose?.();
    const before = w.sockets.length;
    w.pass(delay - 1);
    assert.equal(w.sockets.length, before);
    w.pass(1);
    assert.equal(w.sockets.length, before + 1);
  }
  w.last().says(HELLO);
  w.last().onclose?.();
  w.pass(500);
  assert.equal(w.sockets.length, 5);
});

test('a peer that goes silent is given up, one that answers is kept', () => {
  const w = world();
  w.line.open();
  w.last().says(HELLO);
  w.pass(20_000);
  assert.deepEqual(w.last().sent, ['{"k":"ping"}']);
  w.last().says({ k: 'pong' });
  w.pass(20_000);
  assert.equal(w.sockets.length, 1);
  w.pass(10_000);
  assert.equal(w.sockets[0]?.shut, true);
  assert.equal(w.line.state, 'waiting');
});

test('a server that accepts and never says hello is given up as well', () => {
  const w = world();
  w.line.open();
  w.pass(10_000);
  assert.equal(w.line.state, 'waiting');
});

test('a network that came back is not made to wait', () => {
  const w = world();
  w.line.open();
  w.last().onclose?.();
  w.line.hurry();
  assert.equal(w.sockets.length, 2);
  w.pass(60);
  assert.equal(w.sockets.length, 2, 'the old retry is gone');
});

test('what an abandoned socket still says is not heard', () => {
  const w = world();
  w.line.open();
  const old = w.last();
  old.onclose?.();
  w.pass(500);
  old.says(HELLO);
  old.onclose?.();
  assert.equal(w.line.state, 'connecting');
  assert.deepEqual(w.frames, []);
});

test('a closed line stays closed', () => {
  const w = world();
  w.line.open();
  const socket = w.last();
  w.line.close();
  socket.onclose?.();
  w.pass(60_000);
  assert.equal(w.sockets.length, 1);
  assert.equal(w.line.state, 'closed');
});

test('nonsense on the line is dropped', () => {
  const w = world();
  w.line.open();
  for (const data of ['', '{', 'null', '7', '{}', new ArrayBuffer(1)]) w.last().onmessage?.({ data });
  assert.deepEqual(w.frames, []);
});

test('a delay grows to a ceiling and is at least half of itself', () => {
  assert.equal(retryDelay(0, () => 1), 500);
  assert.equal(retryDelay(0, () => 0), 250);
  assert.equal(retryDelay(50, () => 1), 15_000);
  assert.equal(retryDelay(50, () => 0), 7_500);
});

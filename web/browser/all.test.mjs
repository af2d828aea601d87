// One file for Node's runner, which gives each file a process of its own: the server's start is the dear part and is paid once.
import { after, before, describe } from 'node:test';
import { start, stop } from './bench.mjs';
import { story } from './parts/story.mjs';
import { robust } from './parts/robust.mjs';
import { embedding } from './parts/embedding.mjs';
import { reps } from './parts/reps.mjs';
import { looks } from './parts/looks.mjs';

describe('in a browser', () => {
  before(start, { timeout: 240_000 });
  after(stop);
  // The first part uses the sign-in links up and keeps the sessions for the others; the last one signs a rep out.
  describe('signing in', reps.first);
  describe('a visitor, the agent and a rep', story);
  describe('the widget on a bad day', robust);
  describe('on a dealer’s own page', embedding);
  describe('how it stands on the screen', looks);
  describe('two reps', reps.rest);
});

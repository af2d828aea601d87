// Signing in, and what reps see of each other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bench, browsing } from '../bench.mjs';
import { accessible, rep, visitor } from '../hands.mjs';

const REFUSED = [/401 \(Unauthorized\)/];

async function signIn(open, name, options) {
  const r = rep(await open(options));
  await r.page.goto(bench.links[name]);
  await r.at('sign-in').waitFor();
  assert.equal(new URL(r.page.url()).hash, '', 'the token is out of the address bar before it is used');
  return r;
}

/** A visitor who has asked for a person; answers the thread. */
async function waiting(open, words = 'what are your hours today') {
  const v = visitor(await open());
  await v.visit();
  await v.open();
  await v.asks(words);
  await v.at('person').click();
  await v.owner('queue');
  return { v, thread: await v.thread() };
}

export const reps = {
  first() {
    test('a printed link signs a rep in, once', () =>
      browsing(
        async (open) => {
          for (const [name, options] of [['sam', { view: 'desktop' }], ['robin', { view: 'phone', dark: true }]]) {
            const r = await signIn(open, name, options);
            await accessible(r.page, 'console, sign-in');
            await r.at('sign-in').click();
            await r.live();
            await r.at('empty-queue').waitFor();
            await accessible(r.page, 'console, empty list');
            bench.sessions[name] = await r.page.context().storageState();
          }
          const late = await signIn(open, 'sam', {});
          await late.at('sign-in').click();
          await late.at('sign-in-error').waitFor();
          await accessible(late.page, 'console, used link');
          assert.equal(await late.at('queue').count(), 0);
        },
        { expected: REFUSED },
      ));

    test('without a session there is only the gate', () =>
      browsing(
        async (open) => {
          const r = rep(await open());
          await r.page.goto(`${bench.url}/console/#/t/00000000-0000-7000-8000-000000000000`);
          await r.page.locator('[data-testid=gate][data-phase=signed-out]').waitFor();
          assert.equal(await r.at('queue').count(), 0);
          assert.equal(await r.at('thread').count(), 0);
        },
        { expected: REFUSED },
      ));
  },

  rest() {
    test('a second rep sees who has the thread, is asked before taking it, and the first one is told', () =>
      browsing(async (open) => {
        const { v, thread } = await waiting(open);
        const sam = rep(await open({ as: 'sam' }));
        const robin = rep(await open({ as: 'robin' }));
        await Promise.all([sam.desk(), robin.desk()]);
        await robin.pick(thread);
        await sam.pick(thread);
        await sam.takeOver(thread);
        await robin.is(thread, 'rep');
        assert.match(await robin.at('owner-banner').innerText(), /Sam Ortiz/);
        await robin.tab('team');
        assert.match(await robin.row(thread).innerText(), /Sam Ortiz/);
        await robin.at('take-over').click();
        await robin.at('confirm-take-over').waitFor();
        await accessible(robin.page, 'console, take-over dialog');
        await robin.at('confirm-take-over').click();
        await robin.at('hand-back').waitFor();
        await sam.at('owner-banner').filter({ hasText: 'Robin Chen' }).waitFor();
        assert.equal(await sam.at('hand-back').count(), 0);
        await v.at('owner-banner').filter({ hasText: 'Robin Chen' }).waitFor();
        await robin.reply('Robin here.');
        await v.said('rep').filter({ hasText: 'Robin here.' }).waitFor();

        await robin.at('close-thread').click();
        await robin.at('confirm-close').waitFor();
        await accessible(robin.page, 'console, close dialog');
        await robin.at('outcome-booked').check();
        await robin.at('confirm-close').click();
        await robin.at('close-now').click();
        await robin.is(thread, 'closed');
        await robin.page.locator('[data-type="owner.changed"]').filter({ hasText: 'Appointment booked' }).waitFor();
        await v.owner('closed');
        await accessible(v.page, 'closed, with the rating');
        await robin.tab('closed');
        await robin.row(thread).waitFor();
        await sam.is(thread, 'closed');
      }));

    test('the keyboard alone: open, take over, reply, hand back', () =>
      browsing(async (open) => {
        const { v, thread } = await waiting(open);
        const r = rep(await open({ as: 'sam' }));
        await r.desk();
        await r.row(thread).waitFor();
        const { keyboard } = r.page;
        // From row to row until it is this one; other tests may have left visitors who wait.
        for (let at = null; at !== thread; ) {
          const before = at;
          await keyboard.press('j');
          at = await r.page.evaluate(() => document.activeElement?.getAttribute('data-thread'));
          assert.notEqual(at, before, 'j moves on');
        }
        await keyboard.press('Enter');
        await r.is(thread, 'queued');
        await r.at('composer').waitFor();
        await keyboard.press('t');
        await r.is(thread, 'rep');
        await r.at('hand-back').waitFor();
        await keyboard.press('r');
        await keyboard.type('By keyboard alone.');
        await keyboard.press('Enter');
        await v.said('rep').filter({ hasText: 'By keyboard alone.' }).waitFor();
        await r.shows('rep', 'By keyboard alone.');
        await keyboard.press('Escape');
        await keyboard.press('h');
        await r.at('confirm-hand-back').waitFor();
        await keyboard.press('Enter');
        await r.is(thread, 'agent');
        await v.owner('agent');
        await keyboard.press('Escape');
        await r.at('thread').waitFor({ state: 'detached' });
        assert.notEqual(await r.page.evaluate(() => document.activeElement?.tagName), 'BODY', 'the focus is somewhere');
      }));

    test('the visitor’s keyboard alone: open, write, close', () =>
      browsing(async (open) => {
        const v = visitor(await open());
        await v.visit();
        await v.at('launcher').focus();
        await v.page.keyboard.press('Enter');
        await v.at('notice').waitFor();
        await v.page.keyboard.type('what are your hours today');
        await v.page.keyboard.press('Enter');
        await v.said('agent').first().waitFor();
        await v.page.keyboard.press('Escape');
        await v.at('panel').waitFor({ state: 'hidden' });
        assert.equal(await v.page.evaluate(() => document.querySelector('chaperone-widget').shadowRoot.activeElement?.getAttribute('data-testid')), 'launcher');
      }));

    test('the console speaks Spanish, and remembers it', () =>
      browsing(async (open) => {
        const r = rep(await open({ as: 'robin' }));
        await r.desk();
        await r.at('language').click();
        await r.at('tab-waiting').filter({ hasText: /espera/i }).waitFor();
        assert.equal(await r.page.evaluate(() => document.documentElement.lang), 'es');
        await accessible(r.page, 'console in Spanish');
        await r.page.reload();
        await r.at('tab-waiting').filter({ hasText: /espera/i }).waitFor();
      }));

    test('signing out ends the session on the server, in every tab', () =>
      browsing(
        async (open) => {
          const r = rep(await open({ as: 'robin' }));
          const other = rep(await r.page.context().newPage());
          await r.desk();
          await other.desk();
          await r.at('settings').click();
          await r.at('sign-out').waitFor();
          await accessible(r.page, 'console, settings');
          await r.at('sign-out').click();
          await r.page.locator('[data-testid=gate][data-phase=signed-out]').waitFor();
          await other.page.locator('[data-testid=gate][data-phase=signed-out]').waitFor();
          await r.page.reload();
          await r.page.locator('[data-testid=gate][data-phase=signed-out]').waitFor();
        },
        { expected: REFUSED },
      ));
  },
};

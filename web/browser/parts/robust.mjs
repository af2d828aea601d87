// Blocked sockets, no network, hostile words, a page that may not have the widget.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bench, browsing } from '../bench.mjs';
import { rep, sameOrder, visitor } from '../hands.mjs';

/** As a proxy does it that does not know sockets: every one ends before it says anything. */
export async function blockSockets(page) {
  const blocked = { attempts: 0 };
  await page.routeWebSocket(/\/widget\/v1\/socket/, (socket) => {
    blocked.attempts += 1;
    void socket.close({ code: 1011 });
  });
  return blocked;
}

export function robust() {
  test('where sockets are blocked the chat goes over plain requests and a stream', () =>
    browsing(async (open) => {
      const v = visitor(await open());
      const blocked = await blockSockets(v.page);
      let streams = 0;
      v.page.on('request', (request) => (streams += request.url().includes('/stream') ? 1 : 0));
      const r = rep(await open({ as: 'sam' }));
      await r.desk();
      await v.visit();
      await v.open();
      await v.asks('what time do you open on saturday');
      await v.at('person').click();
      await v.owner('queue');
      const thread = await v.thread();
      await r.pick(thread);
      await r.takeOver(thread);
      await v.owner('rep');
      await r.reply('A person, over a stream.');
      await v.said('rep').waitFor();
      await v.say('and a message back');
      await r.shows('visitor', 'and a message back');
      await sameOrder(v, r);
      const held = await v.log();
      await v.page.reload();
      await v.open();
      await v.said('rep').waitFor();
      assert.deepEqual(await v.log(), held, 'after a reload');
      assert.ok(blocked.attempts > 0, 'a socket was tried first');
      assert.ok(streams > 0, 'a stream was read');
    }));

  test('what is written offline is kept, also over a reload, and sent once when the network is back', () =>
    browsing(
      async (open) => {
        const v = visitor(await open({ view: 'phone' }));
        const kept = v.page.locator('[data-testid=message][data-author=visitor]:not([data-seq])');
        await v.visit();
        await v.open();
        await v.asks('what are your hours today');
        await v.page.context().setOffline(true);
        await v.at('status').and(v.page.locator('[data-status^=offline]')).waitFor();
        await v.at('input').fill('where are you located');
        await v.at('input').press('Enter');
        await kept.filter({ hasText: 'where are you located' }).waitFor();
        const answered = await v.answers.count();
        await v.page.context().setOffline(false);
        await v.answers.nth(answered).waitFor();
        await kept.waitFor({ state: 'detached' });

        await v.page.context().setOffline(true);
        await v.at('input').fill('do you sell parts');
        await v.at('input').press('Enter');
        await kept.filter({ hasText: 'do you sell parts' }).waitFor();
        await v.page.context().setOffline(false);
        await v.page.reload();
        await v.open();
        await v.said('visitor').filter({ hasText: 'do you sell parts' }).waitFor();
        const log = await v.log();
        for (const text of ['where are you located', 'do you sell parts']) {
          assert.equal(log.filter((line) => line.endsWith(`visitor: ${text}`)).length, 1, `${text}: once`);
        }
      },
      { expected: [/ERR_INTERNET_DISCONNECTED/, /WebSocket connection to .* failed/] },
    ));

  test('markup is words: in the widget, in the console’s list and in its thread', () =>
    browsing(async (open) => {
      const hostile = '<img src=x onerror="alert(1)"><script>alert(2)</script><a href="javascript:alert(3)">hours</a>';
      const v = visitor(await open());
      const r = rep(await open({ as: 'sam' }));
      await r.desk();
      await v.visit();
      await v.open();
      await v.say(hostile);
      await v.at('person').click();
      await v.owner('queue');
      const thread = await v.thread();
      assert.equal(await v.said('visitor').first().locator('.text').textContent(), hostile);
      assert.equal(await v.at('log').locator('img, script, [href^="javascript:"]').count(), 0);
      await r.pick(thread);
      await r.shows('visitor', hostile);
      const reply = `<svg onload=alert(4)> ${hostile}`;
      await r.takeOver(thread);
      await r.reply(reply);
      await v.said('rep').waitFor();
      assert.equal(await v.said('rep').locator('.text').textContent(), reply);
      assert.equal(await v.at('log').locator('img, script, [onload], [href^="javascript:"]').count(), 0);
      assert.equal(await r.page.locator('article img, article script, nav img, nav script, [onload], [href^="javascript:"]').count(), 0);
      await sameOrder(v, r);
      // The list shows the last words too.
      assert.match(await r.tab('mine').then(() => r.row(thread).innerText()), /<svg onload=alert\(4\)>/);
    }));

  test('a message that is too long is counted and not sent', () =>
    browsing(async (open) => {
      const v = visitor(await open());
      await v.visit();
      await v.open();
      await v.at('input').fill('x'.repeat(4001));
      await v.at('counter').and(v.page.locator('[data-over]')).waitFor();
      await v.at('input').press('Enter');
      assert.equal(await v.at('input').inputValue(), 'x'.repeat(4001));
      assert.equal(await v.at('message').count(), 0);
    }));

  test('the server refuses a page it does not know, whatever the page says', async () => {
    const refused = async (path, init = {}) => {
      const answer = await fetch(`${bench.url}${path}`, { ...init, headers: { origin: 'https://elsewhere.example', ...init.headers } });
      assert.equal(answer.status, 403, path);
      assert.equal((await answer.json()).error.code, 'origin_refused', path);
    };
    await refused('/widget/v1/rooftops/santa-cruz');
    await refused('/widget/v1/threads', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ rooftop: 'santa-cruz', lang: 'en', notice: 'x' }),
    });
  });
}

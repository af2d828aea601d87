// One script tag on a page of another origin: a listed one has the whole chat, any other is told that there is none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bench, browsing } from '../bench.mjs';
import { accessible, rep, sameOrder, visitor } from '../hands.mjs';
import { blockSockets } from './robust.mjs';

export function embedding() {
  for (const blocked of [false, true]) {
    test(`a listed site has the whole chat${blocked ? ', also without sockets' : ''}`, () =>
      browsing(async (open) => {
        const v = visitor(await open({ view: blocked ? 'phone' : 'desktop' }));
        if (blocked) await blockSockets(v.page);
        const r = rep(await open({ as: 'sam' }));
        await r.desk();
        await v.visit({ url: bench.listed });
        await v.open();
        await accessible(v.page, 'on a dealer’s page');
        await v.asks('what time do you open on saturday');
        await v.at('person').click();
        await v.owner('queue');
        const thread = await v.thread();
        await r.pick(thread);
        await r.takeOver(thread);
        await r.reply('Hello from the store.');
        await v.said('rep').waitFor();
        await v.page.reload();
        await v.open();
        await v.said('rep').waitFor();
        await sameOrder(v, r);
        assert.equal(await v.page.locator('chaperone-widget').count(), 1);
        assert.deepEqual(await v.page.context().cookies(), [], 'the widget leaves no cookie');
      }));
  }

  test('any other site is told that there is no chat, and nothing can be sent', () =>
    browsing(
      async (open) => {
        const v = visitor(await open());
        await v.visit({ url: bench.unlisted });
        await v.at('launcher').click();
        await v.page.locator('[data-testid=status][data-status=fatal]').waitFor();
        await v.at('input').fill('hello');
        await v.at('input').press('Enter');
        assert.equal(await v.at('message').count(), 0);
        assert.equal(await v.thread(), null);
      },
      { expected: [/403 \(Forbidden\)/] },
    ));
}

// The states the story does not pass through, in both sizes and both colours.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bench, browsing, VIEW } from '../bench.mjs';
import { accessible, fits, rep, visitor } from '../hands.mjs';

export function looks() {
  for (const [view, dark] of [['desktop', true], ['phone', false]]) {
    test(`demo page, widget, console and API page (${view}, ${dark ? 'dark' : 'light'})`, () =>
      browsing(async (open) => {
        const v = visitor(await open({ view, dark }));
        await v.visit();
        await accessible(v.page, 'demo page, closed');
        await fits(v.page, 'demo page');
        await v.open();
        const box = await v.at('panel').boundingBox();
        if (view === 'phone') assert.deepEqual([box.width, box.height], [VIEW.phone.width, VIEW.phone.height], 'a sheet over the whole phone');
        assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= VIEW[view].width && box.y + box.height <= VIEW[view].height);
        await accessible(v.page, 'open widget');
        await v.asks('what are your hours today');
        await accessible(v.page, 'mid-chat');
        await v.at('lang-toggle').click();
        await v.at('person').filter({ hasText: 'Hablar con una persona' }).waitFor();
        await v.at('person').click();
        await v.owner('queue');
        await accessible(v.page, 'after the hand-over');
        await v.at('close').click();
        await v.at('launcher').waitFor();

        const r = rep(await open({ view, dark, as: 'sam' }));
        await r.desk();
        await accessible(r.page, 'console, list');
        await fits(r.page, 'console, list');
        await r.pick(await v.thread());
        await r.at('composer').waitFor();
        await accessible(r.page, 'console, thread');
        await fits(r.page, 'console, thread');
        if (view === 'phone') {
          await r.at('back').click();
          await r.row(await v.thread()).waitFor();
        }
        await r.at('settings').click();
        await r.at('sign-out').waitFor();
        await accessible(r.page, 'console, settings');

        const docs = await open({ view, dark });
        await docs.goto(`${bench.url}/docs/`);
        await docs.getByText('/widget/v1/threads').first().waitFor();
        await accessible(docs, 'API page');
        await fits(docs, 'API page');
      }));
  }

  test('the demo page is the shop its widget says it is', () =>
    browsing(async (open) => {
      const page = await open();
      const v = visitor(page);
      for (const [rooftop, name] of [['reno', 'Harborline Ford of Reno'], ['santa-cruz', 'Harborline Toyota of Santa Cruz']]) {
        await v.visit({ url: `${bench.url}/demo/?rooftop=${rooftop}` });
        assert.equal(await page.title(), name);
        await v.open();
        await v.at('panel').getByRole('heading', { name }).waitFor();
        assert.equal(await v.at('call').innerText(), await page.locator('[data-phone]').innerText());
      }
    }));
}

// The hands and eyes of the tests: what a visitor and a rep do, by the hooks the pages name, and what they then see.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { bench, DEADLINE_MS, ROOFTOP } from './bench.mjs';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** No violation of WCAG 2.2 A and AA that a machine can find; open shadow roots are looked into. */
export async function accessible(page, where) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  const found = await page.evaluate((tags) => window.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }), WCAG);
  const told = found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.target.join(' ')} (${n.any.map((c) => c.message).join('; ')})`).join(' | ')}`);
  assert.deepEqual(told, [], `axe: ${where}`);
}

/** The page stands in the window: nothing has to be scrolled sideways. */
export async function fits(page, where) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `${where} is ${over} px too wide`);
}

export const visitor = (page) => {
  const at = (hook) => page.getByTestId(hook);
  const said = (author) => page.locator(`[data-testid=message][data-author=${author}][data-seq]`);
  /** What software says: the agent, and the line that says that a person is coming. */
  const answers = page.locator(':is([data-author=agent], [data-author=system])[data-testid=message][data-seq]');
  const self = {
    page,
    at,
    said,
    answers,
    async visit({ lang, url = `${bench.url}/demo/?rooftop=${ROOFTOP}${lang ? `&lang=${lang}` : ''}` } = {}) {
      await page.goto(url);
      await at('launcher').waitFor();
    },
    async open() {
      await at('launcher').click();
      await at('notice').waitFor();
    },
    /** Sends, and comes back when the message is stored and shown under its number. */
    async say(text) {
      const mine = page.locator('[data-testid=message][data-author=visitor][data-seq]').filter({ hasText: text });
      const before = await mine.count();
      await at('input').fill(text);
      await at('input').press('Enter');
      await mine.nth(before).waitFor();
    },
    /** Software's next line after what is shown now. */
    async asks(text) {
      const before = await answers.count();
      await self.say(text);
      const answer = answers.nth(before);
      await answer.waitFor();
      return answer.locator('.text').innerText();
    },
    owner: (owner) => page.locator(`[data-testid=owner-banner][data-owner=${owner}]`).waitFor({ state: 'attached' }),
    thread: () =>
      page.evaluate(() => {
        const key = Object.keys(localStorage).find((k) => k.startsWith('chaperone:') && k.split('|').length === 2);
        return key ? JSON.parse(localStorage[key]).thread : null;
      }),
    /** Every message on the screen, as number, author and words. */
    log: () =>
      page.locator('[data-testid=message][data-seq]').evaluateAll((all) =>
        all.map((el) => `${el.dataset.seq} ${el.dataset.author}: ${el.querySelector('.text').textContent}`),
      ),
  };
  return self;
};

export const rep = (page) => {
  const at = (hook) => page.getByTestId(hook);
  const row = (thread) => page.locator(`[data-testid=queue-row][data-thread="${thread}"]`);
  const self = {
    page,
    at,
    row,
    async desk() {
      await page.goto(`${bench.url}/console/`);
      await self.live();
    },
    live: () => page.locator('[data-testid=connection][data-state=live]').first().waitFor(),
    tab: (name) => at(`tab-${name}`).click(),
    async pick(thread) {
      await row(thread).click();
      await self.is(thread);
    },
    is: (thread, state) => page.locator(`[data-testid=thread][data-thread="${thread}"]${state ? `[data-state=${state}]` : ''}`).waitFor(),
    async takeOver(thread) {
      await at('take-over').click();
      await at('hand-back').waitFor();
      await self.is(thread, 'rep');
    },
    async reply(text) {
      await at('composer').fill(text);
      await at('send').click();
      await self.shows('rep', text);
    },
    async handBack(outcome = 'answered') {
      await at('hand-back').click();
      await at(`outcome-${outcome}`).check();
      await at('confirm-hand-back').click();
      await at('take-over').waitFor();
    },
    shows: (author, text) => page.locator(`[data-testid=event][data-author=${author}]`).filter({ hasText: text }).first().waitFor(),
    log: () =>
      page
        .locator('[data-testid=event][data-type="message.received"], [data-testid=event][data-type="reply.committed"]')
        .evaluateAll((all) => all.map((el) => `${el.dataset.seq} ${el.dataset.author}: ${el.querySelector('.text').textContent}`)),
  };
  return self;
};

/** Both logs once they hold the same number of messages, which must then be the same ones in the same order. */
export async function sameOrder(v, r) {
  const seen = await v.log();
  await r.page.waitForFunction(
    (n) => document.querySelectorAll('[data-testid=event][data-type="message.received"], [data-testid=event][data-type="reply.committed"]').length >= n,
    seen.length,
    { timeout: DEADLINE_MS },
  );
  assert.deepEqual(await r.log(), seen, 'visitor and rep see the same messages in the same order');
  const seqs = seen.map((line) => Number(line.split(' ', 1)[0]));
  assert.deepEqual(seqs, [...new Set(seqs)].sort((a, b) => a - b), 'each message once, in the order of the log');
  return seen;
}

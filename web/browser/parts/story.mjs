// The story the whole thing is for: the agent answers, a question about a price goes to a person at once, the person has the thread to
// themselves, and hands it back. On both kinds of screen, in both languages, in both colours.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browsing } from '../bench.mjs';
import { accessible, fits, rep, sameOrder, visitor } from '../hands.mjs';

/** In which the console must show a visitor who waits, in milliseconds: one second is the promise, the rest is for a busy machine. */
const SOON_MS = 3_000;

const WORDS = {
  en: {
    hours: 'what time do you open on saturday',
    stock: 'do you have any Tacomas in stock',
    price: 'how much is the Tacoma out the door',
    handed: /person|team/i,
    figures: /\$|\d{2},\d{3}/,
    benign: [
      'what are your hours today', 'are you open on sunday', 'where are you located', 'do you have a RAV4 in stock', 'what is your phone number',
      'do you speak spanish', 'can I book a test drive', 'is the service department open on saturday', 'do you sell parts', 'what colors does the Camry come in',
    ],
    reply: 'Hi, this is Sam at the store. I have the figures here.',
    again: 'what time do you close today',
  },
  es: {
    hours: '¿a qué hora abren el sábado?',
    stock: '¿tienen Tacomas en el lote?',
    price: '¿cuánto cuesta la Tacoma?',
    handed: /persona|equipo/i,
    figures: /\$|\d{2},\d{3}/,
    benign: [
      '¿cuál es su horario hoy?', '¿abren los domingos?', '¿dónde están ubicados?', '¿tienen RAV4 en el lote?', '¿cuál es su teléfono?',
      '¿hablan español?', '¿puedo agendar una prueba de manejo?', '¿abre el taller el sábado?', '¿venden refacciones?', '¿en qué colores viene el Camry?',
    ],
    reply: 'Hola, soy Sam, de la tienda. Aquí tengo las cifras.',
    again: '¿a qué hora cierran hoy?',
  },
};

const STAGES = [
  { view: 'desktop', lang: 'en', dark: false },
  { view: 'phone', lang: 'es', dark: true },
];

export function story() {
  for (const stage of STAGES) {
    const { view, lang, dark } = stage;
    const say = WORDS[lang];
    test(`agent, price, person, agent again (${view}, ${lang}, ${dark ? 'dark' : 'light'})`, () =>
      browsing(async (open) => {
        const v = visitor(await open(stage));
        const r = rep(await open({ view, dark, as: 'sam' }));
        await r.desk();
        let loads = 0;
        r.page.on('load', () => (loads += 1));

        await v.visit({ lang });
        await accessible(v.page, 'demo page, closed');
        await v.open();
        assert.match(await v.at('notice').innerText(), lang === 'es' ? /asistente automático/ : /automated assistant/);
        await accessible(v.page, 'open widget');

        assert.match(await v.asks(say.hours), /\d/, 'hours');
        assert.match(await v.asks(say.stock), /Tacoma/, 'stock');
        const thread = await v.thread();
        assert.ok(thread);
        await accessible(v.page, 'mid-chat');
        await fits(v.page, 'mid-chat');

        // A price goes to people in the commit that stores the question.
        const began = performance.now();
        const line = v.asks(say.price);
        await r.row(thread).waitFor({ timeout: SOON_MS });
        const took = Math.round(performance.now() - began);
        console.log(`# ${view}: waiting in the console ${took} ms after the key was pressed`);
        const handed = await line;
        assert.match(handed, say.handed);
        assert.doesNotMatch(handed, say.figures, 'no figure from software');
        await v.owner('queue');
        assert.equal(await r.row(thread).getAttribute('data-state'), 'queued');
        await accessible(v.page, 'after the hand-over');
        await accessible(r.page, 'console, list');
        await fits(r.page, 'console, list');

        // A message while nobody has come yet: kept, and not answered by software.
        const before = await v.answers.count();
        await v.say(say.benign[0]);

        await r.pick(thread);
        await r.takeOver(thread);
        await v.owner('rep');
        assert.match(await v.at('owner-banner').innerText(), /Sam Ortiz/);
        await sameOrder(v, r);
        await accessible(r.page, 'console, thread');
        await fits(r.page, 'console, thread');

        for (const question of say.benign) await v.say(question);
        await r.reply(say.reply);
        await v.said('rep').filter({ hasText: say.reply }).waitFor();
        assert.equal(await v.answers.count(), before, 'no answer from software while a person has the thread');
        await sameOrder(v, r);
        await accessible(v.page, 'with a rep');

        // Mid-way both pages are loaded again; nothing is lost or changes its place.
        const held = await v.log();
        await v.page.reload();
        await v.open();
        await v.said('rep').filter({ hasText: say.reply }).waitFor();
        assert.deepEqual(await v.log(), held, 'the visitor’s page after a reload');
        assert.equal(loads, 0, 'the console came this far without a reload');
        await r.page.reload();
        await r.is(thread, 'rep');
        await r.shows('rep', say.reply);
        assert.deepEqual(await r.log(), held, 'the console after a reload');
        await r.live();

        await r.at('hand-back').click();
        await r.at('confirm-hand-back').waitFor();
        await accessible(r.page, 'console, hand-back dialog');
        await r.at('outcome-answered').check();
        await r.at('confirm-hand-back').click();
        await r.at('take-over').waitFor();
        await v.owner('agent');
        assert.match(await v.asks(say.again), /\d/, 'the agent answers again');
        const all = await sameOrder(v, r);
        const asked = all.findIndex((text) => text.includes(say.price));
        const replied = all.findIndex((text) => text.includes(say.reply));
        assert.equal(
          all.slice(asked, replied).filter((text) => /^\d+ (agent|system): /.test(text)).length,
          1,
          'between the price and the reply the software said the hand-over line and nothing else, not even late',
        );
      }));
  }

  test('the other two: desktop in Spanish, phone in English, by the button', () =>
    browsing(async (open) => {
      for (const { view, lang, say } of [
        { view: 'desktop', lang: 'es', say: WORDS.es },
        { view: 'phone', lang: 'en', say: WORDS.en },
      ]) {
        const v = visitor(await open({ view, lang }));
        const r = rep(await open({ view, as: 'sam' }));
        await r.desk();
        await v.visit({ lang });
        await v.open();
        await v.asks(say.hours);
        await v.at('person').click();
        await v.owner('queue');
        const thread = await v.thread();
        await r.row(thread).waitFor({ timeout: SOON_MS });
        await r.pick(thread);
        await r.takeOver(thread);
        await r.reply(say.reply);
        await v.said('rep').waitFor();
        await sameOrder(v, r);
        await r.handBack();
        await v.owner('agent');
        await v.asks(say.again);
        await sameOrder(v, r);
      }
    }));
}

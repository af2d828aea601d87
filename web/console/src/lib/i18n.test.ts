import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorKey, firstLang, languageName, plainName, translate } from './i18n';
import { en, type MessageKey } from './strings.en';
import { es } from './strings.es';

const KEYS = Object.keys(en) as MessageKey[];
const blanks = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

test('both languages say every line, with the same blanks', () => {
  for (const key of KEYS) {
    assert.ok(es[key].length > 0, key);
    assert.deepEqual(blanks(es[key]), blanks(en[key]), key);
  }
});

test('blanks are filled in once: a visitor who writes a blank fills nothing', () => {
  assert.equal(translate('en', 'live_message', { who: 'Visitor', text: '{who}' }), 'Visitor: {who}');
});

test('the first language of the browser that we speak is taken', () => {
  assert.equal(firstLang(['', 'fr-FR', 'es-MX', 'en']), 'es');
  assert.equal(firstLang(['fr']), 'en');
});

test('names fall back to ids', () => {
  assert.equal(plainName('price', 'es'), 'Precio');
  assert.equal(plainName('tyres', 'en'), 'tyres');
  assert.equal(plainName('constructor', 'en'), 'constructor');
  assert.equal(languageName('vi', 'en'), 'Vietnamese');
  assert.equal(languageName('not a code', 'en'), 'not a code');
  assert.equal(errorKey('teapot'), 'err_other');
});

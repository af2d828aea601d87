import { test } from 'node:test';
import assert from 'node:assert/strict';
import { fill, pickLang, sayIn, table, type Key } from './i18n';

const places = (x: string) => (x.match(/\{\w+\}/g) ?? []).sort();

test('both languages fill the same places, and no text was left untranslated', () => {
  const [en, es] = [sayIn('en'), sayIn('es')];
  const keys = Object.keys(table) as Key[];
  assert.ok(keys.length > 40);
  for (const key of keys) {
    assert.deepEqual(places(es(key)), places(en(key)), key);
    assert.notEqual(es(key), en(key), key);
  }
});

test('a value is filled in as it is, even when it looks like a place', () => {
  assert.equal(fill('{name} joined', { name: '{n}$&' }), '{n}$& joined');
  assert.equal(fill('{other}', { name: 'x' }), '{other}');
});

test('the first wish that is spoken wins; otherwise the rooftop’s first language', () => {
  assert.equal(pickLang([null, 'es-MX', 'en']), 'es');
  assert.equal(pickLang(['fr', 'EN_us']), 'en');
  assert.equal(pickLang(['fr']), 'en');
  assert.equal(pickLang(['es'], ['en']), 'en');
  assert.equal(pickLang([], ['es', 'en']), 'es');
  assert.equal(pickLang(['constructor', '__proto__'], []), 'en');
});

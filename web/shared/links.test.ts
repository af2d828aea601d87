import { test } from 'node:test';
import assert from 'node:assert/strict';
import { splitLinks } from './links';

const links = (x: string) => splitLinks(x).filter((p) => p.href).map((p) => [p.text, p.href]);

test('addresses become links and the sentence keeps its punctuation', () => {
  assert.deepEqual(splitLinks('Book at https://a.example/service?x=1, please.'), [
    { text: 'Book at ' },
    { text: 'https://a.example/service?x=1', href: 'https://a.example/service?x=1' },
    { text: ', please.' },
  ]);
  assert.deepEqual(links('(see https://a.example/b_(c)) and http://d.example.'), [
    ['https://a.example/b_(c)', 'https://a.example/b_(c)'],
    ['http://d.example', 'http://d.example/'],
  ]);
});

test('telephone numbers can be tapped', () => {
  assert.deepEqual(links('Call (831) 555-0120 or tel:+18315550121.'), [
    ['(831) 555-0120', 'tel:+18315550120'],
    ['+18315550121', 'tel:+18315550121'],
  ]);
  assert.deepEqual(links('Stock 1831-555-01200'), [], 'a longer number is not a telephone number');
});

test('nothing else becomes a link', () => {
  for (const x of ['javascript:alert(1)', 'data:text/html,<b>', 'mailto:a@b.example', 'ftp://a.example', 'https://', 'https://u:p@a.example/', 'www.a.example', '<a href="x">'])
    assert.deepEqual(links(x), [], x);
});

test('the parts are the text, whole and in order', () => {
  for (const x of ['', 'plain', 'https://a.example', 'a https://a.example b (831) 555-0120 c'])
    assert.equal(splitLinks(x).map((p) => p.text).join(''), x);
});

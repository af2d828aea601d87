/** Fetches the server's own OpenAPI description and lays it out. Nothing comes from elsewhere, and every text is a text node. */

import { curl, limits, mediaExample, merged, METHODS, refName, resolve, typeName, type Api, type Body, type Operation, type Parameter, type Schema } from './openapi';

type Kid = Node | string | null | undefined | false;

function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Record<string, string> = {}, ...kids: Kid[]): HTMLElementTagNameMap[K] {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) el.setAttribute(name, value);
  el.append(...kids.filter((k): k is Node | string => !!k));
  return el;
}

const slug = (x: string): string => x.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

/** Descriptions are Markdown by the standard; paragraphs and `code` are what API texts use, and all that is read here. */
function prose(text: string | undefined): Node[] {
  return (text ?? '').trim().split(/\n{2,}/).filter(Boolean).map((paragraph) => h('p', {}, ...inline(paragraph)));
}
const inline = (text: string): Node[] =>
  text.split(/(`[^`]+`)/).map((piece) => (/^`.+`$/.test(piece) ? h('code', {}, piece.slice(1, -1)) : document.createTextNode(piece)));

function copyable(text: string, label: string): HTMLElement {
  const button = h('button', { type: 'button', 'aria-label': `Copy ${label}` }, 'Copy');
  button.addEventListener('click', () => {
    void navigator.clipboard.writeText(text).then(
      () => done('Copied'),
      () => done('Not allowed'),
    );
  });
  const said = h('span', { role: 'status', class: 'said' });
  const done = (word: string): void => {
    said.textContent = word;
    setTimeout(() => (said.textContent = ''), 2000);
  };
  return h('div', { class: 'code' }, h('pre', { tabindex: '0', role: 'group', 'aria-label': label }, text), h('p', {}, said, button));
}

function typeCell(api: Api, schema: Schema): HTMLElement {
  const name = refName(schema) ?? (schema.items && refName(schema.items));
  const text = typeName(api, schema);
  return name ? h('a', { href: `#schema-${slug(name)}` }, text) : h('span', {}, text);
}

function table(caption: string, heads: string[], rows: Kid[][]): HTMLElement | null {
  if (!rows.length) return null;
  return h(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    h(
      'table',
      {},
      h('caption', {}, caption),
      h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head)))),
      h('tbody', {}, ...rows.map(([first, ...rest]) => h('tr', {}, h('th', { scope: 'row' }, first), ...rest.map((cell) => h('td', {}, cell))))),
    ),
  );
}

function notes(description: string | undefined, schema: Schema): HTMLElement {
  return h('span', {}, ...inline([description ?? schema.description, limits(schema)].filter(Boolean).join(' · ')));
}

function fields(api: Api, caption: string, schema: Schema): HTMLElement | null {
  return table(caption, ['Field', 'Type', 'Notes'], rows(api, schema, ''));
}

/** An object written in place has no page of its own to link to: its fields follow, each under its path. */
function rows(api: Api, schema: Schema, under: string): Kid[][] {
  const s = merged(api, schema);
  const need = new Set(s.required);
  return Object.entries(s.properties ?? {}).flatMap(([name, value]) => {
    const inner = value.items && !value.items.$ref ? value.items : value;
    return [
      [
        h('span', {}, h('code', {}, under + name), need.has(name) ? h('small', {}, ' required') : null),
        typeCell(api, value),
        notes(undefined, value.$ref ? { description: resolve(api, value).description } : value),
      ],
      ...(inner.$ref || !inner.properties ? [] : rows(api, inner, `${under}${name}${inner === value ? '' : '[]'}.`)),
    ];
  });
}

function content(api: Api, body: Body, what: string, whole = true): Kid[] {
  return Object.entries(body.content ?? {}).flatMap(([type, media]) => {
    const sample = mediaExample(api, media);
    return [
      h('p', { class: 'media' }, h('code', {}, type), media.schema ? ': ' : '', media.schema ? typeCell(api, media.schema) : null),
      media.schema && (whole || !refName(media.schema)) ? fields(api, `${what}, fields`, media.schema) : null,
      sample !== undefined && sample !== null ? copyable(typeof sample === 'string' ? sample : JSON.stringify(sample, null, 2), `example of ${what}`) : null,
    ];
  });
}

function operation(api: Api, method: string, path: string, op: Operation, shared: Parameter[]): HTMLElement {
  const id = slug(`${method} ${path}`);
  const parameters = [...shared, ...(op.parameters ?? [])].map((p) => resolve(api, p));
  const body = op.requestBody && resolve(api, op.requestBody);
  const name = `${method.toUpperCase()} ${path}`;
  return h(
    'article',
    { id, 'aria-labelledby': `${id}-title` },
    h('h3', { id: `${id}-title` }, h('span', { class: `method ${method}` }, method.toUpperCase()), ' ', h('code', {}, path), op.deprecated ? h('small', {}, ' deprecated') : null),
    op.summary ? h('p', { class: 'summary' }, ...inline(op.summary)) : null,
    ...prose(op.description),
    table(
      'Parameters',
      ['Name', 'In', 'Type', 'Notes'],
      parameters.map((p) => [
        h('span', {}, h('code', {}, p.name), p.required ? h('small', {}, ' required') : null),
        p.in,
        typeCell(api, p.schema ?? {}),
        notes(p.description, p.schema ?? {}),
      ]),
    ),
    ...(body ? [h('h4', {}, 'Request body'), ...prose(body.description), ...content(api, body, `request to ${name}`)] : []),
    h('h4', {}, 'Answers'),
    ...Object.entries(op.responses ?? {}).map(([status, given]) => {
      const answer = resolve(api, given);
      return h(
        'details',
        status.startsWith('2') ? { open: '' } : {},
        h('summary', {}, h('b', {}, status), ' ', ...inline(answer.description ?? '')),
        ...content(api, answer, `answer ${status} of ${name}`, status.startsWith('2')),
      );
    }),
    h('h4', {}, 'Try it'),
    copyable(curl(api, location.origin, method, path, { ...op, parameters }), `curl command for ${name}`),
  );
}

function page(api: Api): { nav: Node[]; main: Node[] } {
  const byTag = new Map<string, { nav: Node[]; main: Node[] }>((api.tags ?? []).map((t) => [t.name, { nav: [], main: [] }]));
  for (const [path, item] of Object.entries(api.paths)) {
    for (const method of METHODS) {
      const op = item[method];
      if (!op) continue;
      const tag = op.tags?.[0] ?? 'Other';
      const group = byTag.get(tag) ?? { nav: [], main: [] };
      byTag.set(tag, group);
      group.main.push(operation(api, method, path, op, item.parameters ?? []));
      group.nav.push(h('li', {}, h('a', { href: `#${slug(`${method} ${path}`)}` }, h('span', { class: `method ${method}` }, method.toUpperCase()), ' ', path)));
    }
  }
  const groups = [...byTag].filter(([, g]) => g.main.length);
  const schemas = Object.entries((api.components?.schemas ?? {}) as Record<string, Schema>);
  return {
    nav: [
      h('a', { class: 'title', href: '#main' }, api.info.title),
      ...groups.flatMap(([tag, g]) => [h('p', {}, tag), h('ul', {}, ...g.nav)]),
      ...(schemas.length ? [h('p', {}, h('a', { href: '#schemas' }, 'Types'))] : []),
    ],
    main: [
      h('h1', {}, api.info.title),
      h('p', { class: 'version' }, `Version ${api.info.version} · `, h('a', { href: '/openapi.json' }, 'openapi.json')),
      ...prose(api.info.description),
      ...groups.map(([tag, g]) =>
        h('section', { 'aria-labelledby': `tag-${slug(tag)}` }, h('h2', { id: `tag-${slug(tag)}` }, tag), ...prose(api.tags?.find((t) => t.name === tag)?.description), ...g.main),
      ),
      schemas.length ? h('section', { 'aria-labelledby': 'schemas' }, h('h2', { id: 'schemas' }, 'Types'), ...schemas.map(([name, s]) => schemaCard(api, name, s))) : '',
    ].filter((n): n is HTMLElement => n !== ''),
  };
}

function schemaCard(api: Api, name: string, schema: Schema): HTMLElement {
  const some = schema.oneOf ?? schema.anyOf;
  return h(
    'article',
    { id: `schema-${slug(name)}` },
    h('h3', {}, h('code', {}, name)),
    ...prose(schema.description),
    h('p', { class: 'media' }, [some ? 'One of' : typeName(api, schema), limits(schema)].filter(Boolean).join(' · ')),
    some ? h('ul', {}, ...some.map((s, i) => h('li', {}, typeCell(api, s), refName(s) ? null : fields(api, `${s.title ?? `Case ${i + 1}`} of ${name}`, s)))) : fields(api, `Fields of ${name}`, schema),
  );
}

async function start(): Promise<void> {
  const main = document.getElementById('main')!;
  try {
    const answer = await fetch('/openapi.json');
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    const api = (await answer.json()) as Api;
    const { nav, main: parts } = page(api);
    document.title = `${api.info.title}: API reference`;
    document.getElementById('nav')!.replaceChildren(...nav);
    main.replaceChildren(...parts);
    // The page was empty when the browser looked for the address's anchor.
    if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  } catch (error) {
    main.replaceChildren(h('h1', {}, 'API reference'), h('p', { role: 'alert' }, `The API description could not be read: ${error instanceof Error ? error.message : String(error)}.`));
  }
  main.setAttribute('aria-busy', 'false');
}

void start();

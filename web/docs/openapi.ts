/** The part of OpenAPI 3 that the page reads, and how a schema becomes a type name, rows and an example. Pure: no page here. */

export type Schema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  title?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: boolean | Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  nullable?: boolean;
  default?: unknown;
  example?: unknown;
  examples?: unknown[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  pattern?: string;
};
export type Media = { schema?: Schema; example?: unknown; examples?: Record<string, { value?: unknown }> };
export type Parameter = { $ref?: string; name: string; in: string; required?: boolean; description?: string; schema?: Schema; example?: unknown };
export type Body = { $ref?: string; description?: string; required?: boolean; content?: Record<string, Media> };
export type Operation = {
  tags?: string[];
  summary?: string;
  description?: string;
  operationId?: string;
  deprecated?: boolean;
  parameters?: Parameter[];
  requestBody?: Body;
  responses?: Record<string, Body>;
  security?: Record<string, string[]>[];
};
export type Api = {
  info: { title: string; version: string; description?: string };
  servers?: { url: string }[];
  tags?: { name: string; description?: string }[];
  paths: Record<string, Record<string, Operation> & { parameters?: Parameter[] }>;
  components?: { securitySchemes?: Record<string, { type: string; scheme?: string; in?: string; name?: string }> } & Record<string, unknown>;
  security?: Record<string, string[]>[];
};

export const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace'];
/** A schema may refer to itself; nobody reads deeper than this. */
const DEEPEST = 6;

/** Follows "#/components/…" and nothing else: the page asks for no other document. */
export function resolve<T extends { $ref?: string }>(api: Api, value: T): T {
  let at: T = value;
  for (let hops = 0; at.$ref && hops < 20; hops++) {
    const path = at.$ref.replace(/^#\//, '').split('/');
    const next = path.reduce<unknown>((o, key) => (o as Record<string, unknown> | undefined)?.[key.replace(/~1/g, '/').replace(/~0/g, '~')], api);
    if (!next) return at;
    at = next as T;
  }
  return at;
}

export const refName = (schema: Schema): string | null => schema.$ref?.split('/').pop() ?? null;

/** "string", "integer (int64) or null", "list of Message", … */
export function typeName(api: Api, schema: Schema, depth = 0): string {
  const name = refName(schema);
  if (name) return name;
  if (depth > DEEPEST) return '…';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const some = schema.oneOf ?? schema.anyOf;
  if (some) return [...new Set(some.map((s) => typeName(api, s, depth + 1)))].join(' or ');
  if (schema.allOf) return schema.allOf.map((s) => typeName(api, s, depth + 1)).join(' and ');
  const types = Array.isArray(schema.type) ? schema.type : schema.type ? [schema.type] : schema.properties ? ['object'] : schema.enum ? ['string'] : ['any'];
  const text = types.map((type) => {
    if (type === 'array') return `list of ${typeName(api, schema.items ?? {}, depth + 1)}`;
    if (type === 'object' && typeof schema.additionalProperties === 'object') return `map to ${typeName(api, schema.additionalProperties, depth + 1)}`;
    return schema.format && type !== 'null' ? `${type} (${schema.format})` : type;
  });
  if (schema.nullable && !text.includes('null')) text.push('null');
  return text.join(' or ');
}

/** What else binds a value, in words. */
export function limits(schema: Schema): string {
  const out: string[] = [];
  if (schema.enum) out.push(`one of ${schema.enum.map((v) => JSON.stringify(v)).join(', ')}`);
  if (schema.minimum !== undefined) out.push(`at least ${schema.minimum}`);
  if (schema.maximum !== undefined) out.push(`at most ${schema.maximum}`);
  if (schema.minLength !== undefined) out.push(`${schema.minLength} characters or more`);
  if (schema.maxLength !== undefined) out.push(`${schema.maxLength} characters at most`);
  if (schema.maxItems !== undefined) out.push(`${schema.maxItems} items at most`);
  if (schema.pattern) out.push(`matches ${schema.pattern}`);
  if (schema.default !== undefined) out.push(`default ${JSON.stringify(schema.default)}`);
  return out.join('; ');
}

/** `allOf` read as one object, so that its fields can be listed together. */
export function merged(api: Api, schema: Schema): Schema {
  const own = resolve(api, schema);
  if (!own.allOf) return own;
  return own.allOf.map((s) => merged(api, s)).reduce<Schema>(
    (all, s) => ({ ...all, ...s, properties: { ...all.properties, ...s.properties }, required: [...(all.required ?? []), ...(s.required ?? [])] }),
    { ...own, allOf: undefined },
  );
}

export function example(api: Api, schema: Schema, depth = 0): unknown {
  const s = merged(api, schema);
  const given = [s.example, s.examples?.[0], s.const, s.default, s.enum?.[0]].find((v) => v !== undefined);
  if (given !== undefined) return given;
  if (depth > DEEPEST) return null;
  const one = (s.oneOf ?? s.anyOf)?.find((o) => resolve(api, o).type !== 'null');
  if (one) return example(api, one, depth + 1);
  const type = Array.isArray(s.type) ? s.type.find((t) => t !== 'null') : s.type;
  if (type === 'array') return [example(api, s.items ?? {}, depth + 1)];
  if (type === 'object' || s.properties)
    return Object.fromEntries(Object.entries(s.properties ?? {}).map(([name, value]) => [name, example(api, value, depth + 1)]));
  if (type === 'integer' || type === 'number') return s.minimum ?? 0;
  if (type === 'boolean') return true;
  if (type === 'string') return s.format === 'uuid' ? '01890a5d-ac96-774b-bcce-b302099a8057' : s.format === 'date-time' ? '2026-01-31T09:00:00Z' : s.format === 'date' ? '2026-01-31' : 'text';
  return null;
}

export function mediaExample(api: Api, media: Media): unknown {
  return media.example ?? Object.values(media.examples ?? {})[0]?.value ?? (media.schema ? example(api, media.schema) : undefined);
}

const quote = (x: string): string => `'${x.replace(/'/g, `'\\''`)}'`;

/** A command that can be pasted: path parameters keep their braces, so that it is plain what to fill in. */
export function curl(api: Api, origin: string, method: string, path: string, op: Operation): string {
  const base = (api.servers?.[0]?.url ?? '').replace(/\/$/, '');
  const url = (base.startsWith('http') ? base : origin + base) + path;
  const needed = (op.parameters ?? []).map((p) => resolve(api, p)).filter((p) => p.required);
  const query = needed.filter((p) => p.in === 'query').map((p) => `${encodeURIComponent(p.name)}={${p.name}}`);
  const lines = [`curl${method === 'get' ? '' : ` -X ${method.toUpperCase()}`} ${quote(url + (query.length ? `?${query.join('&')}` : ''))}`];
  for (const header of secured(api, op)) lines.push(`-H ${quote(header)}`);
  for (const p of needed) if (p.in === 'header') lines.push(`-H ${quote(`${p.name}: {${p.name}}`)}`);
  const body = op.requestBody && resolve(api, op.requestBody);
  const [type, media] = Object.entries(body?.content ?? {})[0] ?? [];
  if (type && media) {
    lines.push(`-H ${quote(`Content-Type: ${type}`)}`);
    const value = mediaExample(api, media);
    if (value !== undefined) lines.push(`--data ${quote(typeof value === 'string' ? value : JSON.stringify(value))}`);
  }
  return lines.join(' \\\n  ');
}

function secured(api: Api, op: Operation): string[] {
  const first = (op.security ?? api.security ?? [])[0];
  return Object.keys(first ?? {}).flatMap((name) => {
    const scheme = api.components?.securitySchemes?.[name];
    if (scheme?.type === 'http') return [`Authorization: ${scheme.scheme === 'basic' ? 'Basic' : 'Bearer'} {token}`];
    if (scheme?.type === 'apiKey' && scheme.in === 'header') return [`${scheme.name}: {key}`];
    if (scheme?.type === 'apiKey' && scheme.in === 'cookie') return [`Cookie: ${scheme.name}={session}`];
    return [];
  });
}

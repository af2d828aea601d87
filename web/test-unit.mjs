// Bundles every unit test and runs it with Node's own runner: Node 20 cannot read TypeScript, and a test tool of our own to keep up is not worth it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));

function tests(folder) {
  let entries;
  try {
    entries = readdirSync(join(here, folder), { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
  return entries
    .filter((entry) => entry.name !== 'node_modules')
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? tests(path) : path.endsWith('.test.ts') ? [path] : [];
    });
}

const found = ['shared', 'widget', 'console/src'].flatMap(tests).sort();
if (!found.length) {
  console.error('no unit test found: a green run would mean nothing');
  process.exit(1);
}

const out = mkdtempSync(join(tmpdir(), 'chaperone-unit-'));
let status = 1;
try {
  await build({
    entryPoints: found.map((path) => ({ in: join(here, path), out: path.replace(/\.ts$/, '') })),
    outdir: out,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  const files = found.map((path) => join(out, path.replace(/\.ts$/, '.mjs')));
  status = spawnSync(process.execPath, ['--enable-source-maps', '--test', ...files], { stdio: 'inherit' }).status ?? 1;
} finally {
  rmSync(out, { recursive: true, force: true });
}
process.exit(status);

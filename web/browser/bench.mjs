// What every test needs: one server with a store of its own, one browser, and a watch over everything a page does that it should not.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PLAYBOOK = ['intents', 'answers', 'rooftops', 'inventory', 'escalation.toml', 'tool_whitelist.toml'];
const READY_MS = 180_000;
/** How long anything on a page may take. A deadline, not a wait: what is there at once is seen at once. */
export const DEADLINE_MS = 15_000;

export const VIEW = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };
export const ROOFTOP = 'santa-cruz';

/** Filled by `start`. */
export const bench = { url: '', links: {}, sessions: {}, listed: '', unlisted: '' };
let folder, server, browser;
const sites = [];

function fail(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

export function binary() {
  const file = process.env.CHAPERONE_BIN || join(root, 'target/debug/chaperone');
  if (!existsSync(file)) fail(`missing: the server binary ${file}. Run \`cargo build\`, or name one in CHAPERONE_BIN`);
  return file;
}

/** As scripts/need-browser looks for it. */
export function chromiumFile() {
  for (const name of [process.env.CHAPERONE_CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome']) {
    const found = name && spawnSync('sh', ['-c', 'command -v "$1"', 'sh', name], { encoding: 'utf8' }).stdout.trim();
    if (found) return found;
  }
  return fail('missing: Chromium for the browser tests. Install it, or name it in CHAPERONE_CHROMIUM');
}

export async function start() {
  try {
    await prepare();
  } catch (error) {
    // The runner would wait for whatever is left running.
    await stop();
    throw error;
  }
}

async function prepare() {
  const program = binary();
  const executablePath = chromiumFile();
  folder = mkdtempSync(join(tmpdir(), 'chaperone-browser-'));
  bench.listed = await dealersSite();
  bench.unlisted = await dealersSite();
  const playbook = join(folder, 'playbook');
  for (const part of PLAYBOOK) cpSync(join(root, part), join(playbook, part), { recursive: true, preserveTimestamps: true });
  const rooftop = join(playbook, `rooftops/${ROOFTOP}.toml`);
  writeFileSync(rooftop, readFileSync(rooftop, 'utf8').replace(/^origins = \[/m, `origins = ["${bench.listed}", `));
  const port = await freePort();
  bench.url = `http://localhost:${port}`;
  const config = join(folder, 'chaperone.toml');
  writeFileSync(
    config,
    `listen = "127.0.0.1:${port}"
public_url = "${bench.url}"
database = "sqlite:${join(folder, 'chaperone.sqlite')}"
playbook = "${playbook}"
[limits]
messages_per_minute = 0
opens_per_minute = 0
# A session that ended is noticed at a ping.
ping_seconds = 2
[log]
level = "warn"
`,
  );
  const began = Date.now();
  const launching = chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  [browser] = await Promise.all([launching, serve(program, config)]);
  console.log(`# the server was ready after ${Date.now() - began} ms`);
}

async function serve(program, config) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('CHAPERONE_')));
  server = spawn(program, ['serve', '--demo', '--config', config], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  server.stderr.on('data', (data) => (err += data));
  await new Promise((ready, failed) => {
    const limit = setTimeout(() => failed(new Error(`the server was not ready after ${READY_MS} ms: ${out}${err}`)), READY_MS);
    server.once('exit', (code) => failed(new Error(`the server ended with ${code}: ${out}${err}`)));
    server.stdout.on('data', (data) => {
      out += data;
      for (const [, name, link] of out.matchAll(/signed in as (\S+) .*?(http\S+#sign-in=\S+)/g)) bench.links[name.toLowerCase()] = link;
      if (!/\/docs\/\s/.test(out)) return;
      clearTimeout(limit);
      ready();
    });
  });
  assert.deepEqual(Object.keys(bench.links).sort(), ['robin', 'sam'], out);
}

export async function stop() {
  await browser?.close();
  for (const site of sites) {
    site.closeAllConnections();
    site.close();
  }
  if (server && server.exitCode === null) {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await ended;
  }
  if (folder) rmSync(folder, { recursive: true, force: true });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** A page with nothing but the one script tag. */
function dealersSite() {
  const site = createHttp((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>A dealer</title><link rel="icon" href="data:,"></head><body><h1>A dealer’s own page</h1>
<script src="${bench.url}/widget.js" data-rooftop="${ROOFTOP}" async></script></body></html>`);
  });
  sites.push(site);
  return new Promise((resolve) => site.listen(0, 'localhost', () => resolve(`http://localhost:${site.address().port}`)));
}

/**
 * Runs a test with browser contexts that are watched. Whatever no page should do fails the test: an error in the console, a violation of the
 * content security policy, a dialog of the browser, a request to another host. `expected` are the console lines that the test provokes.
 */
export async function browsing(test, { expected = [] } = {}) {
  const contexts = [];
  const wrong = [];
  const hosts = new Set([bench.url, bench.listed, bench.unlisted].map((url) => new URL(url).host));
  const there = (url) => {
    const { protocol, host } = new URL(url);
    if (!['data:', 'blob:', 'about:'].includes(protocol) && !hosts.has(host)) wrong.push(`a request to ${url}`);
  };
  const open = async ({ view = 'desktop', lang = 'en', dark = false, as } = {}) => {
    const context = await browser.newContext({
      viewport: VIEW[view],
      hasTouch: view === 'phone',
      isMobile: view === 'phone',
      locale: `${lang}-US`,
      timezoneId: 'America/Los_Angeles',
      colorScheme: dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
      ...(as ? { storageState: bench.sessions[as] } : {}),
    });
    contexts.push(context);
    context.setDefaultTimeout(DEADLINE_MS);
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
      });
    });
    context.on('request', (request) => there(request.url()));
    context.on('page', (page) => {
      page.on('websocket', (socket) => there(socket.url()));
      page.on('pageerror', (error) => wrong.push(`an error: ${error.stack ?? error}`));
      page.on('console', (line) => {
        const text = `${line.text()} ${line.location().url}`;
        if (['error', 'warning'].includes(line.type()) && !expected.some((known) => known.test(text))) wrong.push(`${line.type()}: ${text}`);
      });
      page.on('dialog', (dialog) => {
        wrong.push(`a dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
    });
    return context.newPage();
  };
  try {
    await test(open);
  } finally {
    await Promise.all(contexts.map((context) => context.close()));
  }
  assert.deepEqual(wrong, [], 'what no page should do');
}

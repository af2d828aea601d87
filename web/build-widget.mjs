// Builds what needs no framework: the widget (one script), the demo shop and the API pages. `npm run build:console` builds the rest.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = join(here, 'dist');

/** A dealer's page pays for the widget on every visit. Above this the build fails; the way down is less code, not a higher number. */
const WIDGET_GZIP_LIMIT = 15 * 1024;

/** The widget's style sheet goes into the script as text: a page's policy may forbid inline styles, but not a sheet that a script adopts. */
const cssAsText = {
  name: 'css-as-text',
  setup(esbuild) {
    esbuild.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, 'utf8'), { loader: 'css', minify: true, target: 'es2022', sourcefile: basename(path) });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};

const script = { bundle: true, minify: true, target: 'es2022', format: 'iife', charset: 'utf8', legalComments: 'none', logLevel: 'warning' };

async function page(name) {
  const out = join(dist, name);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  cpSync(join(here, name, 'index.html'), join(out, 'index.html'));
  await build({ ...script, entryPoints: [join(here, name, `${name}.ts`), join(here, name, `${name}.css`)], outdir: out });
}

mkdirSync(dist, { recursive: true });
const target = join(dist, 'widget.js');
// Written only when it is small enough, so that a failed build leaves no script to serve.
const { outputFiles } = await build({ ...script, entryPoints: [join(here, 'widget/main.ts')], outfile: target, plugins: [cssAsText], write: false });
// The mark says UTF-8 whatever the page around it is in: a script without it is read in the page's own, perhaps much older, encoding.
const code = Buffer.concat([Buffer.from('\ufeff'), outputFiles[0].contents]);
const size = gzipSync(code, { level: 9 }).length;
console.log(`widget.js ${code.length} bytes, ${size} gzipped (limit ${WIDGET_GZIP_LIMIT})`);
if (size > WIDGET_GZIP_LIMIT) {
  rmSync(target, { force: true });
  console.error('widget.js is over its limit');
  process.exit(1);
}
writeFileSync(target, code);
await Promise.all([page('demo'), page('docs')]);

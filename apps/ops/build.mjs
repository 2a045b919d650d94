/**
 * Builds everything that runs into dist/: `node apps/ops/build.mjs`. Each part is built only when its sources changed.
 *
 * server: libs and apps through swc, with the files that lie beside the code · mail templates · console: vite
 */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { step } from './setup/progress.mjs';
import { ROOT, run } from './setup/run.mjs';

const DIST = join(ROOT, 'dist');
/** Files beside the code that the running product reads. */
const ASSETS = 'yaml,json,css,js,mjs,svg,png,woff2,txt,sql';

const PARTS = [
  {
    name: 'server',
    sources: ['{libs,apps}/**/*.ts', `{libs,apps}/**/*.{${ASSETS}}`, '.swcrc', 'apps/ops/build.mjs', 'package-lock.json'],
    except: /^apps\/console\/|^apps\/ops\/[^/]+\.mjs$|\.spec\.ts$|\.d\.m?ts$/,
    make: makeServer,
  },
  { name: 'mail templates', sources: ['mail-templates/**/*'], except: /\/README\.md$/, make: () => run(process.execPath, [join('mail-templates', 'build.mjs')]) },
  {
    name: 'console',
    sources: ['apps/console/**/*', 'libs/{contracts,kernel}/**/*.ts', 'package-lock.json'],
    except: /\.spec\.tsx?$/,
    make: () => run(process.execPath, [join('node_modules', 'vite', 'bin', 'vite.js'), 'build', 'apps/console', '--logLevel', 'warn'], { env: { NODE_ENV: 'production' } }),
  },
];

/** Builds the parts whose sources changed since they were last built; a part that fails counts as not built. */
export async function build() {
  for (const part of PARTS) {
    const files = part.sources.flatMap((pattern) => globSync(pattern, { cwd: ROOT, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length))
      .filter((file) => !part.except.test(file))
      .sort();
    const stamp = join(DIST, `.${part.name.replace(' ', '-')}.stamp`);
    const digest = digestOf(files);
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) continue;
    rmSync(stamp, { force: true });
    await step(`building the ${part.name}`, async () => void (await part.make(files)));
    mkdirSync(DIST, { recursive: true });
    writeFileSync(stamp, digest);
  }
}

/** Compiles file by file; what has no source any more is removed. */
async function makeServer(files) {
  const { transformFile } = await import('@swc/core');
  const written = new Set();
  await Promise.all(files.filter((file) => /^(libs|apps)\//.test(file)).map(async (file) => {
    const out = join(DIST, file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(out), { recursive: true });
    written.add(out);
    if (!file.endsWith('.ts')) return cpSync(join(ROOT, file), out);
    const { code, map } = await transformFile(join(ROOT, file), { swcrc: true, cwd: ROOT, sourceFileName: join(ROOT, file) });
    writeFileSync(out, `${code}\n//# sourceMappingURL=${out.slice(out.lastIndexOf('/') + 1)}.map\n`);
    writeFileSync(`${out}.map`, map ?? '');
    written.add(`${out}.map`);
  }));
  for (const old of globSync('dist/{libs,apps}/**/*.*', { cwd: ROOT }).map((file) => join(ROOT, file))) {
    if (!written.has(old)) rmSync(old, { recursive: true, force: true });
  }
}

function digestOf(files) {
  const digest = createHash('sha256');
  for (const file of files) digest.update(`${file}\0`).update(readFileSync(join(ROOT, file))).update('\0');
  return digest.digest('hex');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await build();

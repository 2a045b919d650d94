/**
 * Completes package-lock.json after `npm install`: `node apps/ops/complete-lock.mjs`.
 *
 * A registry mirror may lack builds of optional packages for platforms that it does not serve. npm then leaves them out
 * of the lock file without a word, and the next `npm ci` refuses it ("Missing … from lock file"). This adds an entry of
 * name, version, os and cpu for each: skipped where the platform differs, fetched by name and version where it fits.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];
const C_LIBRARIES = { gnu: 'glibc', musl: 'musl' };

const path = process.argv[2] ?? 'package-lock.json';
const lock = JSON.parse(readFileSync(path, 'utf8'));
const added = completeLock(lock);
if (added.length > 0) {
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
  writeFileSync(path, `${JSON.stringify(lock, undefined, 2)}\n`);
}
console.log(added.length > 0 ? `${path}: added ${added.length} builds for other platforms` : `${path}: complete`);

/** Adds what is missing to `lock.packages` and returns the names. */
function completeLock({ packages }) {
  const names = [];
  for (const [place, parent] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(parent.optionalDependencies ?? {})) {
      if (isReachable(packages, place, name)) continue;
      packages[`node_modules/${name}`] = { version: range.replace(/^[\^~=v]+/, ''), ...describe(name, parent.dev) };
      names.push(name);
    }
  }
  return names;
}

/** Node's own rule: the nearest node_modules on the way up. */
function isReachable(packages, place, name) {
  for (let at = place; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true;
    if (!at || !at.includes('/node_modules/')) return Boolean(packages[`node_modules/${name}`]);
  }
}

/** Reads os, cpu and C library from the words of a name such as `@swc/core-linux-arm-gnueabihf`; keys in npm's order. */
function describe(name, isDev) {
  const words = name.split(/[/-]/);
  const system = SYSTEMS.find((one) => words.includes(one));
  const processor = PROCESSORS.find((one) => words.includes(one));
  if (!system && processor !== 'wasm32') throw new Error(`${name}: no system can be read from the name; is a package missing from the registry?`);
  const library = system === 'linux' && Object.keys(C_LIBRARIES).find((one) => words.some((word) => word.startsWith(one)));
  return {
    ...(processor && { cpu: [processor] }),
    ...(isDev && { dev: true }),
    ...(library && { libc: [C_LIBRARIES[library]] }),
    optional: true,
    ...(system && { os: [system] }),
  };
}

import { describe, expect, it } from '@jest/globals';
import { dirname } from 'node:path';
import { allCode, linesWith, sources } from './sources.js';

const MAX_LINES = 400;
/** Words that say where a thing lies or that it does something, but not what it is. */
const EMPTY_NAME = /^(services?|managers?|helpers?|utils?|common|misc|shared|base|core|impl|data|info|types)$|[-.](services?|managers?|helpers?|utils?)$/i;

/** Where a `Secret` is opened, and why it must be there. */
const MAY_REVEAL: Record<string, string> = {
  'libs/directory/actions/create-builtin-account.ts': 'saved codes are brought into one spelling before they are hashed',
  'libs/kernel/sealer.ts': 'derives the sealing key, and seals',
  'libs/kernel/signed-call.ts': 'signs calls to services of a portal',
  'libs/kernel/slow-hash.ts': 'hashes and compares passwords',
  'libs/directory/actions/portal-sign-in.ts': 'sees by its length whether a code may be a saved one',
  'apps/api/pages/status.controller.ts': 'shows a new saved code, once, to whoever used one',
  'libs/recovery/actions/proofs/give-second-factor.ts': 'names the question to the directory by the code that was typed',
  'libs/recovery/adapters/': 'signs in as a client at the sign-in service of an organisation',
  'apps/api/demo/portal.controller.ts': 'shows new saved codes, once, to the person who made them',
  'libs/directory/adapters/': 'hands a password to the directory that owns it',
  'libs/outbound/render/': 'writes the link or code into the one mail that carries it',
  'libs/outbound/adapters/': 'signs in at the relay, and signs the mail',
  'libs/portals/adapters/token-endpoint.ts': 'shows a refresh token or a device code to the issuer that gave it',
  'libs/portals/actions/mailbox-tokens.ts': 'puts a fresh refresh token among the secrets to seal',
  'libs/intake/adapters/': 'signs in at the mailbox',
  'apps/api/pages/code.controllers.ts': 'shows a secret, once, to the person it is for',
  'apps/api/watch/watch.controller.ts': 'hashes the token of /metrics to compare it',
  'apps/ops/doctor/': 'signs in at mailbox and relay to see whether they let us',
  'libs/storage/storage.config.ts': 'signs in at the bucket',
  'apps/ops/up/desk-environment.ts': 'hands the key of a home to the processes of that home',
};

describe('names', () => {
  it('say what a thing is', () => {
    const empty = allCode().map(({ path }) => path).filter((path) => [...dirname(path).split('/'), path.split('/').at(-1)!.replace(/\.[a-z]+$/, '')].some((name) => EMPTY_NAME.test(name)));
    expect(empty).toEqual([]);
  });

  it('of classes and interfaces end in what they are, not in a pattern', () => {
    const product = sources('{libs,apps}/**/*.{ts,tsx}');
    expect(linesWith(product, /^\s*(export\s+)?(abstract\s+)?(class|interface|type)\s+\w*(Service|Manager|Helper|Util|Utils|Impl|DTO|Dto)\b/)).toEqual([]);
    expect(linesWith(product, /\binterface\s+I[A-Z][a-z]/)).toEqual([]);
  });
});

describe('files', () => {
  it(`are ${MAX_LINES} lines at most`, () => {
    expect(allCode().filter(({ lines }) => lines > MAX_LINES).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
  });

  it('name no path of a single machine', () => {
    // Put together here, so that this line does not find itself.
    const places = ['wo' + 'rk', 'fa' + 'rm', 'ho' + 'me/[a-z]', 'Us' + 'ers/[a-z]'].join('|');
    const everything = sources('**/*.{ts,tsx,mjs,cjs,js,json,md,yaml,yml,mjml,txt,html,css}', 'Dockerfile', 'apps/ops/Dockerfile', '.npmrc', '.ci/*');
    expect(linesWith(everything.filter(({ path }) => path !== 'package-lock.json'), new RegExp(`(^|[^A-Za-z0-9.])/(${places})`))).toEqual([]);
  });

  it('keep registry hosts out of the lock file', () => {
    expect(sources('package-lock.json')[0]!.text).not.toMatch(/"resolved"/);
  });
});

describe('the environment', () => {
  it('is read in libs/config, and by the tools that start processes', () => {
    const readers = linesWith(sources('{libs,apps}/**/*.{ts,tsx}'), /\bprocess\.env\b/).map((where) => where.split(':')[0]!);
    expect([...new Set(readers)].filter((path) => !path.startsWith('libs/config/') && !path.startsWith('apps/ops/') && path !== 'apps/console/vite.config.ts')).toEqual([]);
  });
});

describe('secrets', () => {
  it('are opened only where they really leave', () => {
    const opened = linesWith(sources('{libs,apps}/**/*.ts').filter(({ path }) => !path.endsWith('.spec.ts')), /\.reveal\(/);
    expect(opened.filter((where) => !Object.keys(MAY_REVEAL).some((place) => where.startsWith(place)))).toEqual([]);
  });
});

describe('rules in domain/', () => {
  it('ask neither the clock, nor chance, nor the process', () => {
    const rules = sources('libs/*/domain/**/*.ts').filter(({ path }) => !path.endsWith('.spec.ts'));
    expect(linesWith(rules, /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bsetTimeout\(|\bfetch\(/)).toEqual([]);
  });
});

describe('rooms', () => {
  it('each have a sign of 25 lines at most', () => {
    const rooms = [...new Set(sources('libs/*/index.ts').map(({ path }) => dirname(path)))];
    const signs = new Map(sources('libs/*/README.md').map(({ path, lines }) => [dirname(path), lines]));
    expect(rooms.filter((room) => !signs.has(room))).toEqual([]);
    expect([...signs].filter(([, lines]) => lines > 25)).toEqual([]);
  });
});

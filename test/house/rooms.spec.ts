import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';

interface Cruise {
  readonly modules: { source: string; dependencies: { resolved: string }[] }[];
  readonly summary: { violations: { rule: { name: string }; from: string; to: string }[] };
}

describe('who imports whom', () => {
  let house: Cruise;
  beforeAll(async () => {
    house = await cruise(process.cwd());
  });

  it('keeps storeys, doors, processes and pure rules apart', () => {
    expect(house.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });

  it('sees the edges through our aliases: a check that sees nothing is always green', () => {
    const edge = (from: string, to: string) => house.modules.find(({ source }) => source === from)?.dependencies.some(({ resolved }) => resolved === to);
    expect(edge('libs/jobs/enqueue.ts', 'libs/persistence/index.ts')).toBe(true);
    expect(edge('libs/persistence/columns.ts', 'libs/kernel/index.ts')).toBe(true);
    expect(edge('apps/ops/verbs/migrate.ts', 'libs/config/index.ts')).toBe(true);
  });
});

describe('a house with every rule broken once', () => {
  const PLANTED: Record<string, string> = {
    'libs/kernel/index.ts': "import '#jobs'; export const word = 1;",
    'libs/contracts/index.ts': "import 'pino'; export const contract = 1;",
    'libs/jobs/index.ts': 'export const jobs = 1;',
    'libs/jobs/inside.ts': 'export const inside = 1;',
    'libs/audit/index.ts': 'export const audit = 1;',
    'libs/agents/index.ts': "import '../jobs/inside.js'; export const agents = 1;",
    'libs/outbound/index.ts': 'export const outbound = 1;',
    'libs/portals/index.ts': "import '#outbound'; import '../../apps/api/main.js'; import '../../test/support.js';",
    'libs/portals/domain/rule.ts': "import { readFileSync } from 'node:fs'; export const rule = readFileSync;",
    'libs/recovery/one.ts': "import './two.js'; export const one = 1;",
    'libs/recovery/two.ts': "import './one.js'; export const two = 2;",
    'apps/api/main.ts': "import '../worker/main.js'; export const api = 1;",
    'apps/worker/main.ts': "import './nowhere.js'; export const worker = 1;",
    'apps/console/main.ts': "import '#jobs'; export const ui = 1;",
    'apps/ops/embedded/openid-provider.ts': 'export const provider = 1;',
    'apps/ops/verbs/up.ts': "import '../embedded/openid-provider.js'; export const up = 1;",
    'test/support.ts': 'export const support = 1;',
  };

  it('is caught at every rule', async () => {
    const root = await mkdtemp(join(tmpdir(), 'rekey-planted-'));
    try {
      for (const file of ['package.json', 'tsconfig.json']) await cp(file, join(root, file));
      await symlink(join(process.cwd(), 'node_modules'), join(root, 'node_modules'));
      for (const [path, text] of Object.entries(PLANTED)) {
        await mkdir(join(root, dirname(path)), { recursive: true });
        await writeFile(join(root, path), text);
      }
      const { summary } = await cruise(root);
      const caught = summary.violations.map(({ rule, from }) => `${rule.name} ${from}`);
      expect(caught).toEqual(expect.arrayContaining([
        'storeys-kernel libs/kernel/index.ts',
        'contracts-know-zod-only libs/contracts/index.ts',
        'one-door-jobs libs/agents/index.ts',
        'storeys-portals libs/portals/index.ts',
        'rooms-know-no-apps libs/portals/index.ts',
        'product-knows-no-tests libs/portals/index.ts',
        'pure-domain libs/portals/domain/rule.ts',
        'no-circles libs/recovery/one.ts',
        'apps-apart-api apps/api/main.ts',
        'everything-resolves apps/worker/main.ts',
        'console-knows-contracts-only apps/console/main.ts',
        'who-signs-people-in-is-no-process-of-ours apps/ops/verbs/up.ts',
      ]));
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });
});

function cruise(root: string): Promise<Cruise> {
  const program = join(process.cwd(), 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  const config = join(process.cwd(), 'test', 'house', 'rooms.cjs');
  return new Promise((resolve, reject) => {
    // It exits with the number of errors, so only an answer that is no JSON is a failure.
    execFile(process.execPath, [program, '--config', config, '--output-type', 'json', 'libs', 'apps'], { cwd: root, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout) as Cruise);
      } catch {
        reject(new Error(`dependency-cruiser gave no answer: ${stderr || String(error)}`));
      }
    });
  });
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '#config';
import { HttpConfig } from '../../apps/api/api.config.js';
import { config } from '../../apps/ops/verbs/config.js';
import { doctor } from '../../apps/ops/verbs/doctor.js';
import { explain } from '../../apps/ops/verbs/explain.js';
import { migrate } from '../../apps/ops/verbs/migrate.js';
import { trace } from '../../apps/ops/verbs/trace.js';
import { runVerb } from '../support/run-verb.js';

const NOWHERE = 'postgres://rekey:hunter2@127.0.0.1:1/rekey';
const MAIL = 'test/mail/intake/dsn-mailbox-full.eml';

/** What the command line says where something is away, mistyped or missing. */
describe('a verb', () => {
  let folder: string;
  let environment: Record<string, string>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rekey-verbs-'));
    environment = { REKEY_DATABASE_URL: NOWHERE, REKEY_QUEUE_URL: 'redis://127.0.0.1:1', REKEY_SECRET_KEY: 'a test key that is long enough for the sealer', REKEY_OUTBOUND_SMTP_URL: 'smtp://127.0.0.1:1', REKEY_STORAGE_URL: `file:${folder}` };
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('doctor says every line when database, queue and relay are away, and shows no trace', async () => {
    const { code, out, err } = await runVerb(doctor, ['doctor', '--json'], environment);
    const findings = out.trim().split('\n').map((line) => JSON.parse(line) as { what: string; state: string; detail: string; cure?: string });
    expect(code).toBe(1);
    expect(err).not.toMatch(/ioredis| at /);
    expect(findings.map(({ what, state }) => `${what}: ${state}`)).toEqual([
      'database: problem', 'queue: problem', 'storage: ok', 'mail relay: problem', 'mailboxes: skipped', 'directories: skipped', 'sealed secrets: skipped', 'certificates: skipped', 'sign-in of agents: skipped', 'retention of data: skipped', 'DNS: skipped',
    ]);
    expect(findings[0]).toMatchObject({ detail: expect.stringContaining('ECONNREFUSED'), cure: expect.stringContaining('REKEY_DATABASE_URL') });
    expect(findings[1]).toMatchObject({ detail: expect.stringContaining('ECONNREFUSED'), cure: expect.stringContaining('REKEY_QUEUE_URL') });
    expect(findings[3]).toMatchObject({ detail: expect.stringContaining('ECONNREFUSED') });
    expect(out).not.toContain('hunter2');
  });

  it.each([['migrate', migrate, []], ['trace', trace, ['<a@b.example>']]] as const)('%s names the variable when the database is away, in one line', async (name, register, words) => {
    const { code, err } = await runVerb(register, [name, ...words], environment);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/^REKEY_DATABASE_URL: the database cannot be used \(.*ECONNREFUSED.*\)\. Is PostgreSQL running.*\?$/) });
  });

  it('config explain shows no secret, and warns of what is no setting', async () => {
    const { out, err } = await runVerb(config, ['config', 'explain'], { ...environment, REKEY_HTTP_METRICS_TOKEN: 'tok-1', REKEY_ALARMS_WEBHOOK_URL: 'https://chat.example/hooks/T0/s3cret', REKEY_HTTP_PROT: '3001' });
    expect(out).toContain('REKEY_HTTP_METRICS_TOKEN=[secret]');
    expect(out).toContain('REKEY_ALARMS_WEBHOOK_URL=https://chat.example/[secret]');
    expect(out).toContain('REKEY_LMTP_PORT=');
    expect(out).not.toMatch(/tok-1|s3cret|hunter2/);
    expect(err).toBe('warning: REKEY_HTTP_PROT is no setting of Rekey; did you mean REKEY_HTTP_PORT?\n');
  });

  it('config explain says, beside what is missing, that no desk runs here', async () => {
    const { code, err } = await runVerb(config, ['config', 'explain'], { REKEY_HOME: folder });
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/REKEY_DATABASE_URL: [^]*\nNo desk runs in .* Start one with npm start, or set these/) });
  });

  it('config explain and migrate find the desk that runs in this home', async () => {
    await writeFile(join(folder, 'run.json'), JSON.stringify({ ports: { http: 3999, imap: 1, smtp: 1, lmtp: 1, postgres: 1, home: 1 }, databaseUrl: NOWHERE }));
    const { code, out } = await runVerb(config, ['config', 'explain'], { REKEY_HOME: folder });
    expect(code).toBe(0);
    expect(out).toMatch(/^REKEY_DATABASE_URL=postgres:\/\/rekey:\[secret\]@127\.0\.0\.1:1\/rekey$/m);
    expect(out).toMatch(/^REKEY_HTTP_PORT=3999$/m);
    expect(await runVerb(migrate, ['migrate'], { REKEY_HOME: folder })).toMatchObject({ code: 1, err: expect.stringMatching(/^REKEY_DATABASE_URL: the database cannot be used/) });
  });

  it('explain goes on after a file that is not there, and says so at the end', async () => {
    const json = await runVerb(explain, ['explain', MAIL, '/nowhere/x.eml', folder, MAIL, '--portal', 'school', '--json'], {});
    const lines = json.out.trim().split('\n').map((line) => JSON.parse(line) as object);
    expect({ code: json.code, lines }).toEqual({
      code: 1,
      lines: [
        expect.objectContaining({ file: MAIL, mailClass: 'bounce' }),
        { file: '/nowhere/x.eml', error: { code: 'explain.no-such-file', reason: 'there is no such file' } },
        { file: folder, error: { code: 'explain.is-a-directory', reason: 'this is a directory; name the files in it' } },
        expect.objectContaining({ file: MAIL, mailClass: 'bounce' }),
      ],
    });
    expect(await runVerb(explain, ['explain', folder, '--portal', 'school'], {})).toMatchObject({ code: 1, err: `${folder}: this is a directory; name the files in it\n` });
  });
});

describe('REKEY_HTTP_TRUST_PROXY', () => {
  it.each(['', '10.0.0.1', '10.20.0.0/16, 2001:db8::/32', 'loopback,uniquelocal', '10.0.0.0/255.0.0.0'])('takes "%s"', (list) => {
    expect(loadConfig([HttpConfig as never], { REKEY_HTTP_TRUST_PROXY: list }).lines).toContainEqual(expect.objectContaining({ variable: 'REKEY_HTTP_TRUST_PROXY', value: list }));
  });
  it.each(['zzz', '10.0.0.1,', '10.0.0.0/33', '1.2.3.4/8/9', '::1/0'])('refuses "%s" by its name, with the others', (list) => {
    expect(() => loadConfig([HttpConfig as never], { REKEY_HTTP_TRUST_PROXY: list, REKEY_HTTP_PORT: 'abc' })).toThrow(/REKEY_HTTP_PORT: a whole number from 0 to 65535 is wanted, not "abc"\n.*REKEY_HTTP_TRUST_PROXY: ".*": addresses or networks are wanted/);
  });
});

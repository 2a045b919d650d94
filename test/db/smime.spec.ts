import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPublicKey } from 'node:crypto';
import forge from 'node-forge';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { DAY_MS, Secret, StillClock } from '#kernel';
import { ConsoleLogger, Logger } from '@nestjs/common';
import { Command } from 'commander';
import { examineCertificates } from '../../apps/ops/doctor/certificates.js';
import { smime } from '../../apps/ops/verbs/smime.js';
import { SmtpRelay } from '../../libs/outbound/adapters/smtp-relay.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { OpenSsl, type Certified } from '../support/openssl.js';
import { outboundWorld, type OutboundWorld } from '../support/outbound-world.js';
import { SmtpSink } from '../support/smtp-sink.js';

const ADDRESS = 'support@media.example';
const PASSWORD = 'correct horse';

describe('what leaves for a portal with an S/MIME certificate', () => {
  /** A certificate holds from the moment at which it is made: all of them are made before this one. */
  const began = new Date(Date.now() + 3_600_000);
  const clock = new StillClock(began);
  const published = new Map<string, readonly string[]>();
  let mails = 0;
  let fresh: FreshDatabase;
  let sink: SmtpSink;
  let relay: SmtpRelay;
  let world: OutboundWorld;
  let ssl: OpenSsl;
  let root: Certified;
  let office: Certified;

  beforeAll(async () => {
    [fresh, sink, ssl] = await Promise.all([freshDatabase(), SmtpSink.start(), OpenSsl.start()]);
    root = await ssl.authority('Root of all mail');
    office = await ssl.authority('Trust Office', root);
    relay = new SmtpRelay({ SMTP_URL: new Secret(sink.url), SEND_TIMEOUT_SECONDS: 5 });
    world = await outboundWorld(fresh.database, { clock, txt: published });
    world.relay.hand = (mail) => relay.hand(mail);
  });
  afterAll(async () => {
    relay?.onApplicationShutdown();
    await world?.presence.onApplicationShutdown();
    await Promise.all([sink?.stop(), ssl?.stop()]);
    await fresh?.close();
  });

  const sends = async (text = 'Grüße\n\nFrom here on:\n.Punkt mit Leerzeichen am Ende   \n= Ende', recipient = `mara${(mails += 1)}@corp.example`): Promise<string> => {
    const queued = await fresh.database.transaction((tx) => world.queue.within(tx, {
      portalKey: world.portalKey, mailboxId: world.mailboxId, kind: 'reply', locale: 'de', recipient, now: clock.now(), variables: { text, agentCode: 'ro' }, secrets: {},
    }));
    if (!queued.allowed) throw new Error(queued.refusal);
    expect(await world.deliver.run({ outboundMessageId: queued.message.id, round: 0 })).toBe('sent');
    return sink.received.at(-1)!.raw;
  };
  const imports = async (wish: Certified, password = PASSWORD) => world.smimeKeys.import(world.portalKey, await ssl.pkcs12(wish, PASSWORD), new Secret(password));
  const uses = async (wish: Certified): Promise<string> => {
    const kept = await imports(wish);
    if (!kept.allowed) throw new Error(`${kept.refusal} ${kept.missing}`);
    const { fingerprint } = kept.certificates[0]!;
    expect(await world.smimeKeys.use(world.portalKey, fingerprint.slice(0, 12))).toMatchObject({ allowed: true, certificates: [{ address: ADDRESS, isInUse: true }] });
    return fingerprint;
  };
  const verifies = async (raw: string) => {
    const ca = await ssl.file(root.pem);
    const [cms, smime] = await Promise.all([ssl.run(['cms', '-verify', '-CAfile', ca, '-purpose', 'smimesign'], raw), ssl.run(['smime', '-verify', '-CAfile', ca], raw)]);
    expect([cms.code === 0, smime.code === 0]).toEqual([cms.code === 0, cms.code === 0]);
    return { holds: cms.code === 0, said: `${cms.err}${smime.err}`, content: cms.out.toString() };
  };
  const doctor = async () => (await examineCertificates(world.smimeKeys, clock.now())).map(({ state, what, detail }) => `${state} ${what}: ${detail.replace(/\d{4}-\d{2}-\d{2}/, 'DAY')}`);
  const openAlarms = async () => (await world.alarms.open()).map(({ kind, subject }) => `${kind} ${subject}`);

  it('leaves unsigned until somebody says so', async () => {
    expect(await imports(await ssl.certificate({ address: ADDRESS, key: 'ec', by: office }))).toMatchObject({ allowed: true, certificates: [{ issuer: 'Trust Office', isInUse: false }] });
    expect(await sends()).not.toMatch(/multipart\/signed/);
  });

  it.each([['RSA', 'rsa'], ['elliptic curve', 'ec']] as const)('is signed with an %s key so that openssl verifies it as it arrived, with its chain; a changed byte shows', async (_, key) => {
    await uses(await ssl.certificate({ address: ADDRESS, key, by: office }));
    const raw = await sends();
    expect(raw).toMatch(/\r\nContent-Type: multipart\/signed; protocol="application\/pkcs7-signature";\r\n micalg=sha-256; boundary=/);
    expect(raw.match(/^MIME-Version:/gim)).toHaveLength(1);
    const { holds, said, content } = await verifies(raw);
    expect(said).toMatch(/successful/i);
    expect(holds).toBe(true);
    expect(content).toContain('=46rom here on');
    const signed = raw.slice(raw.indexOf('\r\n--rekey-signed-'), raw.lastIndexOf('\r\n--rekey-signed-'));
    expect(signed.split('\r\n').filter((line) => /[^\t -~]/.test(line) || line.length > 100 || /[ \t]$/.test(line) || line.startsWith('From '))).toEqual([]);
    for (const changed of [raw.replace('.Punkt', '.Komma'), raw.replace('Content-Type: text/plain', 'Content-Type: text/html'), raw.replace(/(application\/pkcs7-signature; name[^]*?\r\n\r\nMI[^]{400})(.)/, (_all, before: string, letter: string) => `${before}${letter === 'A' ? 'B' : 'A'}`)]) {
      expect(changed).not.toBe(raw);
      expect((await verifies(changed)).holds).toBe(false);
    }
  });

  it('says nothing of the authority itself, and needs no other file to be checked', async () => {
    const raw = await sends();
    const certificates = (await ssl.run(['cms', '-cmsout', '-print'], raw)).out.toString();
    expect(certificates.match(/d\.certificate/g)).toHaveLength(2);
    const other = await ssl.file((await ssl.authority('Somebody else')).pem);
    expect((await ssl.run(['cms', '-verify', '-CAfile', other], raw)).err).toMatch(/unable to get|certificate verify error/i);
  });

  it('is signed first by the address and then by the domain, and both hold', async () => {
    const made = await world.dkimKeys.create('media.example');
    if (!made.allowed) throw new Error(made.refusal);
    expect(await world.dkimKeys.use(made.record.name.split('.')[0]!, { force: true })).toMatchObject({ allowed: true });
    clock.moveBy(2 * 60_000);
    const raw = await sends();
    expect((await verifies(raw)).holds).toBe(true);
    const { results } = await dkimVerify(Buffer.from(raw), { curTime: clock.now(), resolver: async () => [[made.record.value]] } as never);
    expect((results as { status: { result: string } }[]).map(({ status }) => status.result)).toEqual(['pass']);
  });

  it('takes no certificate that would not hold, and says why', async () => {
    const other = await ssl.certificate({ address: ADDRESS, key: 'ec' });
    const own = await ssl.certificate({ address: ADDRESS, key: 'ec' });
    const refusal = async (wish: Certified, password?: string) => {
      const answer = await imports(wish, password);
      return answer.allowed ? 'kept' : [answer.refusal, ...(answer.missing ?? [])].join(' ');
    };
    expect(await refusal(own, 'wrong')).toBe('outbound.p12-unreadable');
    expect(await refusal(await ssl.certificate({ address: 'boss@corp.example', key: 'ec' }))).toBe('outbound.certificate-other-address boss@corp.example');
    expect(await refusal(await ssl.certificate({ address: ADDRESS, key: 'ec', purposes: 'clientAuth' }))).toBe('outbound.certificate-not-for-mail emailProtection');
    expect(await refusal(await ssl.certificate({ address: ADDRESS, key: 'ec', keyUsage: 'keyAgreement', purposes: '' }))).toBe('outbound.certificate-not-for-mail digitalSignature emailProtection');
    expect(await refusal(await ssl.certificate({ address: ADDRESS, key: 'rsa-1024' }))).toBe('outbound.certificate-weak-key rsa 1024');
    clock.moveBy(91 * DAY_MS);
    expect(await refusal(own)).toMatch(/^outbound\.certificate-expired /);
    clock.moveBy(began.getTime() - clock.now().getTime());
    expect(await world.smimeKeys.import('nobody', Buffer.from(''), new Secret(''))).toMatchObject({ allowed: false, refusal: 'portals.portal-unknown' });
    for (const file of ['', 'no such file', '\x30\x82\xff\xff', other.pem]) expect(await world.smimeKeys.import(world.portalKey, Buffer.from(file, 'latin1'), new Secret(PASSWORD))).toEqual({ allowed: false, refusal: 'outbound.p12-unreadable' });
    const stranger = forge.pki.rsa.generateKeyPair(1024);
    const mismatch = forge.pkcs12.toPkcs12Asn1(stranger.privateKey, forge.pki.certificateFromPem((await ssl.certificate({ address: ADDRESS })).pem), PASSWORD, { count: 1 });
    expect(await world.smimeKeys.import(world.portalKey, Buffer.from(forge.asn1.toDer(mismatch).getBytes(), 'latin1'), new Secret(PASSWORD))).toEqual({ allowed: false, refusal: 'outbound.certificate-key-mismatch' });
    expect(await world.smimeKeys.use(world.portalKey, 'ffff00000')).toEqual({ allowed: false, refusal: 'outbound.certificate-unknown' });
  });

  it('keeps the key sealed, and knows a file that it has', async () => {
    const wish = await ssl.certificate({ address: ADDRESS, key: 'ec', by: office });
    const password = 'schönes Wetter für 5 €';
    const file = await ssl.pkcs12(wish, password, { quick: false });
    const first = await world.smimeKeys.import(world.portalKey, file, new Secret(password));
    expect(first.allowed).toBe(true);
    expect(await world.smimeKeys.import(world.portalKey, await ssl.pkcs12(wish, PASSWORD), new Secret(PASSWORD))).toEqual(first);
    expect(await world.smimeKeys.import(world.portalKey, file, new Secret('schönes Wetter für 6 €'))).toEqual({ allowed: false, refusal: 'outbound.p12-unreadable' });
    const rows = JSON.stringify(await fresh.database.read((em) => em.execute('select * from smime_key')));
    expect(rows).not.toMatch(/PRIVATE KEY/);
    expect(JSON.stringify(await fresh.database.read((em) => em.execute('select * from audit_entry')))).not.toMatch(/schönes/);
  });

  it('calls a person 30 days before the certificate is over; then nobody waits for a mail: it leaves unsigned, and loudly', async () => {
    const fingerprint = await uses(await ssl.certificate({ address: ADDRESS, key: 'ec', days: 45, by: office }));
    await world.watchCertificates.run();
    expect(await openAlarms()).toEqual([]);
    expect(await doctor()).toEqual([`ok S/MIME of ${ADDRESS}: by Trust Office, until DAY`]);
    clock.moveBy(16 * DAY_MS);
    expect(await doctor()).toEqual([`problem S/MIME of ${ADDRESS}: expires in 28 days, on DAY`]);
    expect(await world.watchCertificates.run()).toEqual({ expiring: 1, unsigned: 0 });
    expect(await openAlarms()).toEqual([`smime-expiring ${ADDRESS}`]);
    expect(await sends()).toMatch(/multipart\/signed/);
    clock.moveBy(30 * DAY_MS);
    expect(await world.watchCertificates.run()).toEqual({ expiring: 0, unsigned: 0 });
    // The one that was used before still holds, so it signs again.
    expect((await sends()).match(/multipart\/signed/)).not.toBeNull();
    expect(await world.smimeKeys.list()).toContainEqual(expect.objectContaining({ fingerprint, isInUse: true }));
    expect(await doctor()).toEqual([`problem S/MIME of ${ADDRESS}: expired on DAY; mails leave with the certificate before it`]);
    clock.moveBy(60 * DAY_MS);
    expect(await doctor()).toEqual([`problem S/MIME of ${ADDRESS}: expired on DAY; mails leave unsigned`]);
    expect(await sends()).not.toMatch(/multipart\/signed/);
    expect(await world.watchCertificates.run()).toMatchObject({ expiring: 0, unsigned: 1 });
    expect(await openAlarms()).toEqual([`smime-unsigned ${ADDRESS}`]);
    expect(await world.smimeKeys.use(world.portalKey)).toEqual({ allowed: false, refusal: 'outbound.certificate-expired' });
    clock.moveBy(began.getTime() - clock.now().getTime());
  });

  it('leaves unsigned, and loudly, when the key does not open', async () => {
    const fingerprint = await uses(await ssl.certificate({ address: ADDRESS, key: 'ec', by: office }));
    await fresh.database.transaction((tx) => tx.execute(`update smime_key set private_key_sealed = 'v1.a.b' where fingerprint = ?`, [fingerprint]));
    expect(await sends()).not.toMatch(/multipart\/signed/);
    expect(await openAlarms()).toContain(`smime-unsigned ${ADDRESS}`);
    expect(await doctor()).toEqual([`problem S/MIME of ${ADDRESS}: its key does not open; mails leave unsigned`]);
  });

  it('leaves unsigned rather than not at all when it cannot be signed', async () => {
    await uses(await ssl.certificate({ address: ADDRESS, key: 'ec', by: office }));
    const signer = await world.smimeKeys.signerOf(world.portalKey, ADDRESS);
    expect(signer).toBeDefined();
    world.relay.hand = (mail) => relay.hand({ ...mail, smime: { ...signer!, key: createPublicKey(signer!.key) } });
    Logger.overrideLogger(false);
    const raw = await sends('Hallo');
    Logger.overrideLogger(new ConsoleLogger({ logLevels: ['error'] }));
    world.relay.hand = (mail) => relay.hand(mail);
    expect(raw).not.toMatch(/multipart\/signed/);
    expect(raw).toContain('Hallo');
    const unsigned = (await world.outbox.list({ scope: { portals: [] }, limit: 200 })).items.filter((row) => row.unsigned !== null);
    expect(unsigned).toMatchObject([{ state: 'sent', unsigned: 'smime', failure: null }]);
    expect((await world.alarms.open()).find(({ kind }) => kind === 'signature-failed')).toMatchObject({ portalKey: world.portalKey, detail: { signature: 'smime', outboundMessageId: unsigned[0]!.id } });
    await fresh.database.transaction((tx) => world.alarms.clear(tx, 'signature-failed', world.portalKey));

    // That nobody can be called now must not make anybody doubt that the relay has it.
    world.relay.hand = (mail) => relay.hand({ ...mail, smime: { ...signer!, key: createPublicKey(signer!.key) } });
    const raise = world.alarms.raise.bind(world.alarms);
    world.alarms.raise = () => Promise.reject(new Error('nobody answers'));
    Logger.overrideLogger(false);
    await expect(sends('Noch eine')).rejects.toThrow('nobody answers');
    Logger.overrideLogger(new ConsoleLogger({ logLevels: ['error'] }));
    Object.assign(world.alarms, { raise });
    world.relay.hand = (mail) => relay.hand(mail);
    expect((await world.outbox.list({ scope: { portals: [] }, limit: 200 })).items.filter(({ state }) => state !== 'sent')).toEqual([]);
  });

  it('is signed no more when somebody says so', async () => {
    await uses(await ssl.certificate({ address: ADDRESS, key: 'ec', by: office }));
    expect(await sends()).toMatch(/multipart\/signed/);
    await world.smimeKeys.stop(world.portalKey);
    expect(await sends()).not.toMatch(/multipart\/signed/);
    expect((await world.smimeKeys.list()).filter(({ isInUse }) => isInUse)).toEqual([]);
    await world.watchCertificates.run();
    expect(await openAlarms()).toEqual([]);
  });

  it('is set up from the command line, with the password from a file', async () => {
    const environment = { REKEY_DATABASE_URL: fresh.url, REKEY_SECRET_KEY: 'a test key that is long enough for the sealer', REKEY_OUTBOUND_SMTP_URL: sink.url, REKEY_STORAGE_URL: `file:${ssl.directory}`, REKEY_PUBLIC_URL: 'https://desk.example', REKEY_MAILROOM_DNS: 'off' };
    const rekey = async (...words: string[]): Promise<string> => {
      const lines: string[] = [];
      const { log, error } = console;
      const before = { ...process.env };
      Object.assign(process.env, environment);
      Object.assign(console, { log: (line: string) => lines.push(line), error: (line: string) => lines.push(line) });
      const program = new Command('rekey').exitOverride();
      smime(program);
      try {
        await program.parseAsync(['node', 'rekey', 'smime', ...words]);
        return lines.join('\n');
      } finally {
        Object.assign(console, { log, error });
        process.exitCode = 0;
        for (const name of Object.keys(environment)) delete process.env[name];
        Object.assign(process.env, before);
      }
    };
    const file = await ssl.file(await ssl.pkcs12(await ssl.certificate({ address: ADDRESS, name: 'Medienzentrum', key: 'ec', by: office }), PASSWORD));
    const [right, wrong] = [await ssl.file(`${PASSWORD}\n`), await ssl.file('another')];
    expect(await rekey('import', file, '--portal', 'media-centre', '--password-file', wrong)).toMatch(/^refused: outbound\.p12-unreadable\n  This is no PKCS #12 file/);
    const kept = await rekey('import', file, '--portal', 'media-centre', '--password-file', right);
    expect(kept).toMatch(/^kept +media-centre {2}support@media\.example {2}Medienzentrum, by Trust Office, until \d{4}-\d\d-\d\d {2}[0-9a-f]{12}\nthen: rekey smime use --portal media-centre [0-9a-f]{12}$/);
    expect(await rekey('use', kept.slice(-12), '--portal', 'media-centre')).toMatch(/^signs +media-centre.*\nmails are signed within a minute$/);
    expect(await rekey('show', '--portal', 'media-centre', '--json')).toContain('"subject":"Medienzentrum","issuer":"Trust Office"');
    expect(await rekey('stop', '--portal', 'media-centre')).toBe('media-centre signs no more');
    expect(await rekey('show', '--portal', 'school')).toMatch(/^no certificate is kept/);
  });
});

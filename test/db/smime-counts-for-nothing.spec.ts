import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#kernel';
import { sources } from '../house/sources.js';
import { found, MailDesk, SUPPORT, type ArrivedMail } from '../support/mail-desk.js';
import { OpenSsl, type Certified } from '../support/openssl.js';

const ENTITY = 'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGuten Tag, ich habe mein Passwort vergessen und brauche einen neuen Link.\r\n';
/** Where it is decided what somebody has proved, and what happens by itself. */
const DECIDING = ['libs/recovery/**/*.ts', 'libs/recognition/**/*.ts', 'libs/agents/**/*.ts', 'libs/directory/**/*.ts', 'libs/tickets/actions/**/*.ts', 'libs/intake/actions/{answer-request,judge-sender,look-up-candidates,explain-live}.ts', 'libs/intake/domain/{judge-content,screen-mail,own-check,to-recognise}.ts'];

interface Seen {
  readonly sender_check: { readonly smime: Record<string, unknown> | null };
  readonly warnings: readonly string[];
  readonly authenticity: string;
}

/** A rule: an S/MIME signature is shown and is never evidence, raises no level, and makes no instant recovery possible, be it as good as it may. */
describe('an S/MIME signature counts for nothing', () => {
  let desk: MailDesk;
  let ssl: OpenSsl;
  let root: Certified;
  let vera: Certified;
  beforeAll(async () => {
    ssl = await OpenSsl.start();
    root = await ssl.authority('Authority that the portal trusts');
    vera = await ssl.certificate({ address: 'vera@post.example', name: 'Vera Vogel', key: 'ec', by: root });
    const pem = root.pem.trim().split('\n').map((line) => `      ${line}`).join('\n');
    desk = await MailDesk.open({ profile: (yaml) => `${yaml}\nauthenticity:\n  smimeAuthorities:\n    - |\n${pem}\n` });
    await desk.person('vera', 'vera@post.example');
  });
  afterAll(async () => {
    await Promise.all([desk?.close(), ssl?.stop()]);
  });

  const head = (from: string, results: readonly string[]): string => [...results, 'Received: from hop', `From: ${from}`, `To: ${SUPPORT}`, 'Subject: Passwort vergessen', `Message-ID: <${newId()}@post.example>`, ''].join('\r\n');
  const sends = async (by: Certified, { from = 'Vera Vogel <vera@post.example>', results = [] as readonly string[], entity = ENTITY, change = (mail: string) => mail } = {}): Promise<ArrivedMail> =>
    desk.arrivesAs(change(head(from, results) + (await ssl.sign(entity, by)).toString('latin1').replace(/\r?\n/g, '\r\n')));
  const seen = async ({ id }: ArrivedMail): Promise<Seen> => (await desk.rows<Seen>('select sender_check, warnings, authenticity from ticket_message where kept_mail_id = ?', [id]))[0]!;
  const achieved = async ({ ticket_id }: ArrivedMail) => ({
    cases: await desk.rows('select account_ref from recovery_case where ticket_id = ?', [ticket_id]), evidence: await desk.rows('select e.id from evidence e join recovery_case c on c.id = e.case_id where c.ticket_id = ?', [ticket_id]),
    sent: (await desk.outbox()).filter(({ kind }) => kind === 'recovery-link').length,
  });

  it('though it fits, is the sender’s, and by an authority that the portal trusts: not linked, no evidence, no link', async () => {
    const mail = await sends(vera);
    expect(await seen(mail)).toMatchObject({ warnings: [], sender_check: { smime: { state: 'fits', covers: 'whole', trust: 'trusted', isSenders: true, isExpired: false, name: 'Vera Vogel', address: 'vera@post.example', issuer: 'Authority that the portal trusts' } } });
    const unsigned = await desk.arrivesAs(head('Vera Vogel <vera@post.example>', []) + ENTITY);
    const [one, other] = [await achieved(mail), await achieved(unsigned)];
    expect(one).toEqual(other);
    expect(one).toEqual({ cases: [{ account_ref: null }], evidence: [], sent: 0 });
    expect((await seen(mail)).authenticity).toBe((await seen(unsigned)).authenticity);
  });

  it('nor does one that does not fit take anything away: what DMARC says decides, as ever', async () => {
    const mail = await sends(vera, { results: [found('pass', 'post.example')], change: (whole) => whole.replace('neuen Link', 'neuen  Link') });
    expect(await seen(mail)).toMatchObject({ authenticity: 'pass', sender_check: { smime: { state: 'broken' } } });
    expect(await achieved(mail)).toMatchObject({ sent: 1 });
  });

  it('and says whose it is when it is not the sender’s, and of nobody known', async () => {
    const eve = await ssl.certificate({ address: 'eve@evil.example', name: 'Vera Vogel', key: 'ec' });
    expect((await seen(await sends(eve))).sender_check.smime).toMatchObject({ state: 'fits', trust: 'unknown-issuer', isSenders: false, address: 'eve@evil.example' });
  });

  it('since nothing that decides ever reads it', () => {
    const deciding = sources(...DECIDING).filter(({ path }) => !path.endsWith('.spec.ts'));
    expect(deciding.length).toBeGreaterThan(200);
    expect(deciding.filter(({ text }) => /smime|pkcs7/i.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { KeyAsked } from '#contracts';
import { CreateBuiltinAccount } from '#directory';
import type { AgentClient } from '../support/agent-client.js';
import { PASSWORD, TestApi } from '../support/api.js';
import { INSIDE, KeyHolders, OUTSIDE } from '../support/key-holders.js';
import { lastMailOf, openLinkedTicket } from '../support/linked-ticket.js';
import { Visitor, type Page } from '../support/visitor.js';

const YES = { answer: 'yes', name: 'Thomas Reuter' };

describe('vouching with the sign-in key of a place at the desk', () => {
  let api: TestApi;
  let mara: AgentClient;
  let people: KeyHolders;
  let count = 0;

  beforeAll(async () => {
    api = await TestApi.open({ REKEY_HTTP_TRUST_PROXY: '127.0.0.1' });
    mara = await api.agent('mara', ['agent']);
    people = new KeyHolders(api);
    await people.mailbox('manufacturer');
  });
  afterAll(() => api?.close());
  beforeEach(async () => {
    await people.calm();
    await people.sql('delete from limit_hit returning 1');
  });

  /** Somebody asks for help, and this one answers for them. */
  async function about(boss: string): Promise<string> {
    count += 1;
    return (await openLinkedTicket(api, count, { relations: [{ kind: 'manager', ref: boss }] })).number;
  }
  const asks = (number: string, boss: string) => mara.evidence<{ outcome: string }>(number, { kind: 'voucher', voucherRef: boss });
  const linkOf = async (number: string): Promise<string> => (await lastMailOf(api, number, 'voucher-request')).link;
  const evidence = async (number: string) => (await mara.ticket(number)).case!.evidence.map(({ kind, outcome }) => `${kind} ${outcome}`);

  async function asked() {
    const { person, made } = await people.withKey();
    const boss = await api.get(CreateBuiltinAccount).run({ portalKey: 'manufacturer', username: `boss-${person.code}`, givenName: 'Petra', familyName: 'Vogt', userType: 'customer', addresses: [{ address: person.email }] });
    const number = await about(boss);
    expect(await asks(number, boss)).toMatchObject({ outcome: 'started' });
    const visitor = new Visitor(OUTSIDE);
    return { person, made, boss, number, visitor, page: await visitor.opens(await linkOf(number)) };
  }
  const where = ({ html }: Page): string => (html.includes('id="desk-password"') ? 'desk-password' : 'password');
  const askKey = async (visitor: Visitor, page: Page, password = PASSWORD) => JSON.parse((await visitor.submits(page, { ...YES, [where(page)]: password }, '/v/key')).html) as KeyAsked & { problem?: string; field?: string };
  const answers = (visitor: Visitor, page: Page, signed: unknown, password = PASSWORD) => visitor.submits(page, { ...YES, [where(page)]: password, key: JSON.stringify(signed) }, '/v/answer');
  const WRONG = 'oder der Schlüssel passt nicht dazu';

  it('answers from outside, where the code of the app is not enough', async () => {
    const { person, made, number, visitor, page } = await asked();
    expect(page.headers.get('content-security-policy')).toContain(`script-src 'self'; connect-src 'self';`);
    expect((await visitor.submits(page, { ...YES, password: PASSWORD, code: await people.codeOf(person) }, '/v/answer')).text).toContain('Nehmen Sie Ihren Anmeldeschlüssel');
    const question = await askKey(visitor, page);
    expect(question.options).toMatchObject({ userVerification: 'required', allowCredentials: [expect.objectContaining({ id: made.credentialId })] });
    expect((await answers(visitor, page, made.signs(question))).text).toContain('dass Sie für die Person bürgen');
    expect(await evidence(number)).toEqual(['voucher proved']);
    // Nobody was let in at the desk by it.
    expect(await people.sql(`select 1 from agent_session s join agent a on a.id = s.agent_id where a.email = ? and s.ip = ?`, [person.email, OUTSIDE])).toEqual([]);
  });

  it('alone is enough to be asked, and still needs the password', async () => {
    const { person, boss, made, visitor } = await asked();
    await people.sql('update agent set totp_confirmed_at = null, totp_secret_sealed = null where email = ?', [person.email]);
    const number = await about(boss);
    expect(await asks(number, boss)).toMatchObject({ outcome: 'started' });
    const bare = await visitor.opens(await linkOf(number));
    expect(bare.html).toContain('id="desk-password"');
    expect(await askKey(visitor, bare, '')).toMatchObject({ field: 'desk-password' });
    expect(await askKey(visitor, bare, 'wrong')).toMatchObject({ problem: expect.stringContaining(WRONG), field: 'desk-password' });
    expect((await answers(visitor, bare, made.signs(await askKey(visitor, bare)), 'wrong')).text).toContain(WRONG);
    expect((await answers(visitor, bare, made.signs(await askKey(visitor, bare)))).text).toContain('dass Sie für die Person bürgen');
  });

  it('is theirs and signed for this answer: nobody else’s key, no signature for the door or another request, none twice', async () => {
    const { person, made, boss, number, visitor, page } = await asked();
    const [other, second] = [await asked(), await about(boss)];
    await asks(second, boss);
    const elsewhere = new Visitor(OUTSIDE);
    const secondPage = await elsewhere.opens(await linkOf(second));
    const stranger = await people.withKey();
    const tries: [string, () => Promise<unknown>][] = [
      ['the key of another voucher', async () => other.made.signs(await askKey(visitor, page))],
      ['the key of an agent who is no voucher', async () => stranger.made.signs(await askKey(visitor, page))],
      ['another’s key under this one’s name', async () => stranger.made.signs(await askKey(visitor, page), { credentialId: made.credentialId })],
      ['a signature for the door of the desk', async () => made.signs(await people.asks(person))],
    ];
    for (const [what, sign] of tries) {
      await people.calm();
      const said = (await answers(visitor, page, await sign())).text;
      expect([what, said.includes(WRONG)]).toEqual([what, true]);
    }
    expect(await evidence(number)).toEqual([]);
    // For another request of the same voucher, and the answer for that one at the door.
    await people.calm();
    const forSecond = made.signs(await askKey(elsewhere, secondPage));
    await people.sql('update recovery_grant set code_tries = 0 where purpose = ?', ['voucher']);
    expect((await answers(visitor, page, forSecond)).text).toContain(WRONG);
    const atTheDoor = made.signs(await askKey(elsewhere, secondPage));
    expect((await mara.refusalOf(people.client(OUTSIDE).comesIn({ email: person.email, password: PASSWORD, key: atTheDoor })))).toMatchObject({ code: 'session.wrong-credentials' });
    await people.calm();
    // Right once; the same again on the other request is worth nothing.
    const right = made.signs(await askKey(visitor, page));
    const both = await Promise.all([1, 2].map(() => answers(visitor, page, right)));
    expect(both.filter(({ text }) => text.includes('dass Sie für die Person bürgen'))).toHaveLength(1);
    expect((await answers(elsewhere, secondPage, right)).text).toContain(WRONG);
    expect([await evidence(number), await evidence(second)]).toEqual([['voucher proved'], []]);
  });

  it('that is suspended, or whose person was sent away, answers for nobody', async () => {
    const gone = await asked();
    const question = await askKey(gone.visitor, gone.page);
    await people.sql('update agent set disabled_at = now() where email = ?', [gone.person.email]);
    expect(await answers(gone.visitor, gone.page, gone.made.signs(question))).toMatchObject({ status: 410 });
    const copied = await asked();
    copied.made.signs(await askKey(copied.visitor, copied.page));
    await people.sql('update sign_in_key set suspended_at = now() where credential_id = ?', [copied.made.credentialId]);
    expect((await copied.visitor.opens(await linkOf(copied.number))).html).not.toContain('data-key');
    expect([await evidence(gone.number), await evidence(copied.number)]).toEqual([[], []]);
  });

  it('is asked for by forms of ours alone, by who holds the link, and a wrong password costs a try', async () => {
    const { number, visitor, page } = await asked();
    const stranger = new Visitor(INSIDE);
    expect(await askKey(stranger, page)).toEqual({ problem: expect.any(String) });
    for (const left of [4, 3, 2, 1]) expect((await askKey(visitor, page, 'wrong')).problem).toContain(left === 1 ? 'noch einen Versuch' : `noch ${left} Versuche`);
    await askKey(visitor, page, 'wrong');
    expect(await askKey(visitor, page)).toEqual({ problem: expect.any(String) });
    expect((await visitor.opens(await linkOf(number))).status).toBe(410);
    expect(await evidence(number)).toEqual([]);
    for (const odd of ['{}', 'nonsense', '[]', '{"token":"x","answer":{}}']) expect((await visitor.submits(page, { ...YES, password: PASSWORD, key: odd }, '/v/answer')).status).toBe(410);
  });
});

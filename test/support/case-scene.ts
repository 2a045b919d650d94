import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { generate } from 'otplib';
import type { ActionTypeWord, EvidenceAnswer, Problem, TicketView } from '#contracts';
import type { CaseType } from '#kernel';
import { parseProfile, promiseFor, shippedProfiles, type PortalProfile } from '#portals';
import type { z } from 'zod';
import { demoAccount, type DemoAccount } from '../../apps/ops/demo/people.js';
import type { AgentClient } from './agent-client.js';
import type { Desk } from './desk.js';
import type { Person, ReceivedMail } from './person.js';
import { SEED_CASES, type SeedCase } from './seed-cases.js';
import { Visitor, type Page } from './visitor.js';

const CODE = /\b[2-9A-HJ-NP-Z]{4}[- ]?[2-9A-HJ-NP-Z]{4}\b/;
const SECRET = /\b[2-9A-HJ-NP-Z]{4}(?:-[2-9A-HJ-NP-Z]{4}){3}\b/;
/** Nobody's name, nor any portal's. */
export const OWN_PASSWORD = 'Sieben Kraniche im Oktober';

/** What differs between who writes the mail of a seed. */
export interface Writer {
  /** User name in the demo world. */
  readonly who: string;
  /** Left out: the address from which this person writes. */
  readonly from?: string;
}

type Action = z.infer<typeof ActionTypeWord>;

/** One running desk with all five portals and everybody of the demo world, on which the cases of the seeds are played. */
export class CaseScene {
  private constructor(readonly desk: Desk, readonly office: AgentClient, /** Says yes to what the office prints: whoever approves does not see the secret. */ readonly approver: AgentClient, private readonly agents: ReadonlyMap<string, AgentClient>, private readonly profiles: ReadonlyMap<string, PortalProfile>) {}

  static async open(): Promise<CaseScene> {
    // Only where the neighbours run: a house spec reads the titles of the stories.
    const { openDesk } = await import('./desk.js');
    const desk = await openDesk();
    const [mara, tom, robin, office] = await Promise.all(['mara', 'tom', 'admin', 'secretariat'].map((name) => desk.agent(`${name}@desk.example`)));
    // The office signs for what it releases, and whoever says yes as the second person: with a second factor.
    for (const one of [office!, tom!]) {
      const { secret } = await one.post<{ secret: string }>('/api/v1/session/second-factor');
      await one.post('/api/v1/session/second-factor/confirm', { code: await generate({ secret }) });
    }
    const profiles = new Map<string, PortalProfile>();
    for (const { key, yaml } of await shippedProfiles()) {
      const parsed = parseProfile(yaml);
      if (parsed.ok) profiles.set(key, parsed.profile);
    }
    const agents = new Map([['school', mara!], ['media-centre', tom!], ['service-desk', tom!], ['chamber', robin!], ['manufacturer', mara!]]);
    return new CaseScene(desk, office!, tom!, agents, profiles);
  }

  /** Who works the tickets of this portal. */
  agent(portal: string): AgentClient {
    return this.agents.get(portal)!;
  }

  profile(portal: string): PortalProfile {
    return this.profiles.get(portal)!;
  }

  account(portal: string, username: string): DemoAccount {
    return demoAccount(portal, username);
  }

  /**
   * Writes the mail of a seed as this person would, over SMTP, and waits for its ticket: of the right class, in the
   * right queue, with the reason in words and the promise that the portal's calendar gives.
   */
  async asks(id: SeedCase['id'], writer: Writer): Promise<{ seed: SeedCase; person: Person; ticket: TicketView }> {
    const seed = SEED_CASES.find((one) => one.id === id)!;
    const account = this.account(seed.portal, writer.who);
    const person = this.desk.person(writer.from ?? account.writesFrom ?? account.addresses[0]!);
    await person.writes(this.desk.support(seed.portal), seed.subject, asWrittenBy(seed.text, account));
    const ticket = await this.agent(seed.portal).seesTicketOf(person.address, ({ subject, portal }) => subject === seed.subject && portal === seed.portal);
    expect({ id, caseType: ticket.caseType, queue: ticket.queue }).toEqual({ id, caseType: expect.stringMatching(`^(${seed.caseTypes.join('|')})$`), queue: expect.stringMatching(`^(${seed.queues.join('|')})$`) });
    expect({ id, because: ticket.routeBecause.length > 0 }).toEqual({ id, because: true });
    const promise = promiseFor(this.profile(seed.portal), ticket.caseType as CaseType, new Date(ticket.createdAt));
    expect({ id, promisedBy: ticket.promisedBy }).toEqual({ id, promisedBy: promise.dueAt.toISOString() });
    return { seed, person, ticket };
  }

  /** The page of the requester says what was asked and what to do now. Comes with the first mail that answers. */
  async followsOnStatusPage(person: Person, ticket: TicketView): Promise<Page> {
    const mail = await person.peeks(({ subject, links }) => subject.includes(ticket.number) && links.some((link) => link.includes('/t/')), 'a link to the status page');
    const page = await new Visitor().opens(mail.links.find((link) => link.includes('/t/'))!);
    expect(page).toMatchObject({ status: 200 });
    expect(page.text).toContain(ticket.number);
    return page;
  }

  ticket(ticket: TicketView): Promise<TicketView> {
    return this.agent(ticket.portal).ticket(ticket.number);
  }

  /** The agent takes the account that the server offers; it must be this one. */
  async links(ticket: TicketView, username: string): Promise<TicketView> {
    const agent = this.agent(ticket.portal);
    const [row] = await this.desk.sql<{ id: string }>('select id from builtin_account where portal_key = ? and username = ?', [ticket.portal, username]);
    const now = await this.ticket(ticket);
    if (now.case?.account?.accountRef !== row!.id) {
      expect(now.case?.candidates.map(({ accountRef }) => accountRef)).toContain(row!.id);
      await agent.post(`/api/v1/tickets/${ticket.number}/account`, { accountRef: row!.id });
    }
    return this.ticket(ticket);
  }

  /** The button is locked, says why, and the server refuses for the same reason. */
  async isLocked(ticket: TicketView, type: Action, code: string, more: object = {}): Promise<Problem> {
    const offer = (await this.ticket(ticket)).case?.actions.find((one) => one.type === type);
    // Over another channel it may be open all the same, to two people.
    if (offer?.channel === 'on-file') expect({ type, locked: offer.locked }).toEqual({ type, locked: true });
    const refused = await this.agent(ticket.portal).refusalOf(this.asksFor(ticket, type, more));
    expect({ type, refused: refused.code }).toEqual({ type, refused: code });
    return refused;
  }

  asksFor(ticket: TicketView, type: Action, more: object = {}): Promise<{ actionId: string; state: string }> {
    return this.agent(ticket.portal).post(`/api/v1/tickets/${ticket.number}/actions`, { type, idempotencyKey: randomUUID(), ...more });
  }

  /** The agent asks, the office says yes. */
  async withSecondPerson(ticket: TicketView, type: Action, more: object = {}, by: AgentClient = this.office): Promise<string> {
    const { actionId, state } = await this.asksFor(ticket, type, more);
    expect({ type, state }).toEqual({ type, state: 'awaiting-approval' });
    return (await by.post<{ state: string }>(`/api/v1/actions/${actionId}/approval`, { decision: 'approve' })).state;
  }

  /** Mails a code to an address on file; whoever reads it there types it. Left out: the main address. */
  async provesMailbox(ticket: TicketView, reader: Person, kind?: 'second'): Promise<void> {
    const addressId = kind && (await this.ticket(ticket)).case!.account!.addresses.find((one) => one.kind === kind)!.id;
    const answer = await this.agent(ticket.portal).evidence<z.infer<typeof EvidenceAnswer>>(ticket.number, { kind: 'mailbox-proof', ...(addressId && { addressId }) });
    expect(answer.outcome).toBe('started');
    await this.typesCode(reader, '/p/');
  }

  /** Links another account for a while, so that its holder can prove it on the same ticket; a merger wants both proved. */
  async provesOther(ticket: TicketView, username: string, reader: Person): Promise<{ otherRef: string }> {
    const linked = await this.links(ticket, username);
    await this.provesMailbox(ticket, reader);
    return { otherRef: linked.case!.account!.accountRef };
  }

  /** Somebody who reads the new address says yes to it. */
  async provesNewAddress(ticket: TicketView, reader: Person): Promise<void> {
    await this.agent(ticket.portal).evidence(ticket.number, { kind: 'new-address', address: reader.address, as: 'main' });
    await this.typesCode(reader, '/p/');
  }

  /** Somebody whom the directory names for the person says that it is really them, signed in with password and authenticator. */
  async vouches(ticket: TicketView, username: string): Promise<void> {
    const { givenName, familyName, addresses } = this.account(ticket.portal, username);
    const recoveryCase = (await this.ticket(ticket)).case!;
    const offer = recoveryCase.proofs.find(({ kind, to }) => kind === 'voucher' && to === `${givenName} ${familyName}`)!;
    await this.agent(ticket.portal).evidence(ticket.number, { kind: 'voucher', voucherRef: offer.channelId! });
    const mail = await this.desk.person(addresses[0]!).receives(({ links }) => links.some((link) => link.includes('/v/')), 'a link to vouch');
    const { totpSecret } = this.desk.world.requesters.find((one) => one.portal === ticket.portal && one.username === username)!;
    const visitor = new Visitor();
    const page = await visitor.opens(mail.links.find((link) => link.includes('/v/'))!);
    const done = await visitor.submits(page, { answer: 'yes', name: recoveryCase.account!.displayName, password: this.passwordOf(ticket.portal, username), code: await generate({ secret: totpSecret! }) });
    expect(done).toMatchObject({ status: 200, text: expect.stringContaining('dass Sie für die Person bürgen') });
    expect((await this.ticket(ticket)).case!.evidence).toContainEqual(expect.objectContaining({ kind: 'voucher', outcome: 'proved', by: `${givenName} ${familyName}`, thisTicket: true }));
  }

  /** The agent calls the phone on file, and whoever answers types the code on their status page. */
  async answersTheCall(ticket: TicketView, person: Person): Promise<void> {
    const phone = (await this.ticket(ticket)).case!.account!.phones[0]!;
    const started = await this.agent(ticket.portal).evidence<z.infer<typeof EvidenceAnswer>>(ticket.number, { kind: 'call-back', phoneId: phone.id });
    const mail = await person.peeks(({ links }) => links.some((link) => link.includes('/t/')), 'a link to the status page');
    const visitor = new Visitor();
    const said = await visitor.submits(await visitor.opens(mail.links.find((link) => link.includes('/t/'))!), { code: started.call!.code! });
    expect(said.status).toBe(200);
  }

  async typesCode(reader: Person, path: '/p/' | '/s/'): Promise<Page> {
    const mail = await reader.receives(({ links }) => links.some((link) => link.includes(path)), `a link with ${path}`);
    const visitor = new Visitor();
    const page = await visitor.submits(await visitor.opens(mail.links.find((link) => link.includes(path))!), { code: CODE.exec(mail.text)![0] });
    expect({ path, status: page.status }).toEqual({ path, status: 200 });
    return page;
  }

  /** Opens the newest link of this kind, chooses a password, and is in. */
  async choosesPassword(reader: Person, path: '/r/' | '/a/', portal: string, login: string): Promise<ReceivedMail> {
    const mail = await reader.receives(({ links }) => links.some((link) => link.includes(path)), `a link with ${path}`);
    const visitor = new Visitor();
    const done = await visitor.submits(await visitor.opens(mail.links.find((link) => link.includes(path))!), { password: OWN_PASSWORD, repeat: OWN_PASSWORD });
    expect({ path, status: done.status, text: done.text }).toMatchObject({ path, status: 200 });
    await this.isIn(portal, login, OWN_PASSWORD);
    return mail;
  }

  /** Sees the temporary password once, signs in with it, has to choose another, and is in. */
  async revealsPassword(reader: Person, portal: string, login: string): Promise<void> {
    const shown = await this.typesCode(reader, '/s/');
    await this.changesTemporary(portal, login, SECRET.exec(shown.html)![0]);
  }

  async changesTemporary(portal: string, login: string, temporary: string): Promise<void> {
    await this.desk.changesTemporaryPassword(portal, login, temporary, OWN_PASSWORD);
    await this.isIn(portal, login, OWN_PASSWORD);
    expect(await this.desk.signsInAt(portal, login, temporary)).not.toMatch(/angemeldet als/);
  }

  async isIn(portal: string, login: string, password = this.passwordOf(portal, login)): Promise<void> {
    expect({ login, page: await this.desk.signsInAt(portal, login, password) }).toEqual({ login, page: expect.stringMatching(/angemeldet als/) });
  }

  async isOut(portal: string, login: string, password = this.passwordOf(portal, login)): Promise<void> {
    expect({ login, page: await this.desk.signsInAt(portal, login, password) }).toEqual({ login, page: expect.not.stringMatching(/angemeldet als/) });
  }

  /** With what they came into the demo world; by user name or address. */
  passwordOf(portal: string, login: string): string {
    const own = this.desk.world.requesters.find((one) => one.portal === portal && (one.username === login || one.address === login))?.portalPassword;
    if (!own) throw new Error(`${login} has no password in the demo world`);
    return own;
  }

  /** Every address on file hears of it, each with a way to object. */
  async hearOfIt(...people: Person[]): Promise<void> {
    for (const person of people) await person.peeks(({ links }) => links.some((link) => link.includes('/c/')), 'a notice with a way to object');
  }

  async state(ticket: TicketView, type: Action): Promise<string | undefined> {
    return (await this.ticket(ticket)).case?.actionHistory.find((one) => one.type === type)?.state;
  }

  /** As if the days of the hold had passed; then the caretaker comes by. */
  async holdIsOver(ticket: TicketView, actionId: string): Promise<void> {
    await this.desk.sql(`update recovery_action set hold_until = now() - interval '1 second' where id = ?`, [actionId]);
    await this.desk.eventually(async () => expect((await this.ticket(ticket)).case?.actionHistory.find(({ id }) => id === actionId)).toMatchObject({ state: 'done' }));
  }

  /** As if what was sent on this ticket had been sent two days ago. */
  async twoDaysLater({ number }: TicketView): Promise<void> {
    const ofTicket = `ticket_id = (select id from ticket where number = ?)`;
    await this.desk.sql(`update recovery_grant set created_at = created_at - interval '2 days', expires_at = expires_at - interval '2 days' where ${ofTicket} and purpose <> 'status'`, [number]);
    await this.desk.sql(`update recovery_action set created_at = created_at - interval '2 days' where ${ofTicket}`, [number]);
  }

  /** Nobody was sent a link, a code or a password over this. */
  async nothingWasHandedOut(ticket: TicketView, ...people: Person[]): Promise<void> {
    expect((await this.ticket(ticket)).case?.grants.filter(({ purpose }) => purpose !== 'status') ?? []).toEqual([]);
    for (const person of people) expect((await person.inbox()).flatMap(({ links }) => links).filter((link) => /\/[rsap]\//.test(link))).toEqual([]);
  }
}

/** The words of the seed with this person's name, addresses and numbers. */
function asWrittenBy(text: string, { givenName, familyName, addresses, writesFrom, username, facts }: DemoAccount): string {
  return text.replaceAll('alex.berger@altemail.example', addresses[0]!).replaceAll('alex.berger@neuemail.example', writesFrom ?? '').replaceAll('Alex Berger', `${givenName} ${familyName}`)
    .replaceAll('a.berger', username).replaceAll('C-88214', facts?.customerNumber ?? 'C-88214');
}

import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import type { SignedIn } from '#agents';
import { VerifyAudit } from '#audit';
import type { CaseView } from '#contracts';
import { PortalSignIn, type PortalSignInAnswer } from '#directory';
import { DescribeCase, ProveMailbox, RequestAction, StartMailboxProof, type ActionType, type RequestActionAnswer } from '#recovery';
import { recoveryWorld, tokenOf, type RecoveryWorld, type SeenMail } from './recovery-world.js';

export const NEW_PASSWORD = 'Drei Birnen am Kai 7';
export const OTHER_PASSWORD = 'Vier Kraniche im Herbst';

/** One world for a test file, a new Anna for every test, so that the limits of one do not reach another; the audit chain is proved after each. */
export class Scene {
  world!: RecoveryWorld;
  count = 0;
  anna!: { ref: string; username: string; address: string; second: string };

  constructor() {
    beforeAll(async () => {
      this.world = await recoveryWorld();
    });
    afterAll(() => this.world?.close());
    beforeEach(() => this.#somebodyNew());
    afterEach(async () => {
      expect(await this.world.get(VerifyAudit).run()).toMatchObject({ ok: true });
    });
  }

  async lastMail(kind: SeenMail['kind'], to = this.anna.address): Promise<SeenMail> {
    const mail = (await this.world.mailsTo(to)).filter((one) => one.kind === kind).at(-1);
    if (!mail) throw new Error(`no mail ${kind} to ${to}`);
    return mail;
  }

  signsIn(password: string): Promise<PortalSignInAnswer> {
    return this.world.get(PortalSignIn).signIn('school', this.anna.username, password);
  }

  acts(number: string, type: ActionType, idempotencyKey: string = randomUUID()): Promise<RequestActionAnswer> {
    return this.world.get(RequestAction).run({ ticketNumber: number, agent: this.world.mara, type, idempotencyKey });
  }

  async describeCase(ticketId: string, agent: SignedIn = this.world.mara): Promise<CaseView> {
    return (await this.world.get(DescribeCase).run(ticketId, agent))!;
  }

  async provesMailbox(number: string): Promise<void> {
    expect(await this.world.get(StartMailboxProof).run({ ticketNumber: number, agent: this.world.mara })).toMatchObject({ allowed: true });
    const { secrets } = await this.lastMail('mailbox-proof');
    expect(await this.world.get(ProveMailbox).run({ token: tokenOf(secrets['link']!), code: secrets['code']! })).toEqual({ allowed: true });
  }

  /** Anna's mail cannot be answered by itself: she writes of something else beside it. */
  asksAPerson() {
    return this.world.writes(this.anna.address, { recognition: { instant: { allowed: false, because: ['several-problems'] } } });
  }

  async getsTemporaryPassword(): Promise<{ number: string; ticketId: string; token: string; code: string }> {
    const { number, ticketId } = await this.asksAPerson();
    await this.provesMailbox(number);
    expect(await this.acts(number, 'issue-temporary-password')).toMatchObject({ allowed: true, state: 'done' });
    const { secrets } = await this.lastMail('temporary-password');
    return { number, ticketId, token: tokenOf(secrets['link']!), code: secrets['code']! };
  }

  async #somebodyNew(): Promise<void> {
    this.count += 1;
    const username = `anna${this.count}`;
    const address = `${username}@post.example`;
    const second = `${username}@zweitpost.example`;
    const ref = await this.world.person({
      username, addresses: [{ address }, { address: second, kind: 'second' }], phones: [{ number: `+4930555${String(this.count).padStart(4, '0')}` }], facts: { birthDate: '2009-04-01', postcode: '10115' },
    });
    this.anna = { ref, username, address, second };
    Object.assign(this.world.mara, { provedAt: this.world.clock.now() });
    this.world.directories.dies = undefined;
  }
}

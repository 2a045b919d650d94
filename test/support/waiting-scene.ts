import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type { SignedIn } from '#agents';
import { newId } from '#kernel';
import {
  CarryOutWaiting, DecideApproval, ProveMailbox, RequestAction, SettleStuckActions, StartNewAddressProof, type ActionParameters, type ActionType, type ApprovalAnswer, type Channel, type EvidenceKind,
  type RequestActionAnswer,
} from '#recovery';
import { hashToken } from '#kernel';
import { Scene } from './recovery-scene.js';
import { tokenOf, type SeenMail } from './recovery-world.js';

const HOUR_MS = 3_600_000;

/** A desk with a second person, and an Anna who has two addresses. */
export class WaitingScene extends Scene {
  /** Somebody else at the desk, freshly signed in with a second factor. */
  colleague(more: Partial<SignedIn> = {}): SignedIn {
    return { ...this.world.mara, agentId: newId(), email: 'tom@desk.example', displayName: 'Tom', code: 'to', roles: ['approver'], provedAt: this.world.clock.now(), ...more };
  }

  /** What was proved about Anna over some other day's work; written as the ledger has it. */
  async proved(caseId: string, ...kinds: EvidenceKind[]): Promise<void> {
    const now = this.world.clock.now();
    for (const kind of kinds) {
      await this.world.rows(
        `insert into evidence (id, portal_key, account_ref, case_id, kind, outcome, recorded_at, expires_at, detail) values (?, 'school', ?, ?, ?, 'proved', ?, ?, ?) returning id`,
        [newId(), this.anna.ref, caseId, kind, now, new Date(now.getTime() + 24 * HOUR_MS), JSON.stringify(kind === 'mailbox' ? { channel: hashToken(this.anna.address) } : {})]);
    }
  }

  async newAddressSaysYes(number: string, address: string, as: 'main' | 'second' = 'main'): Promise<void> {
    expect(await this.world.get(StartNewAddressProof).run({ ticketNumber: number, agent: this.world.mara, address, as })).toMatchObject({ allowed: true });
    const { secrets } = await this.lastMail(as === 'main' ? 'confirm-new-address' : 'confirm-second-address', address);
    expect(await this.world.get(ProveMailbox).run({ token: tokenOf(secrets['link']!), code: secrets['code']! })).toEqual({ allowed: true });
  }

  does(number: string, type: ActionType, more: { channel?: Channel; parameters?: ActionParameters; overrideReason?: string; agent?: SignedIn; idempotencyKey?: string } = {}): Promise<RequestActionAnswer> {
    return this.world.get(RequestAction).run({ ticketNumber: number, agent: this.world.mara, type, idempotencyKey: randomUUID(), ...more });
  }

  async doing(number: string, type: ActionType, more: Parameters<WaitingScene['does']>[2] = {}): Promise<string> {
    const answer = await this.does(number, type, more);
    if (!answer.allowed) throw new Error(`${type}: ${answer.refusal} ${JSON.stringify(answer.missing)}`);
    return answer.actionId;
  }

  approves(actionId: string, agent: SignedIn = this.colleague()): Promise<ApprovalAnswer> {
    return this.world.get(DecideApproval).run({ actionId, agent, decision: 'approve' });
  }

  async state(actionId: string): Promise<string> {
    return (await this.world.rows<{ state: string }>('select state from recovery_action where id = ?', [actionId]))[0]!.state;
  }

  addresses(): Promise<string[]> {
    return this.world.account('school', this.anna.ref).then(({ addresses }) => addresses.map(({ address }) => address));
  }

  async mails(address: string, kind: SeenMail['kind']): Promise<SeenMail[]> {
    return (await this.world.mailsTo(address)).filter((mail) => mail.kind === kind);
  }

  /** The caretaker comes by after so many hours, twice at once. */
  async later(hours: number): Promise<void> {
    this.world.clock.moveBy(hours * HOUR_MS);
    Object.assign(this.world.mara, { provedAt: this.world.clock.now() });
    await Promise.all([this.world.get(CarryOutWaiting).run(), this.world.get(CarryOutWaiting).run()]);
    await this.world.get(SettleStuckActions).run();
  }
}

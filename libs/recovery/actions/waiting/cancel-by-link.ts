import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Directories } from '#directory';
import { Clock, Fault, refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { Portals } from '#portals';
import { addEvent, lockTicketById } from '#tickets';
import { grantOfToken, lockGrant } from '../../store/grants.queries.js';
import { RecoveryAction } from '../../store/recovery-action.entity.js';
import { lockAccount, lockAction, lockCaseOfTicket } from '../../store/recovery.queries.js';
import { checkCode } from '../links/check-code.js';
import { linkRefusal } from '../links/link-refusals.js';
import { LookAtGrant, type LinkView } from '../links/look-at-grant.js';
import { toSecurity } from '../links/report-not-me.js';
import { UndoAction } from './undo-action.js';
import { Waiting } from './waiting.js';

/** `stopped`: it will not happen · `undone`: it is as before · `under-way`: the directory is away, upkeep goes on · `already`: somebody stopped it before. */
export type CancelledByLink = { readonly allowed: true; readonly outcome: 'stopped' | 'undone' | 'under-way' | 'already' | 'too-late' } | Refusal;

/**
 * The link in every mail about a change that waits, or was made: stops it or takes it back, and opens a security case.
 * It freezes nothing: an honest owner's account must not be blocked by who guessed right (T25).
 */
@Injectable()
export class CancelByLink {
  constructor(
    private readonly database: Database, private readonly directories: Directories, private readonly portals: Portals, private readonly lookAtGrant: LookAtGrant, private readonly waiting: Waiting,
    private readonly undo: UndoAction, private readonly audit: AuditTrail, private readonly clock: Clock,
  ) {}

  look(token: string): Promise<LinkView> {
    return this.lookAtGrant.run(token, 'cancel');
  }

  /** Refusals: `recovery.link-…`, `recovery.code-wrong` (`missing`: `tries:n`), `recovery.code-path-closed`. */
  async run({ token, typedNumber, ip }: { readonly token: string; readonly typedNumber: string; readonly ip?: string | undefined }): Promise<CancelledByLink> {
    const seen = await this.database.read((em) => grantOfToken(em, token, 'cancel'));
    if (!seen?.actionId) return refuse('recovery.link-unknown');
    const { portalKey, actionId } = seen;
    const account = await this.directories.of(portalKey).get(seen.accountRef).catch((error: unknown) => {
      if (error instanceof Fault) return undefined;
      throw error;
    });
    const { queues } = await this.portals.get(portalKey);
    const actor = { kind: 'requester', ...(ip && { ip }) } as const;
    const now = this.clock.now();
    const result = await this.database.transaction(async (tx): Promise<RecoveryAction['state'] | Refusal> => {
      const ticket = await lockTicketById(tx, seen.ticketId!);
      const recoveryCase = ticket && (await lockCaseOfTicket(tx, ticket.id));
      await lockAccount(tx, { portalKey, accountRef: seen.accountRef });
      const action = await lockAction(tx, actionId);
      const grant = await lockGrant(tx, seen.id);
      if (!ticket || !recoveryCase) return refuse('recovery.link-revoked');
      // While the directory is asked nobody can say how it comes out; the link stays good.
      if (action.state === 'approved') return refuse('recovery.link-busy');
      const refused = linkRefusal(grant, now) ?? (await checkCode(tx, grant, 'held', typedNumber, now));
      if (refused) return refused;
      Object.assign(grant, { state: 'used', usedAt: now, codeHash: null });
      toSecurity(tx, ticket, queues, actor, now);
      addEvent(tx, ticket.id, 'account.reported', actor, { event: action.type }, now);
      await tx.flush();
      const before = action.state;
      if (before === 'awaiting-approval' || before === 'held') await this.waiting.stop(tx, { action, recoveryCase, ticket, account, actor, agentCode: null, now }, 'cancelled', 'holder');
      await this.audit.record(tx, { portalKey, verb: 'account.reported', actor, ticketNumber: ticket.number, account: { portalKey, ref: seen.accountRef }, outcome: 'done', detail: { event: action.type, grantId: grant.id, was: before }, now });
      return before;
    });
    if (typeof result !== 'string') return result;
    if (result === 'awaiting-approval' || result === 'held') return { allowed: true, outcome: 'stopped' };
    if (result === 'cancelled' || result === 'undone') return { allowed: true, outcome: 'already' };
    const undone = await this.undo.run(actionId, actor);
    return { allowed: true, outcome: !undone.allowed ? 'too-late' : undone.state === 'undone' ? 'undone' : 'under-way' };
  }
}

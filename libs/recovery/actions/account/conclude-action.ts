import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import { AuditTrail } from '#audit';
import { Directories, DirectoryUnreachable } from '#directory';
import type { EntityManager } from '#persistence';
import { addEvent, announce } from '#tickets';
import type { ActionType } from '../../domain/actions.js';
import { ACTION_POLICY, DESK_FREEZE_MS, POLICY_VERSION, RECHECK_PER_CENT, type ActionPolicy } from '../../domain/policy.js';
import { GRANT_RULES } from '../../domain/grants.js';
import { LIMITS } from '../../domain/limits.js';
import { areTooMany, monthOf } from '../../domain/overrides.js';
import { RecoveryAction } from '../../store/recovery-action.entity.js';
import { RecoveryCase } from '../../store/recovery-case.entity.js';
import { usesOf } from '../../store/recovery.queries.js';
import { moveTicket, owesAgain, type AccountAction, type Doing, type Noticed } from './account-action.js';
import { advance } from '../cases/advance.js';
import type { NoticeEvent } from '../mails/tell-holder.js';
import { TellOtherWays } from '../waiting/tell-other-ways.js';

/** By which notice it is told, after a hold or at once, where no mail about holds does. */
const ENDS: Partial<Record<ActionType, NoticeEvent>> = { 'reset-second-factor': 'second-factor-reset', 'issue-temporary-password': 'temporary-password-issued' };

type Line = Pick<Doing, 'action' | 'ticket' | 'actor' | 'now'>;

/** How an action came out, in the same transaction as its result. */
@Injectable()
export class ConcludeAction {
  /** From 0 up to, not including, 100; a spec may load the dice. */
  dice = (): number => randomInt(100);

  constructor(private readonly audit: AuditTrail, private readonly alarms: Alarms, private readonly otherWays: TellOtherWays, private readonly directories: Directories) {}

  /** Writes down that the action is done. Call it last in a transaction: the audit chain is locked from here on. */
  async conclude(tx: EntityManager, doing: Doing, { leadsTo }: Pick<AccountAction, 'leadsTo'>, settled?: Noticed): Promise<void> {
    const { action, recoveryCase, ticket, actor, now } = doing;
    const policy: ActionPolicy = ACTION_POLICY[action.type];
    Object.assign(action, { state: 'done', settledAt: now, ...(policy.undoMs && { undoUntil: new Date(now.getTime() + policy.undoMs) }) });
    if (action.type === 'delete-account') action.finalAt = action.undoUntil ?? null;
    // On the word of a mail only; with evidence, or by the holder's own report, it lasts until somebody thaws it.
    if (action.type === 'freeze' && action.asker === 'agent' && action.levelHeld === 0) action.finalAt = new Date(now.getTime() + DESK_FREEZE_MS);
    if (policy.credential && action.asker === 'agent' && this.dice() < RECHECK_PER_CENT) action.recheck = 'due';
    advance(recoveryCase, leadsTo, now);
    if (action.type !== 'freeze' && action.asker !== 'requester') {
      moveTicket(tx, ticket, 'waiting', actor, now);
      ticket.firstAnsweredAt ??= now;
      ticket.owedSince = null;
    }
    // What brings an address tells of its end by mails of its own (`HoldMails`), the others by a notice.
    const ended = ENDS[action.type];
    const toldBy = action.heldSince ? { letterLifeMs: GRANT_RULES.report.lifeMs } : { atOnce: true };
    if (ended) await this.otherWays.within(tx, doing, { event: ended, stage: 'completed', at: now, objection: { purpose: 'report' }, mailed: settled?.noticed ?? [], ...toldBy });
    addEvent(tx, ticket.id, 'action.done', actor, { type: action.type, actionId: action.id }, now);
    if (policy.credential && action.asker === 'agent') await this.#watchCredentials(tx, doing);
    if (action.overrideReason != null) await this.#watchOverrides(tx, action.portalKey, now);
    await this.#announce(tx, doing);
    await this.audit.record(tx, { ...actionLine(doing), verb: action.attempt > 1 ? 'action.settled' : 'action.done', outcome: 'done' });
    if (action.overrideReason != null) await this.audit.record(tx, { ...actionLine(doing), verb: 'action.overridden', outcome: 'done' });
  }

  /** Writes down that it came to nothing. */
  async giveUp(tx: EntityManager, doing: Pick<Doing, 'action' | 'recoveryCase' | 'ticket' | 'actor' | 'now'>, failure: string): Promise<void> {
    const { action, recoveryCase, ticket, actor, now } = doing;
    Object.assign(action, { state: 'failed', failure, settledAt: now });
    if (recoveryCase.state === 'executing') advance(recoveryCase, 'ready', now);
    if (action.heldSince && action.asker !== 'requester') await owesAgain(tx, ticket, actor, now);
    if (action.type === 'delete-account') await this.#giveUpDisabling(action);
    // A directory that was away may have shut the account all the same, and only somebody who looks there knows.
    addEvent(tx, ticket.id, 'action.failed', actor, { type: action.type, actionId: action.id, failure, ...(action.type === 'delete-account' && { mayBeShut: true }) }, now);
    await this.#announce(tx, doing);
    await this.audit.record(tx, { ...actionLine(doing), verb: 'action.failed', outcome: 'failed', detail: { type: action.type, actionId: action.id, failure } });
  }

  /** Our own memory of it; of a portal that is no more there is none to mend. */
  async #giveUpDisabling({ portalKey, accountRef }: RecoveryAction): Promise<void> {
    await this.directories.of(portalKey).giveUpDisabling(accountRef).catch((error: unknown) => {
      if (!(error instanceof DirectoryUnreachable)) throw error;
    });
  }

  /** Beyond the limit two people did it, and somebody looks why (5.8 "security notice"). */
  async #watchCredentials(tx: EntityManager, { action, ticket, now }: Doing): Promise<void> {
    const uses = await usesOf(tx, { portalKey: action.portalKey, accountRef: action.accountRef }, null, now);
    const [{ most }] = LIMITS['account-credentials'].windows;
    const times = uses['account-credentials']?.length ?? 0;
    if (times > most) await this.alarms.raise(tx, { kind: 'credentials-often', portalKey: action.portalKey, subject: ticket.number, detail: { times } });
  }

  /** An emergency now and then is one; more of them call somebody (5.3 "Rates"). What was refused, or waits, counts too, as in the report. */
  async #watchOverrides(tx: EntityManager, portalKey: string, now: Date): Promise<void> {
    const { from, to } = monthOf(now);
    const within = { portalKey, createdAt: { $gte: from, $lt: to } };
    const overrides = await tx.count(RecoveryAction, { ...within, overrideReason: { $ne: null } });
    if (areTooMany(overrides, await tx.count(RecoveryCase, within))) await this.alarms.raise(tx, { kind: 'override-used', portalKey, subject: portalKey, detail: { overrides, month: from.toISOString().slice(0, 7) } });
  }

  async #announce(tx: EntityManager, { ticket }: Line): Promise<void> {
    await tx.flush();
    await announce(tx, { portal: ticket.portalKey, number: ticket.number });
  }
}

/** What every audit line about an action says. */
export function actionLine({ action, ticket, actor, now }: Line) {
  return {
    portalKey: ticket.portalKey, actor, ticketNumber: ticket.number, account: { portalKey: ticket.portalKey, ref: action.accountRef }, now,
    detail: {
      type: action.type, actionId: action.id, channel: action.channel, levelNeeded: action.levelNeeded, levelHeld: action.levelHeld, evidenceIds: action.evidenceIds, policy: POLICY_VERSION,
      ...(action.approverAgentId && { approvedBy: action.approverAgentId }),
      // Of two accounts that became one nobody can say any more what belonged to which.
      ...(action.parameters.otherRef !== undefined && { wayBack: 'none' }),
    },
  } as const;
}

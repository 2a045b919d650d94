import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Directories, type Account } from '#directory';
import { Clock, DAY_MS, Fault } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { addEvent, announce, lockTicketById, type Ticket } from '#tickets';
import { ACTION_POLICY, type ActionPolicy } from '../../domain/policy.js';
import { RecoveryAction } from '../../store/recovery-action.entity.js';
import type { RecoveryCase } from '../../store/recovery-case.entity.js';
import { lockAccount, lockAction, lockCaseOfTicket } from '../../store/recovery.queries.js';
import { dueToEnd, restsOnVoided, waitingOnTime, wasDenied } from '../../store/waiting.queries.js';
import { BeginAction } from '../account/begin-action.js';
import { chooseAddress } from '../account/choose-address.js';
import { actionLine } from '../account/conclude-action.js';
import { FinishAction } from '../account/finish-action.js';
import { HoldMails } from '../waiting/hold-mails.js';
import { UndoAction } from '../waiting/undo-action.js';
import { Waiting } from '../waiting/waiting.js';

const REKEY = { kind: 'rekey' } as const;
/** What was proved carries it no longer. */
const FOR_LACK: readonly string[] = ['recovery.level-too-low', 'recovery.checked-by-asker', 'recovery.new-address-unproved', 'recovery.old-mailbox-silent'];

interface Locked {
  readonly action: RecoveryAction;
  readonly ticket: Ticket;
  readonly recoveryCase: RecoveryCase;
}

/**
 * What only time moves: a request for a second person runs out, a hold is half over, is answered by a sign-in, or
 * ends; a deletion becomes final, a desk's freeze thaws; a way back that died is gone to its end.
 */
@Injectable()
export class CarryOutWaiting {
  readonly #log = new Logger('waiting');

  constructor(
    private readonly database: Database, private readonly directories: Directories, private readonly begin: BeginAction, private readonly finish: FinishAction, private readonly waiting: Waiting,
    private readonly holdMails: HoldMails, private readonly undo: UndoAction, private readonly audit: AuditTrail, private readonly clock: Clock,
  ) {}

  /** Returns how many actions moved on. A directory that is away keeps its own waiting, and nobody else. */
  async run(now: Date = this.clock.now()): Promise<number> {
    let moved = 0;
    const due = await this.database.read((em) => waitingOnTime(em, now));
    for (const { id, state } of due) if (await this.#tried(id, () => (state === 'undoing' ? this.#goBack(id) : this.#look(id, now)))) moved += 1;
    for (const id of await this.database.read((em) => dueToEnd(em, now))) if (await this.#tried(id, () => this.#end(id, now))) moved += 1;
    return moved;
  }

  async #tried(id: string, work: () => Promise<boolean>): Promise<boolean> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.#log.warn(`action ${id} waits for its directory: ${error.code}`);
      return false;
    }
  }

  async #goBack(id: string): Promise<boolean> {
    return (await this.undo.finish(id)) !== 'undoing';
  }

  async #look(id: string, now: Date): Promise<boolean> {
    const seen = await this.database.read((em) => em.findOneOrFail(RecoveryAction, { id }));
    const account = await this.directories.of(seen.portalKey).get(seen.accountRef);
    const attempt = await this.#locked(seen, async (tx, locked): Promise<number | boolean> => {
      const { action } = locked;
      const doing = { ...locked, account, address: undefined, actor: REKEY, agentCode: null, now };
      if (action.state === 'awaiting-approval' && action.approvalUntil && action.approvalUntil <= now) {
        await this.waiting.stop(tx, doing, 'expired', null);
        return true;
      }
      if (action.state !== 'held' || !action.heldSince || !action.holdUntil) return false;
      const isOver = action.holdUntil <= now;
      const stopped = whyStop(action, account) ?? (await this.#whyNoLonger(tx, { ...locked, account: account!, now }, isOver));
      if (stopped === 'wait') return false;
      if (stopped) {
        await this.waiting.stop(tx, doing, 'cancelled', stopped);
        return true;
      }
      if (isOver) return this.#holdIsOver(tx, { ...locked, account: account!, now });
      const half = action.heldSince.getTime() + (action.holdUntil.getTime() - action.heldSince.getTime()) / 2;
      if (action.halfTimeToldAt || half > now.getTime()) return false;
      action.halfTimeToldAt = now;
      await this.holdMails.tell(tx, { ...doing, account: account! }, 'hold-half-time');
      return true;
    });
    if (typeof attempt === 'boolean' || attempt === undefined) return attempt === true;
    return (await this.finish.run({ actionId: id, attempt, actor: REKEY, agentCode: null })) !== 'approved';
  }

  /**
   * Decided again: what was proved may have been taken back since (a password set by the mailbox that was said to be
   * silent, a voucher who says no), and then nothing carries the change any longer (5.4). While the hold lasts only that counts.
   */
  async #whyNoLonger(tx: EntityManager, { action, ...seen }: Locked & { readonly account: Account; readonly now: Date }, isOver: boolean): Promise<'evidence' | 'desk' | 'wait' | undefined> {
    if (await wasDenied(tx, action)) return 'evidence';
    if (!isOver && !(await restsOnVoided(tx, action))) return undefined;
    const refused = await this.begin.whyNoLonger(tx, { action, ...seen, abilities: this.directories.of(action.portalKey).abilities });
    if (!refused) return undefined;
    if (FOR_LACK.includes(refused.refusal)) return 'evidence';
    if (!isOver) return undefined;
    return refused.refusal === 'recovery.case-busy' ? 'wait' : 'desk';
  }

  /** Exactly once: whoever locks the action finds it held, or somebody else carried it out. */
  async #holdIsOver(tx: EntityManager, { action, ticket, recoveryCase, account, now }: Locked & { readonly account: Account; readonly now: Date }): Promise<number | boolean> {
    // When it really ended: from then on a directory that is away has its hour.
    action.holdUntil = now;
    const address = chooseAddress({ addressId: action.addressId, ticket, channel: action.channel, parameters: action.parameters }, account);
    const begun = await this.begin.proceed(tx, { action, ticket, recoveryCase, account, address, actor: REKEY, agentCode: null, now });
    return begun.allowed && begun.unfinished ? action.attempt : true;
  }

  /** What was done for a while ends. The mail goes first: afterwards nobody knows the addresses of an account that is gone. */
  async #end(id: string, now: Date): Promise<boolean> {
    const seen = await this.database.read((em) => em.findOneOrFail(RecoveryAction, { id }));
    const directory = this.directories.of(seen.portalKey);
    const account = await directory.get(seen.accountRef);
    const isMine = await this.#locked(seen, async (tx, { action, ticket, recoveryCase }) => {
      if (action.state !== 'done' || !action.finalAt || action.finalAt > now || action.finalisedAt) return false;
      // Frozen is not disabled: nobody deletes what somebody has to look at first. The way back stays open as long.
      if (action.type === 'delete-account' && account?.state === 'frozen') {
        action.finalAt = new Date(now.getTime() + DAY_MS);
        if (action.undoUntil) action.undoUntil = action.finalAt;
        return false;
      }
      // From here on there is no way back; a crash repeats only the call.
      if (action.undoUntil && account) {
        action.undoUntil = null;
        await this.holdMails.tell(tx, { action, ticket, recoveryCase, account, address: undefined, actor: REKEY, agentCode: null, now }, 'account-deleted');
      }
      return true;
    });
    if (!isMine) return false;
    await this.begin.of(seen.type).end?.(directory, { accountRef: seen.accountRef, parameters: seen.parameters, operationId: `${seen.operationId}:end` });
    await this.#locked(seen, async (tx, { action, ticket }) => {
      if (action.finalisedAt) return;
      action.finalisedAt = now;
      addEvent(tx, ticket.id, 'action.ended', REKEY, { type: action.type, actionId: id }, now);
      await tx.flush();
      await announce(tx, { portal: ticket.portalKey, number: ticket.number });
      await this.audit.record(tx, { ...actionLine({ action, ticket, actor: REKEY, now }), verb: 'action.ended', outcome: 'done' });
    });
    return true;
  }

  #locked<T>({ id, ticketId, portalKey, accountRef }: RecoveryAction, work: (tx: EntityManager, locked: Locked) => Promise<T>): Promise<T | undefined> {
    return this.database.transaction(async (tx) => {
      const ticket = await lockTicketById(tx, ticketId);
      const recoveryCase = await lockCaseOfTicket(tx, ticketId);
      await lockAccount(tx, { portalKey, accountRef });
      const action = await lockAction(tx, id);
      return ticket && recoveryCase ? work(tx, { action, ticket, recoveryCase }) : undefined;
    });
  }
}

/** Somebody who knows the password came in meanwhile: whoever asked had said that they could not (5.6). */
function whyStop(action: RecoveryAction, account: Account | undefined): 'sign-in' | 'freeze' | 'desk' | undefined {
  const policy: ActionPolicy = ACTION_POLICY[action.type];
  if (!account) return 'desk';
  if (account.state === 'frozen' || account.shouldBeFrozen) return 'freeze';
  if (!policy.states.includes(account.state)) return 'desk';
  const since = action.createdAt.getTime();
  // A sign-in with the second factor that is to be reset says that it is not lost.
  return account.lastSignInAt && account.lastSignInAt.getTime() > since ? 'sign-in' : undefined;
}

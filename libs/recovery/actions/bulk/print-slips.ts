import { LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { actorOf, isPermitted, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import { Directories, type Account } from '#directory';
import { Clock, newId, refuse, Sealer, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { Portals } from '#portals';
import { addEvent } from '#tickets';
import type { ActionState } from '../../domain/actions.js';
import type { PaperToPrint } from '../../render/slips-pdf.js';
import { RecoveryAction } from '../../store/recovery-action.entity.js';
import { LETTERS, Slip } from '../../store/slip.entity.js';
import { papersFor, papersForOthers, type PapersMeant } from '../../store/slips.queries.js';
import { hasFreshProof } from '../cases/desk.js';
import { slipContext } from '../mails/issue-slip.js';
import type { LetterObjection } from '../waiting/hold-letters.js';

export interface PrintCommand {
  readonly agent: Caller;
  readonly portalKey: string;
  /** The slips of one order; left out: every paper of the portal that waits, letters among them. */
  readonly bulkId?: string | undefined;
  /** What was printed before and not sent yet: the very same papers again. */
  readonly batchId?: string | undefined;
}

const MOST = 500;
/** While it waits, is being done, or was. */
const WORTH_A_LETTER: readonly ActionState[] = ['held', 'approved', 'done'];

interface Printable {
  readonly account: Account;
  /** Lines of the postal address on file; null: none, or it is no letter. */
  readonly address: readonly string[] | null;
}

/**
 * Prints what lies sealed as one batch, which can be printed again until it is marked as sent; then the secrets are gone from here. Who carries paper sees it;
 * so only the office, freshly signed in with a second factor (5.7 "letter"), and never whoever approved it: they see the outcome, not the secret (5.5). The warning of a hold is not printed by whoever asked for the change.
 */
@Injectable()
export class PrintSlips {
  constructor(
    private readonly database: Database, private readonly directories: Directories, private readonly portals: Portals, private readonly sealer: Sealer, private readonly audit: AuditTrail, private readonly clock: Clock,
  ) {}

  /** Refusals: `agents.not-permitted`, `recovery.second-factor-needed`, `recovery.fresh-proof-needed`, `recovery.nothing-to-print`, `recovery.approver-prints-not`, `recovery.asker-prints-not`. */
  async run({ agent, portalKey, bulkId, batchId }: PrintCommand): Promise<{ readonly allowed: true; readonly pdf: Buffer; readonly count: number; readonly batchId: string } | Refusal> {
    if (!isPermitted(agent, 'recovery.office', portalKey)) return refuse('agents.not-permitted', { missing: ['recovery.office'] });
    if (agent.strength !== 'second-factor') return refuse('recovery.second-factor-needed');
    const now = this.clock.now();
    if (!hasFreshProof(agent, now)) return refuse('recovery.fresh-proof-needed');
    const where = { portalKey, secretSealed: { $ne: null }, endsAt: { $gt: now }, ...(bulkId !== undefined && { bulkId }), ...(batchId === undefined ? { printedAt: null } : { batchId, sentAt: null }) };
    const batch = batchId ?? newId();
    const meant = { portalKey, bulkId, batchId };
    const about = await this.#findPrintable(meant, agent.agentId, now);
    if (about.size === 0) {
      const others = await this.database.read((em) => papersForOthers(em, meant, agent.agentId, now));
      return refuse(others === undefined ? 'recovery.nothing-to-print' : others === 'hold-letter' ? 'recovery.asker-prints-not' : 'recovery.approver-prints-not');
    }
    const profile = await this.portals.get(portalKey);
    // Loaded when it is needed (it brings fonts along), and before the secrets are gone from here.
    const { printPapers } = await import('../../render/slips-pdf.js');
    const papers = await this.database.transaction(async (tx) => {
      const slips = await tx.find(Slip, { ...where, id: { $in: [...about.keys()] } }, { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE });
      const ready: PaperToPrint[] = [];
      for (const slip of slips) {
        const { account, address } = about.get(slip.id)!;
        const secret = this.sealer.open(slip.secretSealed!, slipContext(slip.id));
        const objection = slip.kind === 'hold-letter' ? await objectionOf(tx, slip, secret) : undefined;
        if (slip.kind === 'hold-letter' && !objection) {
          Object.assign(slip, { secretSealed: null, endedAt: now });
          continue;
        }
        ready.push({
          kind: slip.kind, locale: account.locale, organisation: profile.brand.organisation, name: account.displayName, username: account.username, area: slip.area ?? null, endsAt: slip.endsAt, printedAt: now, questionsTo: profile.mailboxes[0]?.address ?? null,
          secret: objection?.secret ?? secret, hold: objection?.hold, address, signInUrl: profile.signInUrl ?? null,
        });
        // It came on file since the letter was made: written to, and not relied on.
        if (objection && slip.printedAt == null && account.postalAddressSince && account.postalAddressSince > slip.createdAt) {
          addEvent(tx, objection.action.ticketId, 'notice.nobody', { kind: 'rekey' }, { event: 'hold-started', actionId: objection.action.id, because: 'recovery.channel-too-new' }, now);
        }
        const before = [...slip.printedBeforeBy, ...(slip.printedByAgentId ? [slip.printedByAgentId] : [])];
        Object.assign(slip, { printedBeforeBy: [...new Set(before)].filter((id) => id !== agent.agentId), printedAt: now, printedByAgentId: agent.agentId, batchId: batch });
      }
      await tx.flush();
      if (ready.length > 0) await this.audit.record(tx, { portalKey, verb: 'slip.printed', actor: actorOf(agent, now), outcome: 'done', detail: { count: ready.length, bulkId: bulkId ?? null, batchId: batch, again: batchId !== undefined }, now });
      return ready;
    });
    return papers.length === 0 ? refuse('recovery.nothing-to-print') : { allowed: true, pdf: await printPapers(papers), count: papers.length, batchId: batch };
  }

  /** By id of the paper, 500 at most: what nobody can print now is passed over, and keeps nothing behind it. */
  async #findPrintable(meant: PapersMeant, agentId: string, now: Date): Promise<Map<string, Printable>> {
    const [printable, known] = [new Map<string, Printable>(), new Map<string, Printable | undefined>()];
    for (let after: string | undefined; ;) {
      const papers = await this.database.read((em) => papersFor(em, meant, agentId, now, after, MOST));
      for (const { id, accountRef, kind } of papers) {
        const isLetter = LETTERS.includes(kind);
        const key = `${accountRef} ${isLetter}`;
        if (!known.has(key)) known.set(key, await this.#lookUp(meant.portalKey, accountRef, isLetter));
        const found = known.get(key);
        // A letter that proves where somebody lives, or warns them, goes nowhere else.
        if (found && (found.address !== null || (kind !== 'proof-letter' && kind !== 'hold-letter'))) printable.set(id, found);
        if (printable.size === MOST) return printable;
      }
      after = papers.at(-1)?.id;
      if (papers.length < MOST) return printable;
    }
  }

  async #lookUp(portalKey: string, accountRef: string, isLetter: boolean): Promise<Printable | undefined> {
    const directory = this.directories.of(portalKey);
    const account = await directory.get(accountRef);
    const postal = account && isLetter && directory.abilities.letters ? await directory.postalAddress(accountRef) : undefined;
    return account && { account, address: postal?.lines ?? null };
  }
}

/** What a letter about a hold says of it: as it stands on the day of printing. Undefined: it came to nothing, and there is nothing to object to. */
async function objectionOf(tx: EntityManager, { actionId }: Slip, opened: string): Promise<(Pick<PaperToPrint, 'secret' | 'hold'> & { readonly action: RecoveryAction }) | undefined> {
  const { page, number } = JSON.parse(opened) as LetterObjection;
  const action = await tx.findOne(RecoveryAction, { id: actionId! });
  if (!action || !WORTH_A_LETTER.includes(action.state)) return undefined;
  // A deletion can be taken back until it is final: for its holder it is still to come.
  const isDone = action.state === 'done' && action.type !== 'delete-account';
  return { action, secret: number, hold: { change: action.type, isDone, at: (isDone ? action.settledAt : (action.undoUntil ?? action.holdUntil)) ?? action.createdAt, page } };
}

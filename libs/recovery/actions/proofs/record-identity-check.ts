import { Injectable } from '@nestjs/common';
import { actorOf, type Caller } from '#agents';
import { canonicalAddress, Clock, refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { lockTicket } from '#tickets';
import { missingOfCheck, type IdentityCheck } from '../../domain/identity-check.js';
import { hit, lockAccount, lockCaseOfTicket } from '../../store/recovery.queries.js';
import { hasFreshProof } from '../cases/desk.js';
import { OpenedCases } from '../cases/opened-cases.js';
import { whyNotOpen } from '../cases/open-ticket.js';
import { mayStartProof } from './proof-limit.js';
import { RecordEvidence } from './record-evidence.js';

export type IdentityChecked = { readonly allowed: true; readonly outcome: 'proved' | 'failed' } | Refusal;

/**
 * Somebody who was trained for it saw the person and a document, at the counter or over video. Which kind of document and
 * what was compared is written down, never a number, never a picture. Whoever checked does not act on it (`recovery.checked-by-asker`).
 */
@Injectable()
export class RecordIdentityCheck {
  constructor(private readonly database: Database, private readonly cases: OpenedCases, private readonly evidence: RecordEvidence, private readonly clock: Clock) {}

  /** Refusals besides those of the case: `recovery.second-factor-needed`, `recovery.fresh-proof-needed`, `recovery.own-account`, `recovery.check-incomplete` (with `missing`), `recovery.limit-reached`. */
  async run({ ticketNumber, agent, check }: { readonly ticketNumber: string; readonly agent: Caller; readonly check: IdentityCheck }): Promise<IdentityChecked> {
    const seen = await this.cases.lookAtLinked(ticketNumber, agent, 'recovery.verify');
    if (!seen.allowed) return seen;
    const { account } = seen;
    const now = this.clock.now();
    if (agent.strength !== 'second-factor') return refuse('recovery.second-factor-needed');
    if (!hasFreshProof(agent, now)) return refuse('recovery.fresh-proof-needed');
    if (account.addresses.some(({ address }) => canonicalAddress(address) === canonicalAddress(agent.email))) return refuse('recovery.own-account');
    const missing = missingOfCheck(check);
    if (missing.length > 0) return refuse('recovery.check-incomplete', { missing });
    return this.database.transaction(async (tx): Promise<IdentityChecked> => {
      const ticket = await lockTicket(tx, ticketNumber);
      const recoveryCase = ticket && (await lockCaseOfTicket(tx, ticket.id));
      if (!ticket || recoveryCase?.accountRef !== account.ref) return refuse('recovery.account-not-linked');
      const over = await whyNotOpen(tx, ticket, agent);
      if (over) return over;
      const key = { portalKey: ticket.portalKey, accountRef: account.ref };
      await lockAccount(tx, key);
      const limited = await mayStartProof(tx, key, now);
      if (limited) return limited;
      hit(tx, 'proof-starts', `${key.portalKey}/${key.accountRef}`, now);
      await this.evidence.tellThatSomebodyAsks(tx, { ticket, recoveryCase, account, now });
      const outcome = check.outcome === 'match' ? 'proved' : 'failed';
      const { document, compared, gesture } = check;
      await this.evidence.within(tx, {
        ticket, recoveryCase, account, kind: check.way === 'counter' ? 'in-person' : 'video', outcome, detail: { document, compared: [...new Set(compared)], ...(gesture && { gesture }) },
        actor: actorOf(agent, now), agentId: agent.agentId, now,
      });
      return { allowed: true, outcome };
    });
  }
}

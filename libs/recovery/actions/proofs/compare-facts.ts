import { Injectable } from '@nestjs/common';
import { actorOf, type Caller } from '#agents';
import { Directories, type FactName } from '#directory';
import { Clock, refuse, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { Portals } from '#portals';
import { lockTicket } from '#tickets';
import { FACTS_NEEDED } from '../../domain/evidence.js';
import { factsOffUntil, LIMITS } from '../../domain/limits.js';
import { evidenceOf, lockAccount, lockCaseOfTicket, type AccountKey } from '../../store/recovery.queries.js';
import { whyNotOpen } from '../cases/open-ticket.js';
import { OpenedCases } from '../cases/opened-cases.js';
import { RecordEvidence } from './record-evidence.js';

export type FactsCompared = { readonly allowed: true; readonly outcome: 'proved' | 'failed'; readonly matched: number; readonly compared: number; readonly triesLeft: number } | Refusal;

/** The agent types what the requester gave; the directory compares; the agent learns how many matched, never which. */
@Injectable()
export class CompareFacts {
  constructor(
    private readonly database: Database, private readonly directories: Directories, private readonly portals: Portals, private readonly cases: OpenedCases,
    private readonly evidence: RecordEvidence, private readonly clock: Clock,
  ) {}

  /** Refusals besides those of the case: `recovery.facts-off` (with `until`, or `missing` why), `recovery.too-few-facts`. */
  async run({ ticketNumber, agent, facts }: { readonly ticketNumber: string; readonly agent: Caller; readonly facts: Readonly<Record<string, string>> }): Promise<FactsCompared> {
    const seen = await this.cases.lookAtLinked(ticketNumber, agent);
    if (!seen.allowed) return seen;
    const { account } = seen;
    const { portalKey } = seen.ticket;
    // Comparing what cannot count would only tell the asker which of it is right.
    if (account.privileged || account.hasSecondFactor) return refuse('recovery.facts-off', { missing: [account.privileged ? 'account:privileged' : 'account:second-factor'] });
    const asked = (await this.portals.get(portalKey)).facts;
    const given = Object.fromEntries(Object.entries(facts).filter(([name, value]) => asked.includes(name as FactName) && value.trim() !== '')) as Partial<Record<FactName, string>>;
    const compared = Object.keys(given).length;
    if (compared < FACTS_NEEDED) return refuse('recovery.too-few-facts', { missing: [`facts:${FACTS_NEEDED - compared}`] });
    const now = this.clock.now();
    const key = { portalKey, accountRef: account.ref };
    const early = await this.database.read((em) => factsTries(em, key, seen.recoveryCase.id, now));
    if (early.refusal) return early.refusal;

    const { matched } = await this.directories.of(portalKey).compareFacts(account.ref, given);
    const outcome = matched.length >= FACTS_NEEDED ? 'proved' : 'failed';
    return this.database.transaction(async (tx): Promise<FactsCompared> => {
      const ticket = await lockTicket(tx, ticketNumber);
      const recoveryCase = ticket && (await lockCaseOfTicket(tx, ticket.id));
      if (!ticket || recoveryCase?.accountRef !== account.ref) return refuse('recovery.account-not-linked');
      const over = await whyNotOpen(tx, ticket, agent);
      if (over) return over;
      await lockAccount(tx, key);
      const tries = await factsTries(tx, key, recoveryCase.id, now);
      if (tries.refusal) return tries.refusal;
      await this.evidence.tellThatSomebodyAsks(tx, { ticket, recoveryCase, account, now });
      await this.evidence.within(tx, { ticket, recoveryCase, account, kind: 'facts', outcome, detail: { compared, matched: matched.length }, actor: actorOf(agent, now), agentId: agent.agentId, now });
      return { allowed: true, outcome, matched: matched.length, compared, triesLeft: Math.max(0, tries.left - 1) };
    });
  }
}

/** 3 per case, 5 per account within 7 days, then off for 30 days (5.8). Every try counts, right or wrong. */
async function factsTries(tx: EntityManager, key: AccountKey, caseId: string, now: Date): Promise<{ left: number; refusal?: Refusal }> {
  const tries = (await evidenceOf(tx, key, now)).filter(({ kind }) => kind === 'facts');
  const until = factsOffUntil(tries.map(({ recordedAt }) => recordedAt), now);
  if (until) return { left: 0, refusal: refuse('recovery.facts-off', { until }) };
  const left = LIMITS['facts-case'].windows[0].most - tries.filter((one) => one.caseId === caseId).length;
  return left > 0 ? { left } : { left, refusal: refuse('recovery.facts-off', { missing: ['limit:facts-case'] }) };
}

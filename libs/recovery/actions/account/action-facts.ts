import type { Account, DirectoryAbilities } from '#directory';
import { canonicalAddress, hashToken } from '#kernel';
import type { EntityManager } from '#persistence';
import type { Ticket } from '#tickets';
import type { Asker } from '../../domain/actions.js';
import type { ActionFacts } from '../../domain/decide-action.js';
import type { EvidenceFacts } from '../../domain/level.js';
import type { Evidence } from '../../store/evidence.entity.js';
import type { RecoveryCase } from '../../store/recovery-case.entity.js';
import { countFailedCases, evidenceOf, isUnderWay, usesOf } from '../../store/recovery.queries.js';

export interface FactsQuery {
  readonly ticket: Pick<Ticket, 'state' | 'portalKey'>;
  readonly recoveryCase: RecoveryCase;
  readonly account: Account | undefined;
  readonly abilities: DirectoryAbilities;
  readonly asker: Asker;
  readonly agent: { readonly id: string; readonly email: string } | null;
  readonly proofIsFresh: boolean;
  readonly now: Date;
}

/** Everything that `decideAction` looks at, and the evidence rows behind it. */
export async function readActionFacts(tx: EntityManager, query: FactsQuery): Promise<{ facts: ActionFacts; evidence: Evidence[] }> {
  const { ticket, recoveryCase, account, now } = query;
  const key = { portalKey: ticket.portalKey, accountRef: account?.ref ?? '' };
  const evidence = account ? await evidenceOf(tx, key, now) : [];
  return {
    evidence,
    facts: {
      asker: query.asker, caseState: recoveryCase.state, ticketIsClosed: ticket.state === 'closed', account: account ?? null, abilities: query.abilities,
      evidence: account ? evidence.map((one) => evidenceFacts(one, account)) : [],
      uses: account ? await usesOf(tx, key, query.agent?.id ?? null, now) : {},
      isOwnAccount: (account?.addresses ?? []).some(({ address }) => query.agent !== null && canonicalAddress(address) === canonicalAddress(query.agent.email)),
      isUnderWay: account ? await isUnderWay(tx, key) : false,
      failedCases: account ? await countFailedCases(tx, key, recoveryCase.id, now) : 0,
      proofIsFresh: query.proofIsFresh,
      // Approval by a second person comes with its own action; until then nobody has approved anything.
      secondPersonApproved: false,
    },
  };
}

/** Evidence over a channel that is no longer on file proves nothing (5.4). */
export function evidenceFacts(evidence: Evidence, account: Pick<Account, 'addresses' | 'phones'>): EvidenceFacts {
  const channel = evidence.detail['channel'];
  const onFile = [...account.addresses.map(({ address }) => channelMark(canonicalAddress(address))), ...account.phones.map(({ number }) => channelMark(number))];
  const isGone = typeof channel === 'string' && !onFile.includes(channel);
  return { kind: evidence.kind, outcome: evidence.outcome, expiresAt: evidence.expiresAt, voidedAt: isGone ? evidence.recordedAt : (evidence.voidedAt ?? null) };
}

/** By which a channel is recognised again without being written down. */
export function channelMark(addressOrNumber: string): string {
  return hashToken(addressOrNumber);
}

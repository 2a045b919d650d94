import type { Account } from '#directory';
import type { EntityManager } from '#persistence';
import { levelOf, type Level } from '../../domain/level.js';
import { Evidence } from '../../store/evidence.entity.js';
import { RecoveryCase } from '../../store/recovery-case.entity.js';
import { evidenceFacts, whoAloneSaw } from '../account/action-facts.js';

export interface LevelQuery {
  readonly ticketId: string;
  /** As the directory has it now: what changed there ends evidence, too. */
  readonly account: Account;
  /** Agents who decide about it: what one of them saw alone opens nothing for them. */
  readonly deciding: readonly string[];
  /** What had not run out by then counts; what was voided since does not. */
  readonly at: Date;
}

/**
 * The level that what was proved on this ticket reaches for the account, by the rules of an action (`evidenceFacts`), and as strict as for a
 * privileged account with a second factor: for what is handed over and cannot be taken back (R78).
 */
export async function levelOnTicket(em: EntityManager, { ticketId, account, deciding, at }: LevelQuery): Promise<Level> {
  const recoveryCase = await em.findOne(RecoveryCase, { ticketId }, { fields: ['id', 'portalKey'] });
  if (!recoveryCase) return 0;
  const rows = await em.find(Evidence, { caseId: recoveryCase.id, portalKey: recoveryCase.portalKey, accountRef: account.ref }, { orderBy: { recordedAt: 'desc' }, limit: 200 });
  const seenByOthers = rows.filter((one) => !whoAloneSaw(one).some((id) => deciding.includes(id)));
  return levelOf(seenByOthers.map((one) => evidenceFacts(one, account)), { privileged: true, hasSecondFactor: true }, at).level;
}

import { Injectable } from '@nestjs/common';
import { Directories, type Account } from '#directory';
import type { EntityManager } from '#persistence';
import type { PortalProfile } from '#portals';
import type { Recognition } from '#recognition';
import type { Ticket } from '#tickets';
import { judgeInstant } from '../../domain/instant.js';
import type { RecoveryCase } from '../../store/recovery-case.entity.js';
import { tryLockAccount, usesOf } from '../../store/recovery.queries.js';
import { BeginAction } from '../account/begin-action.js';

export interface InstantCommand {
  readonly ticket: Ticket;
  readonly recoveryCase: RecoveryCase;
  readonly profile: PortalProfile;
  readonly recognition: Recognition;
  readonly authenticity: string;
  readonly senderMatches: readonly Account[];
  readonly now: Date;
}

const REKEY = { kind: 'rekey' } as const;

/**
 * Where the answer is a mail to the address on file and nothing speaks against it, Rekey answers by itself, in the
 * transaction that files the mail and through the same code as an agent's action.
 */
@Injectable()
export class InstantRecovery {
  constructor(private readonly directories: Directories, private readonly begin: BeginAction) {}

  async within(tx: EntityManager, command: InstantCommand): Promise<{ readonly allowed: boolean; readonly because: readonly string[] }> {
    const { ticket, recoveryCase, profile, recognition, authenticity, senderMatches, now } = command;
    const [account] = senderMatches;
    const key = { portalKey: ticket.portalKey, accountRef: account?.ref ?? '' };
    // Other mails are filed in the same transaction: to wait here would keep them waiting, or wait for somebody who waits for us.
    if (account && !(await tryLockAccount(tx, key))) return { allowed: false, because: ['account.busy'] };
    const verdict = judgeInstant({
      caseType: recognition.caseType, secondary: recognition.secondary, portal: profile.instant, authenticity, senderMatches, candidates: recoveryCase.candidates,
      content: { ...recognition.instant, confidence: recognition.confidence, risk: recognition.risk },
      accountMails: account ? ((await usesOf(tx, key, null, now))['account-mails'] ?? []) : [],
    }, now);
    if (!verdict.allowed) return verdict;
    const begun = await this.begin.within(tx, {
      ticket, recoveryCase, account, abilities: this.directories.of(ticket.portalKey).abilities, type: verdict.action, asker: 'rekey', actor: REKEY, agent: null, idempotencyKey: 'instant', now,
    });
    return begun.allowed ? { allowed: true, because: verdict.because } : { allowed: false, because: [begun.refusal] };
  }
}

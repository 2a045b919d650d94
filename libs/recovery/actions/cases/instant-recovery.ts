import { Injectable } from '@nestjs/common';
import { Directories, type Account } from '#directory';
import { canonicalAddress } from '#kernel';
import type { EntityManager } from '#persistence';
import type { PortalProfile } from '#portals';
import type { Recognition } from '#recognition';
import type { Ticket } from '#tickets';
import { judgeInstant, type InstantFacts } from '../../domain/instant.js';
import type { RecoveryCase } from '../../store/recovery-case.entity.js';
import { tryLockAccount, usesOf } from '../../store/recovery.queries.js';
import type { InPlaceOfAcknowledgement } from '../account/account-action.js';
import { BeginAction } from '../account/begin-action.js';
import { chooseAddress } from '../account/choose-address.js';
import { IssueGrant } from '../mails/issue-grant.js';

/** What is known before the mail is filed. */
export interface InstantGuess {
  readonly profile: PortalProfile;
  readonly recognition: Recognition;
  readonly authenticity: string;
  readonly senderMatches: readonly Account[];
}

export interface InstantCommand extends InstantGuess {
  readonly ticket: Ticket;
  readonly recoveryCase: RecoveryCase;
  /** What the acknowledgement would have said, for a mail that stands in for it. */
  readonly acknowledgement?: InPlaceOfAcknowledgement | undefined;
  readonly now: Date;
}

export interface AnsweredAtOnce {
  readonly allowed: boolean;
  readonly because: readonly string[];
  /** The answer went to the very mailbox that wrote, and holds what the acknowledgement would have said. */
  readonly standsForAcknowledgement?: true;
}

const REKEY = { kind: 'rekey' } as const;

/**
 * Where the answer is a mail to the address on file and nothing speaks against it, Rekey answers by itself, in the
 * transaction that files the mail and through the same code as an agent's action.
 */
@Injectable()
export class InstantRecovery {
  constructor(private readonly directories: Directories, private readonly begin: BeginAction, private readonly issueGrant: IssueGrant) {}

  /** Before the transaction: does what takes long for those mails that will probably be answered. Promises nothing. */
  async getReady(mails: readonly InstantGuess[], now: Date): Promise<void> {
    const likely = mails.filter((mail) => judgeInstant({ ...factsOf(mail), candidates: [], accountMails: [] }, now).allowed);
    await this.issueGrant.makeReady(likely.length);
  }

  async within(tx: EntityManager, command: InstantCommand): Promise<AnsweredAtOnce> {
    const { ticket, recoveryCase, senderMatches, now } = command;
    const [account] = senderMatches;
    const key = { portalKey: ticket.portalKey, accountRef: account?.ref ?? '' };
    // Other mails are filed in the same transaction: to wait here would keep them waiting, or wait for somebody who waits for us.
    if (account && !(await tryLockAccount(tx, key))) return { allowed: false, because: ['account.busy'] };
    const accountMails = account ? ((await usesOf(tx, key, null, now))['account-mails'] ?? []) : [];
    const verdict = judgeInstant({ ...factsOf(command), candidates: recoveryCase.candidates, accountMails }, now);
    if (!verdict.allowed || !account) return verdict;
    // Any other mailbox of the account gets the link alone: a status page belongs to whoever wrote.
    const isToWriter = canonicalAddress(chooseAddress({ ticket }, account)?.address ?? '') === ticket.requesterCanonical;
    const standing = isToWriter ? command.acknowledgement : undefined;
    const begun = await this.begin.within(tx, {
      ticket, recoveryCase, account, abilities: this.directories.of(ticket.portalKey).abilities, type: verdict.action, asker: 'rekey', actor: REKEY, agent: null, idempotencyKey: 'instant', inPlaceOfAcknowledgement: standing, now,
    });
    return begun.allowed ? { allowed: true, because: verdict.because, ...(standing && { standsForAcknowledgement: true }) } : { allowed: false, because: [begun.refusal] };
  }
}

function factsOf({ profile, recognition, authenticity, senderMatches }: InstantGuess): Omit<InstantFacts, 'candidates' | 'accountMails'> {
  return {
    caseType: recognition.caseType, secondary: recognition.secondary, portal: profile.instant, own: profile.policy, authenticity, senderMatches,
    content: { ...recognition.instant, confidence: recognition.confidence, risk: recognition.risk },
  };
}

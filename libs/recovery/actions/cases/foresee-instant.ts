import { Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database } from '#persistence';
import type { PortalProfile } from '#portals';
import type { Recognition } from '#recognition';
import { judgeInstant } from '../../domain/instant.js';
import { quietUntil } from '../../store/quiet.queries.js';
import { usesOf } from '../../store/recovery.queries.js';
import { candidatesFrom } from './candidates-from.js';
import { FindCandidates } from './find-candidates.js';

export interface MailToForesee {
  readonly profile: PortalProfile;
  readonly recognition: Recognition;
  readonly authenticity: string;
  /** The one author of the mail; undefined when it names none or several (R73). */
  readonly fromAddress: string | undefined;
}

/** What instant recovery would answer to a mail at this moment, directory and limits included. Changes nothing. */
@Injectable()
export class ForeseeInstant {
  constructor(private readonly database: Database, private readonly find: FindCandidates, private readonly clock: Clock) {}

  /** @throws DirectoryUnreachable */
  async run({ profile, recognition, authenticity, fromAddress }: MailToForesee): Promise<{ readonly allowed: boolean; readonly because: readonly string[] }> {
    const now = this.clock.now();
    const { accounts, senderMatches } = await this.find.run(profile.key, { fromAddress, fields: recognition.fields });
    const [account] = senderMatches;
    const uses = account ? await this.database.read((em) => usesOf(em, { portalKey: profile.key, accountRef: account.ref }, null, now)) : {};
    const quiet = account && fromAddress !== undefined ? await this.database.read((em) => quietUntil(em, profile.key, fromAddress, now)) : undefined;
    const { allowed, because } = judgeInstant({
      caseType: recognition.caseType, secondary: recognition.secondary, portal: profile.instant, authenticity, senderMatches,
      candidates: candidatesFrom({ accounts, senderAddress: account ? fromAddress : undefined, claimed: { ...recognition.fields } }),
      content: { ...recognition.instant, confidence: recognition.confidence, risk: recognition.risk },
      accountMails: uses['account-mails'] ?? [], own: profile.policy,
    }, now);
    return allowed && quiet ? { allowed: false, because: ['recovery.quiet'] } : { allowed, because };
  }
}

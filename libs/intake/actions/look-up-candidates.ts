import { Injectable } from '@nestjs/common';
import { FindCandidates } from '#recovery';
import type { Candidates } from './answer-request.js';
import type { Judgement } from './judge-mail.js';

const NOBODY: Candidates = { accounts: [], senderMatches: [] };

/** Whom mails may be about, as the portal's directory says. Outside of any transaction: a directory can be slow. */
@Injectable()
export class LookUpCandidates {
  constructor(private readonly findCandidates: FindCandidates) {}

  /** For each mail of the portal. A mail with no author, or several, never matches an account by its sender (R73). */
  async run(portalKey: string, mails: readonly Judgement[]): Promise<Candidates[]> {
    const asked = mails.filter(({ screening }) => screening.disposition === 'file');
    const found = await this.findCandidates.runAll(portalKey, asked.map(({ mail, recognition }) => ({
      fromAddress: mail.from.length === 1 ? mail.from[0]!.address : undefined, fields: recognition.fields,
    })));
    const byMail = new Map(asked.map((one, at) => [one, found[at]!]));
    return mails.map((one) => byMail.get(one) ?? NOBODY);
  }
}

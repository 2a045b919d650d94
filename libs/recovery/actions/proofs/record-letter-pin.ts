import { Injectable } from '@nestjs/common';
import { Clock, refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { codeIsUsable } from '../../domain/grants.js';
import { Grant } from '../../store/grant.entity.js';
import { grantOfToken } from '../../store/grants.queries.js';
import { printersOfLetter } from '../../store/slips.queries.js';
import { requestsOfPage } from '../cases/open-ticket.js';
import { checkCode } from '../links/check-code.js';
import { linkRefusal } from '../links/link-refusals.js';
import { RecordAskedProof } from './record-asked-proof.js';

export type LetterPinRecorded = { readonly allowed: true; readonly outcome: 'proved' } | Refusal;

/** The requester types, on their own status page, the PIN of the letter that came to the postal address on file. */
@Injectable()
export class RecordLetterPin {
  constructor(private readonly database: Database, private readonly asked: RecordAskedProof, private readonly clock: Clock) {}

  /** Refusals: `recovery.link-…`, `recovery.no-letter-under-way`, `recovery.nothing-asked`, `recovery.code-wrong` (`missing`: `tries:n`), `recovery.code-path-closed`, `recovery.case-closed`. */
  async run({ token, pin, ip }: { readonly token: string; readonly pin: string; readonly ip?: string | undefined }): Promise<LetterPinRecorded> {
    const now = this.clock.now();
    const { status, letter } = await this.database.read(async (em) => {
      const found = await grantOfToken(em, token, 'status');
      return { status: found, letter: found && (await em.findOne(Grant, { ...(await requestsOfPage(em, found)), purpose: 'letter', state: { $in: ['unused', 'opened'] }, expiresAt: { $gt: now } }, { orderBy: { createdAt: 'desc' } })) };
    });
    if (!status) return refuse('recovery.link-unknown');
    const dead = linkRefusal(status, now);
    if (dead) return dead;
    const account = letter && (await this.asked.account(letter));
    // An address that changed since is not the one that the letter went to.
    if (!letter || !account?.postalAddressSince || account.postalAddressSince > letter.createdAt) return refuse('recovery.no-letter-under-way');
    return this.asked.locked(letter, now, async (tx, locked): Promise<LetterPinRecorded> => {
      if (!codeIsUsable(locked.grant, now)) return refuse('recovery.no-letter-under-way');
      const refused = await checkCode(tx, locked.grant, 'status', pin, now);
      if (refused) return refused;
      await this.asked.proved(tx, locked, { kind: 'letter', account, detail: { printedBy: await printersOfLetter(tx, locked.grant) }, actor: { kind: 'requester', ...(ip && { ip }) }, now });
      return { allowed: true, outcome: 'proved' };
    });
  }
}

import { Injectable } from '@nestjs/common';
import { Directories } from '#directory';
import { Clock, normaliseCode, refuse, Secret, type Actor, type Allowed, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { TRIES_PER_TOKEN } from '../../domain/limits.js';
import { LimitHit } from '../../store/grant.entity.js';
import { codePathClosed, rememberRight, rememberTry } from '../links/check-code.js';
import { linkRefusal } from '../links/link-refusals.js';
import { TellHolder } from '../mails/tell-holder.js';
import { askedOnStatusPage, operationOfCode } from './asked-proofs.js';
import { RecordAskedProof } from './record-asked-proof.js';

export interface SecondFactorGiven {
  /** Of the requester's status page. */
  readonly token: string;
  readonly kind: 'totp' | 'recovery-code';
  readonly code: string;
  readonly ip?: string | undefined;
}

export type SecondFactorAnswer = (Allowed & { /** `K7QM-2PXR-…`, where the directory gives one. */ readonly newCode?: Secret | undefined }) | Refusal;

/**
 * The requester types a code of their authenticator, or a saved one, on their status page; the desk never sees it (5.2).
 * The try is counted before the directory is asked, so that a hundred guesses at once are not a hundred tries for free;
 * a right one takes its count back. Who dies in between has lost a try, nothing else: the directory knows the question
 * by its operation id and gives the same answer to the same code again. A saved code is answered with the one that takes
 * its place, which is shown this once and kept nowhere (R2).
 */
@Injectable()
export class GiveSecondFactor {
  constructor(
    private readonly database: Database, private readonly directories: Directories, private readonly asked: RecordAskedProof, private readonly tellHolder: TellHolder, private readonly clock: Clock,
  ) {}

  /**
   * Refusals: `recovery.link-…`, `recovery.nothing-asked`, `recovery.code-wrong` (`missing`: `tries:n`), `recovery.code-path-closed`.
   *
   * @throws DirectoryUnreachable; the same code may be typed again
   */
  async run({ token, kind, code, ip }: SecondFactorGiven): Promise<SecondFactorAnswer> {
    const now = this.clock.now();
    const { status, asked } = await this.database.read((em) => askedOnStatusPage(em, token, kind, now));
    if (!status) return refuse('recovery.link-unknown');
    const dead = linkRefusal(status, now);
    if (dead) return dead;
    const account = asked && (await this.asked.account(asked));
    if (!asked || !account) return refuse('recovery.nothing-asked');
    const actor: Actor = { kind: 'requester', ...(ip && { ip }) };

    const counted = await this.asked.locked(asked, now, async (tx, { grant }): Promise<{ allowed: true; hitId: string } | Refusal> => {
      if (grant.codeTries >= TRIES_PER_TOKEN) return refuse('recovery.nothing-asked');
      const closed = await codePathClosed(tx, asked, 'status', now);
      if (closed) return closed;
      grant.codeTries += 1;
      return { allowed: true, hitId: rememberTry(tx, asked, 'status', now).id };
    });
    if (!counted.allowed) return counted;

    const typed = new Secret(normaliseCode(code));
    const directory = this.directories.of(asked.portalKey);
    const operationId = operationOfCode(asked.id, typed.reveal());
    const isRight = await directory.verifySecondFactor(account.ref, { kind, code: typed }, operationId);
    const newCode = isRight && kind === 'recovery-code' ? await directory.replacementOf(account.ref, typed, operationId) : undefined;

    return this.asked.locked(asked, now, async (tx, locked): Promise<SecondFactorAnswer> => {
      const left = TRIES_PER_TOKEN - locked.grant.codeTries;
      if (!isRight) {
        if (left <= 0) await this.asked.failed(tx, locked, { kind, account, because: 'tries-used-up', actor, now });
        return refuse('recovery.code-wrong', { missing: [`tries:${Math.max(0, left)}`] });
      }
      await tx.nativeDelete(LimitHit, { id: counted.hitId });
      rememberRight(tx, asked, 'status', now);
      if (kind === 'recovery-code') await this.tellHolder.within(tx, { ticket: locked.ticket, caseId: locked.recoveryCase.id, account, event: newCode ? 'recovery-code-replaced' : 'recovery-code-used', by: 'requester', now });
      await this.asked.proved(tx, locked, { kind, account, actor, now });
      return { allowed: true, ...(newCode && { newCode }) };
    });
  }
}

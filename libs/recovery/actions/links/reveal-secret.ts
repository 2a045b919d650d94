import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Directories, type Account } from '#directory';
import { Clock, Fault, newId, refuse, Sealer, Secret, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { addEvent, announce, lockTicketById } from '#tickets';
import { AFTER_REVEAL_MS } from '../../domain/grants.js';
import { Grant } from '../../store/grant.entity.js';
import { grantOfToken, lockGrant } from '../../store/grants.queries.js';
import { lockAccount, lockCaseOfTicket } from '../../store/recovery.queries.js';
import { moveTicket } from '../account/account-action.js';
import { advance } from '../cases/advance.js';
import { sealContext } from '../mails/issue-grant.js';
import { checkCode } from './check-code.js';
import { accountRefusal, linkRefusal } from './link-refusals.js';
import { LookAtGrant, type LinkView } from './look-at-grant.js';
import { Redemption } from './redemption.js';

export type Revealed = { readonly allowed: true; readonly secret: Secret; readonly username: string; /** When it stops working. */ readonly endsAt: Date } | Refusal;

/** Shows a temporary password once, to whoever has the link and types the code; from then on it lives 60 minutes (5.7). */
@Injectable()
export class RevealSecret {
  constructor(
    private readonly database: Database, private readonly directories: Directories, private readonly sealer: Sealer, private readonly lookAtGrant: LookAtGrant,
    private readonly redemption: Redemption, private readonly audit: AuditTrail, private readonly clock: Clock,
  ) {}

  look(token: string): Promise<LinkView> {
    return this.lookAtGrant.run(token, 'reveal');
  }

  /**
   * Refusals: `recovery.link-…`, `recovery.code-wrong` (`missing`: `tries:n`), `recovery.code-path-closed`, `recovery.account-…`.
   *
   * @throws DirectoryUnreachable; nothing was shown, and it can be tried again at once
   */
  async run({ token, code, ip }: { readonly token: string; readonly code: string; readonly ip?: string | undefined }): Promise<Revealed> {
    const known = await this.database.read((em) => grantOfToken(em, token, 'reveal'));
    if (!known) return refuse('recovery.link-unknown');
    const seen = await this.redemption.settle(known.id, this.clock.now());
    const directory = this.directories.of(seen.portalKey);
    const account = await directory.get(seen.accountRef);
    const unfit = accountRefusal(account, seen) ?? replaced(account, seen);
    if (!account || unfit) return unfit ?? refuse('recovery.link-revoked');

    const operationId = newId();
    const claimed = await this.#claim(seen, code, operationId);
    if ('refusal' in claimed) return claimed;
    const secret = new Secret(this.sealer.open(claimed.secretSealed!, sealContext(claimed.id), token));
    const endsAt = new Date(Math.min(claimed.secretEndsAt!.getTime(), this.clock.now().getTime() + AFTER_REVEAL_MS));
    try {
      await directory.setTemporaryPassword(account.ref, secret, endsAt, operationId);
    } catch (error) {
      await this.#release(seen.id, operationId);
      if (error instanceof Fault && error.retry === 'never') return refuse('recovery.directory-refused');
      throw error;
    }
    const shown = await this.#conclude(seen.id, operationId, endsAt, ip);
    return shown ? { allowed: true, secret, username: account.username, endsAt } : refuse('recovery.link-busy');
  }

  /** The try is counted whatever comes out, so this transaction always commits. */
  #claim(seen: Grant, code: string, operationId: string): Promise<Grant | Refusal> {
    return this.database.transaction(async (tx) => {
      await lockAccount(tx, seen);
      const grant = await lockGrant(tx, seen.id);
      const now = this.clock.now();
      const refused = linkRefusal(grant, now) ?? (await checkCode(tx, grant, 'held', code, now));
      if (refused) return refused;
      if (!grant.secretSealed || !grant.secretEndsAt) return refuse('recovery.link-revoked');
      return Object.assign(grant, { state: 'redeeming' as const, operationId, startedAt: now });
    });
  }

  #release(grantId: string, operationId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const grant = await lockGrant(tx, grantId);
      if (grant.state === 'redeeming' && grant.operationId === operationId) Object.assign(grant, { state: 'opened', operationId: null, startedAt: null });
    });
  }

  /** Destroys the sealed secret before anybody sees it in clear: shown at most once. False: somebody else got there first. */
  #conclude(grantId: string, operationId: string, endsAt: Date, ip: string | undefined): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const { ticketId } = await tx.findOneOrFail(Grant, { id: grantId });
      const ticket = ticketId ? await lockTicketById(tx, ticketId) : undefined;
      const recoveryCase = ticket && (await lockCaseOfTicket(tx, ticket.id));
      const grant = await lockGrant(tx, grantId);
      if (grant.state !== 'redeeming' || grant.operationId !== operationId) return false;
      const now = this.clock.now();
      const actor = { kind: 'requester', ...(ip && { ip }) } as const;
      Object.assign(grant, { state: 'used', usedAt: now, secretSealed: null, secretEndsAt: endsAt, codeHash: null });
      if (ticket && recoveryCase) {
        advance(recoveryCase, 'done', now);
        moveTicket(tx, ticket, 'solved', actor, now);
        addEvent(tx, ticket.id, 'secret.revealed', actor, { endsAt: endsAt.toISOString() }, now);
        await tx.flush();
        await announce(tx, { portal: ticket.portalKey, number: ticket.number });
      }
      await tx.flush();
      await this.audit.record(tx, {
        portalKey: grant.portalKey, verb: 'secret.revealed', actor, ticketNumber: ticket?.number, account: { portalKey: grant.portalKey, ref: grant.accountRef }, outcome: 'done', detail: { grantId, endsAt }, now,
      });
      return true;
    });
  }
}

/** The password that waits here is no longer the account's: to set it again would undo what the person chose since. */
function replaced(account: Account | undefined, { secretEndsAt }: Grant): Refusal | undefined {
  if (!account?.mustChangePassword) return refuse('recovery.link-revoked');
  const { temporaryPasswordExpiresAt: endsAt } = account;
  return endsAt && secretEndsAt && endsAt > secretEndsAt ? refuse('recovery.link-revoked') : undefined;
}

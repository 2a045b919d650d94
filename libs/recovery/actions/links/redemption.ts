import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Directories, DirectoryCannot, DirectoryPasswordRefused, DirectoryRefused, isGuessable, objectionsToPassword, passwordRulesFor, type Account, type PolicyObjection } from '#directory';
import { canonicalAddress, Clock, newId, refuse, Secret, type Actor, type Allowed, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { Portals } from '#portals';
import { addEvent, announce, lockTicketById } from '#tickets';
import { isUsable, REDEMPTION_MS } from '../../domain/grants.js';
import { Grant } from '../../store/grant.entity.js';
import { lockGrant, revokeOpening } from '../../store/grants.queries.js';
import { lockAccount, lockCaseOfTicket, voidEvidence } from '../../store/recovery.queries.js';
import { moveTicket } from '../account/account-action.js';
import { advance } from '../cases/advance.js';
import { TellHolder } from '../mails/tell-holder.js';
import { accountRefusal, linkRefusal, outlivedByPassword } from './link-refusals.js';

export interface ChosenPassword {
  readonly password: string;
  readonly repeat: string;
  readonly ip?: string | undefined;
}

export type Redeemed = (Allowed & { readonly username: string }) | Refusal;

/**
 * A link becomes a password: claim the grant (of two at once, one wins, R48), ask the directory outside any
 * transaction, write down the result. A claim that died is settled by asking the directory whether it happened, or by what it shows.
 */
@Injectable()
export class Redemption {
  constructor(
    private readonly database: Database, private readonly directories: Directories, private readonly portals: Portals, private readonly tellHolder: TellHolder,
    private readonly audit: AuditTrail, private readonly clock: Clock,
  ) {}

  /**
   * Refusals: `recovery.link-…`, `recovery.passwords-differ`, `recovery.password-refused` (`missing`: `too-short:15`,
   * `too-common`, `too-guessable`, `reused`, `not-taken` by the directory's own policy …), `recovery.account-…`, `recovery.pending-activation`, `recovery.directory-refused`.
   *
   * @throws DirectoryUnreachable; the link stays and can be tried again after a minute
   */
  async run(grantId: string, { password: typed, repeat, ip }: ChosenPassword): Promise<Redeemed> {
    const grant = await this.settle(grantId, this.clock.now());
    const dead = linkRefusal(grant, this.clock.now());
    if (dead) return dead;
    const directory = this.directories.of(grant.portalKey);
    const account = await directory.get(grant.accountRef);
    const unfit = accountRefusal(account, grant)
      ?? (grant.purpose === 'recovery-link' && account?.state === 'pending-activation' ? refuse('recovery.pending-activation') : undefined)
      ?? (account && outlivedByPassword(account, grant));
    if (!account || unfit) return this.#refuse(grantId, unfit ?? refuse('recovery.link-revoked'));
    if (typed.normalize('NFC') !== repeat.normalize('NFC')) return refuse('recovery.passwords-differ');
    const password = new Secret(typed);
    const rules = passwordRulesFor(await this.portals.get(grant.portalKey), account);
    const objections = [
      ...objectionsToPassword(typed, rules).map(objectionWord),
      ...((await isGuessable(typed, rules)) ? ['too-guessable'] : []),
      ...(await directory.objectionsTo(account.ref, password)),
    ];
    if (objections.length > 0) return refuse('recovery.password-refused', { missing: objections });

    const operationId = newId();
    const lost = await this.#claim(grant, operationId);
    if (lost) return lost;
    try {
      await this.#redeem(grant, account, password, operationId);
    } catch (error) {
      if (!(error instanceof DirectoryRefused)) throw error;
      await this.#release(grantId, operationId);
      return error instanceof DirectoryPasswordRefused ? refuse('recovery.password-refused', { missing: [error.why === 'reused' ? 'reused' : 'not-taken'] }) : refuse('recovery.directory-refused');
    }
    await this.#conclude(grantId, operationId, account, { kind: 'requester', ...(ip && { ip }) });
    return { allowed: true, username: account.username };
  }

  /** Looks after a redemption that died more than a minute ago; otherwise leaves the grant as it is. Returns it. */
  async settle(grantId: string, now: Date): Promise<Grant> {
    const grant = await this.database.read((em) => em.findOneOrFail(Grant, { id: grantId }));
    const { operationId } = grant;
    if (grant.state !== 'redeeming' || !operationId || !grant.startedAt || grant.startedAt.getTime() > now.getTime() - REDEMPTION_MS) return grant;
    const account = grant.purpose === 'reveal' ? undefined : await this.#accountIfSet(grant, operationId);
    if (account) await this.#conclude(grantId, operationId, account, { kind: 'requester' });
    else await this.#release(grantId, operationId);
    return this.database.read((em) => em.findOneOrFail(Grant, { id: grantId }));
  }

  /**
   * The account, if its password was set. A directory that is not ours can die when it has written the password and before
   * anybody hears so. Then the password is younger than the link, which it was not when this began: the link is dead (T21), so
   * its holder must hear of it, and what comes with a new password is made up for. Whoever chose one elsewhere at that very
   * moment signs in again, no more. A directory that does not tell how old a password is leaves the link to be used again.
   */
  async #accountIfSet(grant: Grant, operationId: string): Promise<Account | undefined> {
    const directory = this.directories.of(grant.portalKey);
    const happened = await directory.happened(operationId);
    const account = await directory.get(grant.accountRef);
    if (!account || happened) return account;
    if (!outlivedByPassword(account, grant)) return undefined;
    if (account.state === 'locked' && directory.abilities.unlock) await directory.unlock(account.ref, `${operationId}:lock`);
    if (directory.abilities.endSessions) await directory.endSessions(account.ref, `${operationId}:sessions`);
    return account;
  }

  /** A link that its account has outlived is dead from now on, and its page says so. */
  async #refuse(grantId: string, refusal: Refusal): Promise<Refusal> {
    if (refusal.refusal === 'recovery.link-revoked') await this.database.statement((em) => em.nativeUpdate(Grant, { id: grantId, state: { $in: ['unused', 'opened'] } }, { state: 'revoked' }));
    return refusal;
  }

  /** Waits for whoever is about to give the account a password of theirs: the one that the person chose is the last. Whoever comes after the claim sees it. */
  #claim({ id, portalKey, accountRef }: Grant, operationId: string): Promise<Refusal | undefined> {
    return this.database.transaction(async (tx) => {
      await lockAccount(tx, { portalKey, accountRef });
      const grant = await lockGrant(tx, id);
      const now = this.clock.now();
      if (!isUsable(grant, now)) return linkRefusal(grant, now);
      Object.assign(grant, { state: 'redeeming', operationId, startedAt: now });
      return undefined;
    });
  }

  /**
   * An activation is done when the account is active: the password first, so that nothing opens without it. Who has the
   * link has read what was mailed to the address, which an activation by hand proves of nobody.
   */
  async #redeem({ portalKey, purpose, sentTo }: Grant, account: Account, password: Secret, operationId: string): Promise<void> {
    const directory = this.directories.of(portalKey);
    if (purpose !== 'activation-link') return directory.setPassword(account.ref, password, operationId);
    await directory.setPassword(account.ref, password, `${operationId}:password`);
    const proved = account.addresses.find(({ address }) => canonicalAddress(address) === canonicalAddress(sentTo));
    if (proved?.confirmedAt === null) await directory.confirmAddress(account.ref, proved.id, `${operationId}:address`).catch(unlessUnknown);
    await directory.activate(account.ref, operationId);
  }

  #release(grantId: string, operationId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const grant = await lockGrant(tx, grantId);
      if (grant.state === 'redeeming' && grant.operationId === operationId) Object.assign(grant, { state: 'opened', operationId: null, startedAt: null });
    });
  }

  #conclude(grantId: string, operationId: string, account: Account, actor: Actor): Promise<void> {
    return this.database.transaction(async (tx) => {
      const { ticketId, portalKey, accountRef } = await tx.findOneOrFail(Grant, { id: grantId });
      const key = { portalKey, accountRef };
      const ticket = ticketId ? await lockTicketById(tx, ticketId) : undefined;
      const recoveryCase = ticket && (await lockCaseOfTicket(tx, ticket.id));
      await lockAccount(tx, key);
      const grant = await lockGrant(tx, grantId);
      if (grant.state !== 'redeeming' || grant.operationId !== operationId) return;
      const now = this.clock.now();
      Object.assign(grant, { state: 'used', usedAt: now, codeHash: null });
      await tx.flush();
      await revokeOpening(tx, key, grant.id);
      await voidEvidence(tx, key, 'password-changed', now);
      if (ticket && recoveryCase) {
        advance(recoveryCase, 'executing', now);
        advance(recoveryCase, 'done', now);
        moveTicket(tx, ticket, 'solved', actor, now);
        addEvent(tx, ticket.id, 'grant.redeemed', actor, { purpose: grant.purpose }, now);
        await this.tellHolder.within(tx, { ticket, caseId: recoveryCase.id, actionId: grant.actionId, account, event: grant.purpose === 'activation-link' ? 'account-activated' : 'password-set', by: 'requester', now });
        await tx.flush();
        await announce(tx, { portal: ticket.portalKey, number: ticket.number });
      }
      await this.audit.record(tx, {
        portalKey: grant.portalKey, verb: 'grant.redeemed', actor, ticketNumber: ticket?.number, account: { portalKey: grant.portalKey, ref: grant.accountRef }, outcome: 'done',
        detail: { purpose: grant.purpose, grantId: grant.id, as: eventOf(grant.purpose, account), ...(account.hasSecondFactor && { secondFactor: 'kept' }) }, now,
      });
    });
  }
}

/** While another authenticator of the account still works, a new password is bound to it; without one the account itself is recovered (NIST 800-63B-4 4.1.2.1, R14). */
function eventOf(purpose: Grant['purpose'], { hasSecondFactor }: Account): 'activation' | 'binding' | 'recovery' {
  if (purpose === 'activation-link') return 'activation';
  return hasSecondFactor ? 'binding' : 'recovery';
}

/** Not every directory keeps apart whether an address was confirmed. */
function unlessUnknown(error: unknown): void {
  if (!(error instanceof DirectoryCannot)) throw error;
}

/** `too-short:15`, `too-few-classes:3`, `too-common`: a code, and the number that the sentence needs. */
function objectionWord(objection: PolicyObjection): string {
  const number = 'minimum' in objection ? objection.minimum : 'maximum' in objection ? objection.maximum : 'required' in objection ? objection.required : undefined;
  return number === undefined ? objection.code : `${objection.code}:${number}`;
}

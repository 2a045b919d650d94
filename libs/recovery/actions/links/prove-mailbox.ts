import { Injectable } from '@nestjs/common';
import { Directories, type Account } from '#directory';
import { Clock, domainOf, refuse, type Allowed, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { usableAddresses } from '../../domain/account-facts.js';
import type { EvidenceKind } from '../../domain/evidence.js';
import { grantOfToken, lockGrant } from '../../store/grants.queries.js';
import { channelMark } from '../account/action-facts.js';
import { lockWhereProved } from '../cases/open-ticket.js';
import { RecordEvidence } from '../proofs/record-evidence.js';
import { checkCode } from './check-code.js';
import { proofRefusal, linkRefusal } from './link-refusals.js';
import { LookAtGrant, type LinkView } from './look-at-grant.js';

/** Somebody types the code of the proof mail on its page: they can read that mailbox. */
@Injectable()
export class ProveMailbox {
  constructor(
    private readonly database: Database, private readonly directories: Directories, private readonly lookAtGrant: LookAtGrant, private readonly evidence: RecordEvidence, private readonly clock: Clock,
  ) {}

  /** Both proofs have the same page: of a mailbox on file, and of an address that is to come on file. */
  async look(token: string): Promise<LinkView> {
    const view = await this.lookAtGrant.run(token, 'mailbox-proof');
    return view.found ? view : this.lookAtGrant.run(token, 'new-address');
  }

  /** Refusals: `recovery.link-…`, `recovery.code-wrong` (`missing`: `tries:n`), `recovery.code-path-closed`, `recovery.case-closed`. */
  async run({ token, code, ip }: { readonly token: string; readonly code: string; readonly ip?: string | undefined }): Promise<Allowed | Refusal> {
    const seen = await this.database.read(async (em) => (await grantOfToken(em, token, 'mailbox-proof')) ?? (await grantOfToken(em, token, 'new-address')));
    if (!seen) return refuse('recovery.link-unknown');
    const account = await this.directories.of(seen.portalKey).get(seen.accountRef);
    const unfit = proofRefusal(account, seen);
    if (!account || unfit) return unfit ?? refuse('recovery.link-revoked');
    return this.database.transaction(async (tx): Promise<Allowed | Refusal> => {
      const open = await lockWhereProved(tx, seen.ticketId!, seen.accountRef);
      const grant = await lockGrant(tx, seen.id);
      const now = this.clock.now();
      if (!open.allowed) return open;
      const refused = linkRefusal(grant, now) ?? (await checkCode(tx, grant, 'held', code, now));
      if (refused) return refused;
      Object.assign(grant, { state: 'used', usedAt: now, codeHash: null });
      await this.evidence.within(tx, {
        ticket: open.ticket, recoveryCase: open.recoveryCase, account, kind: grant.purpose === 'new-address' ? 'new-address' : kindOf(account, grant.channelId), outcome: 'proved', detail: { channel: channelMark(grant.sentTo), grantId: grant.id },
        actor: { kind: 'requester', ...(ip && { ip }) }, agentId: grant.startedByAgentId ?? null, now,
      });
      return { allowed: true };
    });
  }
}

/** A second address at the same provider is often the same person's same sign-in, so it is no second class (5.2). */
function kindOf(account: Account, addressId: string | null | undefined): EvidenceKind {
  const address = account.addresses.find(({ id }) => id === addressId);
  const main = usableAddresses(account).find(({ kind }) => kind === 'primary');
  return address?.kind === 'second' && main && domainOf(address.address) !== domainOf(main.address) ? 'second-address' : 'mailbox';
}

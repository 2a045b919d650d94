import { Injectable } from '@nestjs/common';
import { Directories } from '#directory';
import { Clock, refuse, type Allowed, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { mailboxKind } from '../../domain/ways-to-prove.js';
import { grantOfToken, lockGrant } from '../../store/grants.queries.js';
import { lockAccount } from '../../store/recovery.queries.js';
import { channelMark } from '../account/action-facts.js';
import { lockWhereProved } from '../cases/open-ticket.js';
import { RecordEvidence } from '../proofs/record-evidence.js';
import { checkCode } from './check-code.js';
import { proofRefusal, linkRefusal } from './link-refusals.js';
import { LookAtGrant, type LinkView } from './look-at-grant.js';

const PROOF_PURPOSES = ['mailbox-proof', 'second-address-proof', 'new-address'] as const;

/** Somebody types the code of the proof mail on its page: they can read that mailbox. */
@Injectable()
export class ProveMailbox {
  constructor(
    private readonly database: Database, private readonly directories: Directories, private readonly lookAtGrant: LookAtGrant, private readonly evidence: RecordEvidence, private readonly clock: Clock,
  ) {}

  /** All of them have the same page: of the main mailbox, of a second address on file, and of an address that is to come on file. */
  async look(token: string): Promise<LinkView> {
    for (const purpose of PROOF_PURPOSES) {
      const view = await this.lookAtGrant.run(token, purpose);
      if (view.found) return view;
    }
    return { found: false };
  }

  /** Refusals: `recovery.link-…`, `recovery.code-wrong` (`missing`: `tries:n`), `recovery.code-path-closed`, `recovery.case-closed`. */
  async run({ token, code, ip }: { readonly token: string; readonly code: string; readonly ip?: string | undefined }): Promise<Allowed | Refusal> {
    const seen = await this.database.read(async (em) => {
      for (const purpose of PROOF_PURPOSES) {
        const grant = await grantOfToken(em, token, purpose);
        if (grant) return grant;
      }
      return undefined;
    });
    if (!seen) return refuse('recovery.link-unknown');
    const account = await this.directories.of(seen.portalKey).get(seen.accountRef);
    const unfit = proofRefusal(account, seen);
    if (!account || unfit) return unfit ?? refuse('recovery.link-revoked');
    return this.database.transaction(async (tx): Promise<Allowed | Refusal> => {
      const open = await lockWhereProved(tx, seen.ticketId!, seen.accountRef);
      await lockAccount(tx, seen);
      const grant = await lockGrant(tx, seen.id);
      const now = this.clock.now();
      if (!open.allowed) return open;
      const refused = linkRefusal(grant, now) ?? (await checkCode(tx, grant, grant.purpose === 'new-address' ? 'new-address' : 'held', code, now));
      if (refused) return refused;
      Object.assign(grant, { state: 'used', usedAt: now, codeHash: null });
      await this.evidence.within(tx, {
        ticket: open.ticket, recoveryCase: open.recoveryCase, account, kind: grant.purpose === 'new-address' ? 'new-address' : mailboxKind(account.addresses, grant.channelId), outcome: 'proved', detail: { channel: channelMark(grant.sentTo), grantId: grant.id },
        actor: { kind: 'requester', ...(ip && { ip }) }, agentId: grant.startedByAgentId ?? null, now,
      });
      return { allowed: true };
    });
  }
}

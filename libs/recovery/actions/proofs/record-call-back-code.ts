import { Injectable } from '@nestjs/common';
import type { Caller } from '#agents';
import { Directories } from '#directory';
import { Clock, refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { codeIsUsable } from '../../domain/grants.js';
import { TRIES_PER_TOKEN } from '../../domain/limits.js';
import { Grant } from '../../store/grant.entity.js';
import { grantOfToken, lockGrant } from '../../store/grants.queries.js';
import { channelMark } from '../account/action-facts.js';
import { linkRefusal } from '../links/link-refusals.js';
import { checkCode } from '../links/check-code.js';
import { casesOfPage, lockWhereProved } from '../cases/open-ticket.js';
import { RecordEvidence } from './record-evidence.js';

export type CallBackRecorded = { readonly allowed: true; readonly outcome: 'proved'; readonly triesLeft: number } | Refusal;

/** By the requester, with the token of the status page; an agent's attempt is told who has to type. */
export type CallBackCode =
  | { readonly token: string; readonly code: string; readonly ip?: string | undefined }
  | { readonly ticketNumber: string; readonly agent: Caller; readonly code: string };

/**
 * The requester types, on their own status page, the code that the agent read out over the phone on file. Whoever
 * wrote the mail and whoever answered that phone are then one; the agent, who knows the code, cannot type it.
 */
@Injectable()
export class RecordCallBackCode {
  constructor(private readonly database: Database, private readonly directories: Directories, private readonly evidence: RecordEvidence, private readonly clock: Clock) {}

  /** Refusals: `recovery.requester-types-code`, `recovery.link-…`, `recovery.no-call-under-way`, `recovery.code-wrong` (`missing`: `tries:n`), `recovery.code-path-closed`, `recovery.case-closed`. */
  async run(command: CallBackCode): Promise<CallBackRecorded> {
    if (!('token' in command)) return refuse('recovery.requester-types-code');
    const now = this.clock.now();
    const { status, call } = await this.database.read(async (em) => {
      const found = await grantOfToken(em, command.token, 'status');
      return { status: found, call: found && (await em.findOne(Grant, { caseId: { $in: await casesOfPage(em, found) }, purpose: 'call-back', state: { $in: ['unused', 'opened'] }, expiresAt: { $gt: now } }, { orderBy: { createdAt: 'desc' } })) };
    });
    if (!status) return refuse('recovery.link-unknown');
    const dead = linkRefusal(status, now);
    if (dead) return dead;
    const account = call && (await this.directories.of(call.portalKey).get(call.accountRef));
    if (!call || !account?.phones.some(({ number }) => number === call.sentTo)) return refuse('recovery.no-call-under-way');
    return this.database.transaction(async (tx): Promise<CallBackRecorded> => {
      const open = await lockWhereProved(tx, call.ticketId!, call.accountRef);
      const grant = await lockGrant(tx, call.id);
      if (!open.allowed) return open;
      if (!codeIsUsable(grant, now)) return refuse('recovery.no-call-under-way');
      const refused = await checkCode(tx, grant, 'call', command.code, now);
      if (refused) return refused;
      Object.assign(grant, { state: 'used', usedAt: now, codeHash: null });
      await this.evidence.within(tx, {
        ticket: open.ticket, recoveryCase: open.recoveryCase, account, kind: 'call-back', outcome: 'proved', detail: { channel: channelMark(grant.sentTo), grantId: grant.id },
        actor: { kind: 'requester', ...(command.ip && { ip: command.ip }) }, agentId: grant.startedByAgentId ?? null, now,
      });
      return { allowed: true, outcome: 'proved', triesLeft: TRIES_PER_TOKEN - grant.codeTries };
    });
  }
}

import { Injectable } from '@nestjs/common';
import type { Caller } from '#agents';
import { Clock, refuse, type Actor, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { TRIES_PER_TOKEN } from '../../domain/limits.js';
import { channelMark } from '../account/action-facts.js';
import { checkCode } from '../links/check-code.js';
import { linkRefusal } from '../links/link-refusals.js';
import { askedOnStatusPage } from './asked-proofs.js';
import { RecordAskedProof } from './record-asked-proof.js';

export type CallBackRecorded = { readonly allowed: true; readonly outcome: 'proved'; readonly triesLeft: number } | Refusal;

/** By the requester, with the token of the status page; an agent's attempt is told who has to type. */
export type CallBackCode =
  | { readonly token: string; readonly code: string; /** How it came to the phone; left out: read out. */ readonly by?: 'call-back' | 'sms' | undefined; readonly ip?: string | undefined }
  | { readonly ticketNumber: string; readonly agent: Caller; readonly code: string };

/**
 * The requester types, on their own status page, the code that came to the phone on file: read out by the agent, or as a
 * text message. Whoever wrote the mail and whoever answered that phone are then one; the agent, who knows the code of a
 * call, cannot type it.
 */
@Injectable()
export class RecordCallBackCode {
  constructor(private readonly database: Database, private readonly asked: RecordAskedProof, private readonly clock: Clock) {}

  /** Refusals: `recovery.requester-types-code`, `recovery.link-…`, `recovery.no-call-under-way`, `recovery.code-wrong` (`missing`: `tries:n`), `recovery.code-path-closed`. */
  async run(command: CallBackCode): Promise<CallBackRecorded> {
    if (!('token' in command)) return refuse('recovery.requester-types-code');
    const now = this.clock.now();
    const kind = command.by ?? 'call-back';
    const { status, asked } = await this.database.read((em) => askedOnStatusPage(em, command.token, kind === 'sms' ? 'sms-code' : 'call-back', now));
    if (!status) return refuse('recovery.link-unknown');
    const dead = linkRefusal(status, now);
    if (dead) return dead;
    const account = asked && (await this.asked.account(asked));
    if (!asked || !account?.phones.some(({ number }) => number === asked.sentTo)) return refuse('recovery.no-call-under-way');
    const actor: Actor = { kind: 'requester', ...(command.ip && { ip: command.ip }) };
    const recorded = await this.asked.locked(asked, now, async (tx, locked): Promise<CallBackRecorded> => {
      const { grant } = locked;
      if (grant.codeTries >= TRIES_PER_TOKEN) return refuse('recovery.no-call-under-way');
      const refused = await checkCode(tx, grant, 'status', command.code, now);
      if (refused && grant.codeTries >= TRIES_PER_TOKEN) await this.asked.failed(tx, locked, { kind, account, because: 'tries-used-up', actor, now });
      if (refused) return refused;
      await this.asked.proved(tx, locked, { kind, account, detail: { channel: channelMark(grant.sentTo) }, actor, now });
      return { allowed: true, outcome: 'proved', triesLeft: TRIES_PER_TOKEN - grant.codeTries };
    });
    return !recorded.allowed && recorded.refusal === 'recovery.nothing-asked' ? refuse('recovery.no-call-under-way') : recorded;
  }
}

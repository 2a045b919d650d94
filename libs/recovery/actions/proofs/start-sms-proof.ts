import { Injectable } from '@nestjs/common';
import type { Caller } from '#agents';
import { Clock, DAY_MS, HOUR_MS, refuse, Secret, type Allowed, type Refusal } from '#kernel';
import { QueueSms } from '#outbound';
import type { EntityManager } from '#persistence';
import { Portals } from '#portals';
import { GRANT_RULES } from '../../domain/grants.js';
import { withinLimit, type LimitName } from '../../domain/limits.js';
import { smsText } from '../../domain/sms-text.js';
import { refusalToAsk } from '../../domain/ways-to-prove.js';
import { hit, hits } from '../../store/recovery.queries.js';
import { OpenedCases } from '../cases/opened-cases.js';
import { IssueGrant } from '../mails/issue-grant.js';
import { MailToFile } from '../mails/mail-to-file.js';
import { ReadProofMeans } from './proof-means.js';
import type { ProofStarted } from './start-mailbox-proof.js';
import { StartProof } from './start-proof.js';

/**
 * A code as a text message to the phone on file, typed by the requester on their own status page: whoever wrote and
 * whoever holds that phone are then one. The desk sees no code. Never to a number out of a mail: there is no way to name one.
 */
@Injectable()
export class StartSmsProof {
  constructor(
    private readonly cases: OpenedCases, private readonly means: ReadProofMeans, private readonly portals: Portals, private readonly issueGrant: IssueGrant, private readonly queueSms: QueueSms,
    private readonly mail: MailToFile, private readonly start: StartProof, private readonly clock: Clock,
  ) {}

  /** Refusals besides those of the case: `recovery.sms-off`, `recovery.no-such-phone`, `recovery.sms-country`, `recovery.channel-too-new`, `recovery.limit-reached`, `outbound.…`. */
  async run({ ticketNumber, agent, phoneId }: { readonly ticketNumber: string; readonly agent: Caller; readonly phoneId: string }): Promise<ProofStarted> {
    const seen = await this.cases.lookAtLinked(ticketNumber, agent);
    if (!seen.allowed) return seen;
    const { account } = seen;
    const { portalKey } = seen.ticket;
    const now = this.clock.now();
    const refused = refusalToAsk('sms', phoneId, await this.means.run(portalKey, account), now);
    const phone = account.phones.find(({ id }) => id === phoneId);
    if (refused || !phone) return refused ?? refuse('recovery.no-such-phone');
    const { name } = await this.portals.get(portalKey);
    return this.start.run<Extract<ProofStarted, Allowed>>({ ticketNumber, account, agent, kind: 'sms', now }, async (tx, { ticket, recoveryCase, key }) => {
      const limited = await smsLimit(tx, { account: `${portalKey}/${account.ref}`, number: phone.number, portal: portalKey }, now);
      if (limited) return limited;
      const about = { caseId: recoveryCase.id, ticketId: ticket.id, startedByAgentId: agent.agentId, now };
      const prepared = this.issueGrant.prepare('sms-code', portalKey);
      const page = this.issueGrant.prepare('status', portalKey);
      const expiresAt = new Date(now.getTime() + GRANT_RULES['sms-code'].lifeMs);
      const queued = await this.mail.within(tx, {
        ticket, account, address: { address: ticket.requesterAddress }, kind: 'proof-request', toStranger: true,
        variables: { proof: 'sms', expiresAt: expiresAt.toISOString(), agentCode: agent.code }, secrets: { link: page.link }, now,
      });
      if (!queued.allowed) return queued;
      await this.issueGrant.within(tx, page, { ...about, portalKey, accountRef: '', sentTo: ticket.requesterAddress });
      await this.issueGrant.within(tx, prepared, { ...about, ...key, sentTo: phone.number, channelId: phone.id });
      await this.queueSms.within(tx, { portalKey, ticketId: ticket.id, recipient: phone.number, text: new Secret(smsText(account.locale, name[account.locale], prepared.typed)), giveUpAt: expiresAt, now });
      return { grantId: prepared.id, answer: { allowed: true, outcome: 'started', expiresAt } };
    });
  }
}

/** Undefined: one more may be sent, and is counted. */
export async function smsLimit(tx: EntityManager, subjects: { readonly account: string; readonly number: string; readonly portal: string }, now: Date): Promise<Refusal | undefined> {
  const limits: readonly (readonly [LimitName, string])[] = [['sms-account', subjects.account], ['sms-number', subjects.number], ['sms-portal', subjects.portal]];
  for (const [limit, subject] of limits) {
    const verdict = withinLimit(limit, await hits(tx, limit, subject, new Date(now.getTime() - DAY_MS - HOUR_MS)), now);
    if (!verdict.within) return refuse('recovery.limit-reached', { missing: [`limit:${limit}`], until: verdict.until });
  }
  for (const [limit, subject] of limits) hit(tx, limit, subject, now);
  return undefined;
}

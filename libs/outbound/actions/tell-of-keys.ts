import { Injectable, type OnModuleInit } from '@nestjs/common';
import { KeyNews, namesOfAgents, type KeyChange } from '#agents';
import { AuditTrail } from '#audit';
import { refuse, type Actor } from '#kernel';
import type { EntityManager } from '#persistence';
import { mailboxForAny } from '#portals';
import { unclickable } from '../domain/one-line.js';
import { salutationName } from '../domain/salutation.js';
import { QueueMail, type QueuedMail } from './queue-mail.js';

/**
 * Writes to somebody at the desk when a sign-in key, the app or the password of theirs changed, in the transaction that changes it.
 * A mail that may not leave, or from nowhere, stops no change: the trail says that they were not told.
 */
@Injectable()
export class TellOfKeys implements OnModuleInit {
  constructor(private readonly news: KeyNews, private readonly queueMail: QueueMail, private readonly audit: AuditTrail) {}

  onModuleInit(): void {
    this.news.listen(async (tx, change) => {
      const told = await this.#queue(tx, change);
      if (told.allowed) return;
      const { agent, event, now } = change;
      await this.audit.record(tx, { portalKey: null, verb: 'agent.not-told', actor: { kind: 'rekey' }, outcome: 'refused', detail: { agentId: agent.id, event, refusal: told.refusal }, now });
    });
  }

  async #queue(tx: EntityManager, { agent, worksFor, event, keyName, actor, now }: KeyChange): Promise<QueuedMail> {
    const mailbox = await mailboxForAny(tx, worksFor);
    if (!mailbox) return refuse('outbound.no-mailbox');
    const by = byWhom(actor, agent.id);
    return this.queueMail.within(tx, {
      portalKey: mailbox.portalKey, mailboxId: mailbox.id, kind: 'sign-in-key-changed', locale: agent.locale, recipient: agent.email,
      variables: {
        salutationName: salutationName(agent.displayName), agentCode: by === 'administrator' ? await codeOf(tx, actor) : null,
        event, keyName: keyName === undefined ? null : unclickable(keyName), happenedAt: now.toISOString(), by,
      },
      secrets: {}, now,
    });
  }
}

function byWhom(actor: Actor, agentId: string): 'self' | 'administrator' | 'rekey' {
  if (actor.kind === 'rekey') return 'rekey';
  return actor.kind === 'agent' && actor.id === agentId ? 'self' : 'administrator';
}

/** Of the administrator; whoever works at the command line has none. */
async function codeOf(tx: EntityManager, actor: Actor): Promise<string | null> {
  return actor.kind === 'agent' ? ((await namesOfAgents(tx, [actor.id])).get(actor.id)?.code ?? null) : null;
}

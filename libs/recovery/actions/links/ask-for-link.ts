import { Injectable } from '@nestjs/common';
import { enqueue, sendAskedLink } from '#jobs';
import { Clock, HOUR_MS, newId, Sealer, Secret, type Locale } from '#kernel';
import { Database } from '#persistence';
import { withinLimit } from '../../domain/limits.js';
import { AskedLink } from '../../store/asked-link.entity.js';
import { hit, hits, lockSubject } from '../../store/recovery.queries.js';
import { sourceOf } from './check-code.js';

export interface AskForLinkCommand {
  readonly portalKey: string;
  /** User name or address, as typed. */
  readonly login: string;
  readonly language: Locale;
  readonly ip?: string | undefined;
}

/**
 * "Forgot your password" on a page. It writes down what was asked and answers before anybody looks for the account, so
 * that neither words nor time tell whether there is one (R24, R25, T10); `SendAskedLink` does the rest, also when this
 * process is gone by then.
 */
@Injectable()
export class AskForLink {
  constructor(private readonly database: Database, private readonly sealer: Sealer, private readonly clock: Clock) {}

  /** Always the same answer. Limits, unknown and frozen accounts, those that the desk must see to are silent. */
  async run({ portalKey, login, language, ip }: AskForLinkCommand): Promise<{ readonly done: true }> {
    const now = this.clock.now();
    const source = sourceOf(ip ?? 'unknown');
    await this.database.transaction(async (tx) => {
      // A hundred at once are not a hundred for free.
      await lockSubject(tx, source);
      const verdict = withinLimit('new-link-source', await hits(tx, 'new-link-source', source, new Date(now.getTime() - HOUR_MS)), now);
      if (!verdict.within) return;
      hit(tx, 'new-link-source', source, now);
      const id = newId();
      tx.persist(tx.create(AskedLink, { id, createdAt: now, portalKey, loginSealed: this.sealer.seal(new Secret(login), askedLinkContext(id)), language, ip: ip ?? null }));
      await enqueue(tx, sendAskedLink, { askedLinkId: id });
    });
    return { done: true };
  }
}

export function askedLinkContext(id: string): string {
  return `asked-link:${id}`;
}

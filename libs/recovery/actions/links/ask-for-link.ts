import { Injectable } from '@nestjs/common';
import { enqueue, sendAskedLink } from '#jobs';
import { Clock, newId, Sealer, Secret, type Locale } from '#kernel';
import { Database } from '#persistence';
import { AskedLink } from '../../store/asked-link.entity.js';
import { mayAsk } from './asking-brake.js';

export interface AskForLinkCommand {
  readonly portalKey: string;
  /** User name or address, as typed. */
  readonly login: string;
  readonly language: Locale;
  readonly ip?: string | undefined;
  /** The portal wants a puzzle solved, and this browser has no script. */
  readonly unproved?: boolean | undefined;
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
  async run({ portalKey, login, language, ip, unproved = false }: AskForLinkCommand): Promise<{ readonly done: true }> {
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      if (!(await mayAsk(tx, ip, now, unproved))) return;
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

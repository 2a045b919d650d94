import { Injectable } from '@nestjs/common';
import { Sealer } from '#kernel';
import type { EntityManager } from '#persistence';
import { MAIL_KINDS, warns, type MailKind } from '../domain/mail-kinds.js';
import type { OutboundMessage } from '../store/outbound-message.entity.js';
import { sealContext } from './queue-mail.js';

/** What is looked at of a mail. */
type Carrying = Pick<OutboundMessage, 'id' | 'kind' | 'secretsSealed'>;
/** Whether one of these tokens opens nothing any more. */
type Judge = (em: EntityManager, tokens: readonly string[]) => Promise<boolean>;

/** The kinds that are there for their link: without it there is nothing to say. A warning stays whatever became of its link (R8). */
const FOR_THEIR_LINK = (Object.keys(MAIL_KINDS) as MailKind[]).filter((kind) => {
  const { link } = MAIL_KINDS[kind].secrets.shape as { link?: { safeParse(value: unknown): { success: boolean } } };
  return link !== undefined && !link.safeParse(null).success && !warns(kind);
});
const TOKEN = /\/([\w-]{43})$/;

/** Whether what a mail carries was replaced or withdrawn since it was written. The rooms above hand links out and know; a mail that waited hours must not bring one that is dead. */
@Injectable()
export class DeadLinks {
  readonly #judges: Judge[] = [];

  constructor(private readonly sealer: Sealer) {}

  judgedBy(judge: Judge): void {
    this.#judges.push(judge);
  }

  /** False also where the secrets do not open: whoever writes the mail says so. */
  async isIn(em: EntityManager, row: Carrying): Promise<boolean> {
    return this.#areAnyDead(em, this.#tokensIn(row));
  }

  /** The ids of those in which it is: where none is, as nearly always, all are asked in one question. */
  async among(em: EntityManager, rows: readonly Carrying[]): Promise<ReadonlySet<string>> {
    const dead = new Set<string>();
    if (await this.#areAnyDead(em, rows.flatMap((row) => this.#tokensIn(row)))) for (const row of rows) if (await this.isIn(em, row)) dead.add(row.id);
    return dead;
  }

  async #areAnyDead(em: EntityManager, tokens: readonly string[]): Promise<boolean> {
    if (tokens.length === 0) return false;
    for (const judge of this.#judges) if (await judge(em, tokens)) return true;
    return false;
  }

  /** One or none. */
  #tokensIn({ id, kind, secretsSealed }: Carrying): readonly string[] {
    const token = secretsSealed && this.#judges.length > 0 && FOR_THEIR_LINK.includes(kind) ? this.#tokenOf(id, secretsSealed) : undefined;
    return token === undefined ? [] : [token];
  }

  #tokenOf(id: string, sealed: string): string | undefined {
    try {
      const { link } = JSON.parse(this.sealer.open(sealed, sealContext(id))) as { link?: string };
      return TOKEN.exec(link ?? '')?.[1];
    } catch {
      return undefined;
    }
  }
}

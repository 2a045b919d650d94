import { Injectable } from '@nestjs/common';
import type { Locale } from '#kernel';
import { cutTokens } from '#log';
import { Database } from '#persistence';
import { Portals, type PortalProfile } from '#portals';
import { MAIL_KINDS } from '../domain/mail-kinds.js';
import { renderMail, wordsDigest } from '../render/render-mail.js';
import { prepareTemplates } from '../render/templates.js';
import type { OutboundMessage } from '../store/outbound-message.entity.js';
import { mailOfTickets } from '../store/outbound.queries.js';
import { FRESH_MS, Wordings } from './wordings.js';

/** What somebody has, or will have, in their mailbox; each secret is a placeholder in the language of the mail. */
export interface MailAsRead {
  readonly id: string;
  readonly locale: Locale;
  /** Null, as is `text`: it can no longer be written, since templates of today do not know what its row has. */
  readonly subject: string | null;
  /** The plain text, which says the same as the HTML. */
  readonly text: string | null;
  /** `as-left`: word for word what was handed over. `as-now`: in the words of today, since those of then cannot be known. `not-left`: it waits, or never left, and these would be its words. */
  readonly words: 'as-left' | 'as-now' | 'not-left';
}

type Words = Readonly<Record<string, string>>;

/** Reads a mail of a ticket without its secrets: the row has none once it left, and as long as it waits they stay sealed. */
@Injectable()
export class ReadMail {
  constructor(private readonly database: Database, private readonly portals: Portals, private readonly wordings: Wordings) {}

  /** Undefined: these tickets have no such mail, or its time is over. @throws PortalUnknown */
  async run(id: string, ticketIds: readonly string[]): Promise<MailAsRead | undefined> {
    const found = await this.database.read((em) => mailOfTickets(em, id, ticketIds));
    if (!found) return undefined;
    await prepareTemplates();
    const { row, ticketNumber, triedAt } = found;
    // A kind that an earlier release had.
    if (!Object.hasOwn(MAIL_KINDS, row.kind)) return { ...unwritten(row), words: 'as-now' };
    const portal = await this.portals.get(row.portalKey);
    const { words, said } = await this.#wordsOf(row, portal, triedAt);
    return { ...written(row, portal, said, ticketNumber), words };
  }

  /** Own sentences are rows that are added, so those of then are still there; templates and the portal's profile may have changed, and the digest tells. */
  async #wordsOf(row: OutboundMessage, portal: PortalProfile, triedAt: Date | null): Promise<{ readonly words: MailAsRead['words']; readonly said: Words }> {
    const { portalKey, kind, locale } = row;
    if (!triedAt || row.state === 'queued') return { words: 'not-left', said: await this.wordings.wordsFor(portalKey, kind, locale) };
    // Whoever wrote it may have had the words of some seconds before.
    const of = (at: Date): Promise<Words> => this.wordings.wordsAt(portalKey, kind, locale, at);
    const candidates = [await of(triedAt), await of(new Date(triedAt.getTime() - FRESH_MS))];
    const said = candidates.find((words) => wordsDigest(kind, locale, { portal, words }) === row.wordsDigest);
    return said ? { words: 'as-left', said } : { words: 'as-now', said: candidates[0]! };
  }
}

function written(row: OutboundMessage, portal: PortalProfile, words: Words, ticketNumber: string | null): Omit<MailAsRead, 'words'> {
  try {
    const { subject, text } = renderMail(row.kind, row.locale, { portal, variables: row.variables, secrets: 'left-out', ticketNumber, words });
    // Somebody at the desk may have quoted one of our links.
    return { id: row.id, locale: row.locale, subject: cutTokens(row.subject ?? subject), text: cutTokens(text) };
  } catch {
    // An older row need not fit the templates of today.
    return unwritten(row);
  }
}

function unwritten({ id, locale }: OutboundMessage): Omit<MailAsRead, 'words'> {
  return { id, locale, subject: null, text: null };
}

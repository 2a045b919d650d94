import { Injectable } from '@nestjs/common';
import { canonicalAddress, Clock, domainOf, Fault, Sealer } from '#kernel';
import { Database, Together } from '#persistence';
import { Mailboxes, Portals, type Mailbox } from '#portals';
import { sealContext } from '../actions/queue-mail.js';
import { DeadLinks } from '../actions/dead-links.js';
import { DkimKeys } from '../actions/dkim-keys.js';
import { SmimeKeys } from '../actions/smime-keys.js';
import { OutboundIds } from '../actions/outbound-ids.js';
import { Wordings } from '../actions/wordings.js';
import { machineHeaders } from '../domain/machine-headers.js';
import type { OutgoingMail } from '../mail-relay.js';
import { GATHERED } from '../actions/gathered.js';
import { queuedMails, type QueuedMail } from '../store/outbound.queries.js';
import { renderMail, wordsDigest } from './render-mail.js';
import { prepareTemplates } from './templates.js';

const SENDER_FRESH_MS = 5_000;
/** Shown in the outbox; the console has it in both languages. */
const LINK_IS_DEAD = 'the link in it was replaced or withdrawn before it left';

/** Turns a row into a mail, in memory only: a rendered mail with its secrets is never stored. */
@Injectable()
export class PrepareMail {
  readonly #queued = new Together((ids: readonly string[]) => this.database.read(async (em) => {
    const found = await queuedMails(em, ids);
    const dead = await this.deadLinks.among(em, found.filter((row) => row !== undefined));
    return found.map((row) => row && { row, isDead: dead.has(row.id) });
  }), GATHERED);
  readonly #senders = new Map<string, { readonly mailbox: Mailbox | undefined; readonly readAtMs: number }>();

  constructor(
    private readonly database: Database, private readonly portals: Portals, private readonly mailboxes: Mailboxes,
    private readonly sealer: Sealer, private readonly ids: OutboundIds, private readonly clock: Clock, private readonly wordings: Wordings,
    private readonly dkimKeys: DkimKeys, private readonly smimeKeys: SmimeKeys, private readonly deadLinks: DeadLinks,
  ) {}

  /**
   * The mail; or the problem that no later try will cure; or that its link was replaced or withdrawn meanwhile; or undefined when there is no queued mail with this id.
   *
   * @throws whatever the database throws, so that the job is tried again
   */
  async run(id: string): Promise<{ readonly mail: OutgoingMail; readonly wordsDigest: string } | { readonly problem: string } | { readonly withdrawn: string } | undefined> {
    const found = await this.#queued.ask(id);
    if (!found) return undefined;
    const { row, isDead } = found;
    const expiresAt = row.variables['expiresAt'];
    if (typeof expiresAt === 'string' && new Date(expiresAt) <= this.clock.now()) return { problem: 'what this mail carries has expired' };
    if (isDead) return { withdrawn: LINK_IS_DEAD };
    const mailbox = await this.#sender(row.mailboxId);
    if (!mailbox) return { problem: 'the mailbox it would come from is gone' };
    try {
      await prepareTemplates();
      return await this.#write(row, mailbox);
    } catch (error) {
      if (error instanceof Fault && error.retry === 'never') return { problem: error.message };
      if (error instanceof CannotWrite) return { problem: error.message };
      throw error;
    }
  }

  /** Every mail asks; another process may change the display name, so not for long. */
  async #sender(mailboxId: string): Promise<Mailbox | undefined> {
    const nowMs = this.clock.now().getTime();
    const known = this.#senders.get(mailboxId);
    if (known?.mailbox && Math.abs(nowMs - known.readAtMs) < SENDER_FRESH_MS) return known.mailbox;
    const mailbox = await this.mailboxes.get(mailboxId);
    this.#senders.set(mailboxId, { mailbox, readAtMs: nowMs });
    return mailbox;
  }

  async #write(row: QueuedMail, mailbox: Pick<Mailbox, 'id' | 'address' | 'displayName' | 'imapUser'>): Promise<{ readonly mail: OutgoingMail; readonly wordsDigest: string }> {
    const portal = await this.portals.get(row.portalKey);
    const words = await this.wordings.wordsFor(row.portalKey, row.kind, row.locale);
    const rendered = orCannotWrite(() => {
      const secrets = row.secretsSealed ? (JSON.parse(this.sealer.open(row.secretsSealed, sealContext(row.id))) as Record<string, string>) : {};
      return renderMail(row.kind, row.locale, { portal, variables: row.variables, secrets, ticketNumber: row.ticketNumber, words });
    });
    const plus = portal.mailboxes.find(({ address }) => canonicalAddress(address) === mailbox.address)?.plusAddresses ?? true;
    const mail: OutgoingMail = {
      messageId: row.messageId,
      from: { name: mailbox.displayName, address: mailbox.address },
      to: row.recipient,
      replyTo: plus ? row.replyTo ?? null : null,
      inReplyTo: row.inReplyTo ?? null,
      references: row.references,
      date: this.clock.now(),
      subject: row.subject ?? rendered.subject,
      text: rendered.text,
      html: rendered.html,
      headers: machineHeaders({ automatic: row.automatic, isAnswer: Boolean(row.inReplyTo), loopMark: this.ids.loopMark }),
      envelopeFrom: row.automatic ? null : plus ? this.ids.returnPath(mailbox.address, row.id) : mailbox.address,
      mailbox: { id: mailbox.id, user: mailbox.imapUser },
      smime: await this.smimeKeys.signerOf(row.portalKey, mailbox.address),
      dkim: await this.dkimKeys.signerOf(domainOf(mailbox.address)),
    };
    return { mail, wordsDigest: wordsDigest(row.kind, row.locale, { portal, words }) };
  }
}

/** Seal, template and variables do not fit together. The words name the missing piece, never its content. */
class CannotWrite extends Error {}

function orCannotWrite<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new CannotWrite(`the mail cannot be written: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

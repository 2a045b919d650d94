import { Injectable } from '@nestjs/common';
import { canonicalAddress, Clock, newId, Sealer, Secret } from '#kernel';
import { Database } from '#persistence';
import { Mailbox } from '../store/mailbox.entity.js';

export interface MailboxToSave {
  readonly portalKey: string;
  readonly address: string;
  readonly displayName: string;
  /** '': nothing is fetched; a mail server delivers into it (LMTP). */
  readonly imapHost: string;
  readonly imapPort: number;
  readonly imapSecurity: 'implicit' | 'starttls' | 'none';
  readonly imapUser: string;
  /** None: as it was; nothing for a mailbox that signs in by tokens. */
  readonly imapPassword?: Secret | undefined;
  readonly authservId?: string | null | undefined;
  readonly folder?: string | undefined;
  readonly enabled?: boolean | undefined;
}

/** How long another process's change may go unnoticed where it does not matter. */
const FRESH_MS = 5_000;
const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

/** The mailboxes that this desk reads. */
@Injectable()
export class Mailboxes {
  readonly #recent = new Map<string, { readonly mailbox: Promise<Mailbox | undefined>; readonly readAt: number }>();

  constructor(private readonly database: Database, private readonly sealer: Sealer, private readonly clock: Clock) {}

  /** Every mailbox, disabled ones too, by address. */
  all(): Promise<Mailbox[]> {
    return this.database.read((em) => em.find(Mailbox, {}, { orderBy: { address: 'asc' } }));
  }

  /** As it was at most a few seconds ago: every mail asks. */
  recent(id: string): Promise<Mailbox | undefined> {
    const known = this.#recent.get(id);
    if (known && performance.now() - known.readAt < FRESH_MS) return known.mailbox;
    const mailbox = this.get(id);
    this.#recent.set(id, { mailbox, readAt: performance.now() });
    // Neither a failed read nor an unknown mailbox is remembered.
    mailbox.then((found) => found ?? this.#recent.delete(id), () => this.#recent.delete(id));
    return mailbox;
  }

  get(id: string): Promise<Mailbox | undefined> {
    return this.database.read(async (em) => (await em.findOne(Mailbox, { id })) ?? undefined);
  }

  /** The mailbox behind a recipient address, with or without plus detail; case does not matter. */
  ofAddress(address: string): Promise<Mailbox | undefined> {
    const canonical = canonicalAddress(address);
    const at = canonical.lastIndexOf('@');
    const bare = `${canonical.slice(0, at).split('+')[0]!}${canonical.slice(at)}`;
    // A mailbox may have a plus in its own name.
    return this.database.read(async (em) => {
      const found = await em.find(Mailbox, { address: { $in: [canonical, bare] } });
      return found.find((one) => one.address === canonical) ?? found[0];
    });
  }

  forPortal(portalKey: string): Promise<Mailbox[]> {
    return this.database.read((em) => em.find(Mailbox, { portalKey }, { orderBy: { address: 'asc' } }));
  }

  /** @throws Error when REKEY_SECRET_KEY is not the one under which the password was saved */
  openPassword(mailbox: Mailbox): Secret {
    return new Secret(this.sealer.open(mailbox.imapPasswordSealed, contextOf(mailbox.id)));
  }

  /**
   * Adds the mailbox, or changes the one with this address. Returns its id.
   *
   * @throws RangeError when the password would travel unencrypted to another machine
   */
  async save(given: MailboxToSave): Promise<string> {
    if (given.imapSecurity === 'none' && !LOOPBACK.includes(given.imapHost)) throw new RangeError('imapSecurity none is for this machine only');
    this.#recent.clear();
    return this.database.transaction(async (tx) => {
      const address = canonicalAddress(given.address);
      const present = await tx.findOne(Mailbox, { address });
      const id = present?.id ?? newId();
      const columns = {
        portalKey: given.portalKey,
        address,
        displayName: given.displayName,
        imapHost: given.imapHost,
        imapPort: given.imapPort,
        imapSecurity: given.imapSecurity,
        imapUser: given.imapUser,
        imapPasswordSealed: given.imapPassword || !present ? this.sealer.seal(given.imapPassword ?? '', contextOf(id)) : present.imapPasswordSealed,
        folder: given.folder ?? present?.folder ?? 'INBOX',
        authservId: given.authservId ?? null,
        enabled: given.enabled ?? present?.enabled ?? true,
      };
      if (present) Object.assign(present, columns);
      else tx.persist(tx.create(Mailbox, { id, createdAt: this.clock.now(), ...columns }));
      return id;
    });
  }
}

function contextOf(id: string): string {
  return `mailbox:${id}:imap`;
}

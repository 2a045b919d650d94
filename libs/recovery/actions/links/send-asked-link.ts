import { Injectable, Logger } from '@nestjs/common';
import { Directories, type Account } from '#directory';
import { enqueue, sendAskedLink } from '#jobs';
import { canonicalAddress, Clock, HOUR_MS, MINUTE_MS, parseAddress, Sealer, type Locale } from '#kernel';
import { Database } from '#persistence';
import { Mailboxes, Portals } from '#portals';
import { usableAddresses } from '../../domain/account-facts.js';
import { AskedLink } from '../../store/asked-link.entity.js';
import { BeginAction } from '../account/begin-action.js';
import { OpenOnAccount } from '../cases/open-on-account.js';
import { quietUntil } from '../../store/quiet.queries.js';
import { askedLinkContext } from './ask-for-link.js';
import { mayNoteQuietly } from './asking-brake.js';

/** Nothing of it is to be kept. */
class NotSent extends Error {}

const WORDS = {
  de: { subject: 'Passwort vergessen', note: 'Auf der Seite „Passwort vergessen“ wurde ein Link angefordert. Er ging an die hinterlegte Adresse.', quiet: 'Auf der Seite „Passwort vergessen“ wurde ein Link angefordert. Er ging nicht hinaus, weil die Person für ihr Postfach eine Pause gewählt hat.' },
  en: { subject: 'Forgot password', note: 'A link was asked for on the page "Forgot your password". It went to the address on file.', quiet: 'A link was asked for on the page "Forgot your password". It did not leave, since the person chose a pause for their mailbox.' },
} as const satisfies Record<Locale, unknown>;

const LATE_AFTER_MS = MINUTE_MS;
/** Who has waited so long has asked again or written; a link that comes out of nowhere only frightens. */
const GIVE_UP_AFTER_MS = HOUR_MS;
const BATCH = 200;

/**
 * Looks for the account that somebody typed on "forgot your password", and sends a link to the address on file, by the
 * same rules as a mail that asks for one. The request is gone in the same transaction: it is done once, however often
 * the job comes and wherever a process dies.
 */
@Injectable()
export class SendAskedLink {
  readonly #log = new Logger('ask-for-link');

  constructor(
    private readonly database: Database, private readonly directories: Directories, private readonly portals: Portals, private readonly mailboxes: Mailboxes, private readonly openOnAccount: OpenOnAccount,
    private readonly begin: BeginAction, private readonly sealer: Sealer, private readonly clock: Clock,
  ) {}

  /** @throws DirectoryUnreachable; the request stays and is looked at later */
  async run({ askedLinkId: id }: { readonly askedLinkId: string }): Promise<void> {
    const asked = await this.database.read((em) => em.findOne(AskedLink, { id }));
    if (!asked) return;
    try {
      await this.#send(asked, this.clock.now());
    } catch (error) {
      if (!(error instanceof NotSent)) throw error;
      await this.#forget(id);
    }
  }

  /** Upkeep: what lost its job or met a directory that was away, and what is over. Returns how many of each. */
  async settleLate(now: Date = this.clock.now()): Promise<{ readonly again: number; readonly over: number }> {
    const late = await this.database.read((em) => em.find(AskedLink, { createdAt: { $lt: new Date(now.getTime() - LATE_AFTER_MS) } }, { orderBy: { createdAt: 'asc' }, limit: BATCH }));
    const over = late.filter(({ createdAt }) => createdAt.getTime() <= now.getTime() - GIVE_UP_AFTER_MS);
    for (const { id, portalKey } of over) {
      this.#log.warn(`a link asked for on a page of ${portalKey} was not sent within an hour`);
      await this.#forget(id);
    }
    await this.database.transaction(async (tx) => {
      for (const { id } of late.slice(over.length)) await enqueue(tx, sendAskedLink, { askedLinkId: id });
    });
    return { again: late.length - over.length, over: over.length };
  }

  async #send({ id, portalKey, loginSealed, language, ip }: AskedLink, now: Date): Promise<void> {
    const login = this.sealer.open(loginSealed, askedLinkContext(id));
    const directory = this.directories.of(portalKey);
    const account = await this.#find(portalKey, login);
    const typed = parseAddress(login);
    const usable = account ? usableAddresses(account) : [];
    const address = usable.find((one) => typed !== undefined && canonicalAddress(one.address) === canonicalAddress(typed)) ?? usable[0];
    const mailbox = (await this.mailboxes.all()).find((one) => one.portalKey === portalKey);
    if (!account || !address || !mailbox) throw new NotSent();
    const profile = await this.portals.get(portalKey);
    const words = WORDS[profile.languages.includes(language) ? language : 'de'];
    await this.database.transaction(async (tx) => {
      // Who comes second waits here, and finds nothing to do.
      if ((await tx.nativeDelete(AskedLink, { id })) === 0) return;
      const key = { portalKey, accountRef: account.ref };
      const quiet = await quietUntil(tx, portalKey, address.address, now);
      const { ticket, recoveryCase } = await this.openOnAccount.within(tx, {
        profile, mailboxId: mailbox.id, account, address: address.address, caseType: 'forgot-password', subject: words.subject, note: quiet ? words.quiet : words.note, language, actor: { kind: 'requester' }, because: 'page.login', now,
      });
      const begun = await this.begin.within(tx, {
        ticket, recoveryCase, account, abilities: directory.abilities, type: account.state === 'pending-activation' ? 'resend-activation' : 'send-recovery-link',
        asker: 'requester', actor: { kind: 'requester', ...(ip && { ip }) }, agent: null, addressId: address.id, idempotencyKey: `page:${id}`, now,
      });
      if (begun.allowed) return;
      // The desk sees that somebody asked, and why nothing left; of a flood no more than would have been mailed.
      if (begun.refusal !== 'recovery.quiet' || !(await mayNoteQuietly(tx, key, now))) throw new NotSent();
    });
  }

  async #forget(id: string): Promise<void> {
    await this.database.statement((em) => em.nativeDelete(AskedLink, { id }));
  }

  /** The user name first, as at the sign-in; an address that several accounts have leads to nobody. */
  async #find(portalKey: string, login: string): Promise<Account | undefined> {
    const directory = this.directories.of(portalKey);
    const [byName] = await directory.find({ username: login });
    if (byName) return byName;
    const address = parseAddress(login);
    const found = address === undefined ? [] : await directory.find({ address });
    return found.length === 1 ? found[0] : undefined;
  }
}

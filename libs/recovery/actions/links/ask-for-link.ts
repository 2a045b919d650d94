import { Injectable, Logger } from '@nestjs/common';
import { Directories, type Account } from '#directory';
import { canonicalAddress, Clock, Fault, HOUR_MS, newId, parseAddress, type Locale } from '#kernel';
import { Database } from '#persistence';
import { Mailboxes, Portals, routeTicket } from '#portals';
import { addEvent, OpenByPage } from '#tickets';
import { usableAddresses } from '../../domain/account-facts.js';
import { withinLimit } from '../../domain/limits.js';
import { hit, hits } from '../../store/recovery.queries.js';
import { BeginAction } from '../account/begin-action.js';
import { OpenCase } from '../cases/open-case.js';

export interface AskForLinkCommand {
  readonly portalKey: string;
  /** User name or address, as typed. */
  readonly login: string;
  readonly language: Locale;
  readonly ip?: string | undefined;
}

/** Nothing of it is to be kept. */
class NotSent extends Error {}

const WORDS = {
  de: { subject: 'Passwort vergessen', note: 'Auf der Seite „Passwort vergessen“ wurde ein Link angefordert. Er ging an die hinterlegte Adresse.' },
  en: { subject: 'Forgot password', note: 'A link was asked for on the page "Forgot your password". It went to the address on file.' },
} as const satisfies Record<Locale, unknown>;

/**
 * "Forgot your password" on a page: a link to the address on file, by the same rules as a mail that asks for one.
 * It answers before it looks for the account, so that neither words nor time tell whether there is one (R24, R25, T10);
 * a request that dies with the process is asked again by whoever gets no mail.
 */
@Injectable()
export class AskForLink {
  readonly #log = new Logger('ask-for-link');
  readonly #underWay = new Set<Promise<void>>();

  constructor(
    private readonly database: Database, private readonly directories: Directories, private readonly portals: Portals, private readonly mailboxes: Mailboxes, private readonly openByPage: OpenByPage,
    private readonly openCase: OpenCase, private readonly begin: BeginAction, private readonly clock: Clock,
  ) {}

  /** Always the same answer. Limits, unknown and frozen accounts, those that the desk must see to are silent. */
  async run(command: AskForLinkCommand): Promise<{ readonly done: true }> {
    const now = this.clock.now();
    const source = `ip:${command.ip ?? 'unknown'}`;
    const isWithin = await this.database.transaction(async (tx) => {
      const verdict = withinLimit('new-link-source', await hits(tx, 'new-link-source', source, new Date(now.getTime() - HOUR_MS)), now);
      if (verdict.within) hit(tx, 'new-link-source', source, now);
      return verdict.within;
    });
    if (isWithin) {
      const work = this.#send(command, now).catch((error: unknown) => {
        if (!(error instanceof NotSent)) this.#log.warn(`a link asked for on a page of ${command.portalKey} was not sent: ${error instanceof Fault ? error.code : String(error)}`);
      }).finally(() => this.#underWay.delete(work));
      this.#underWay.add(work);
    }
    return { done: true };
  }

  /** When everything that was asked for so far is mailed, or is not. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async onModuleDestroy(): Promise<void> {
    await this.settled();
  }

  async #send({ portalKey, login, language, ip }: AskForLinkCommand, now: Date): Promise<void> {
    const directory = this.directories.of(portalKey);
    const account = await this.#find(portalKey, login);
    const typed = parseAddress(login);
    const usable = account ? usableAddresses(account) : [];
    const address = usable.find((one) => typed !== undefined && canonicalAddress(one.address) === canonicalAddress(typed)) ?? usable[0];
    const mailbox = (await this.mailboxes.all()).find((one) => one.portalKey === portalKey);
    if (!account || !address || !mailbox) return;
    const profile = await this.portals.get(portalKey);
    const words = WORDS[profile.languages.includes(language) ? language : 'de'];
    const route = routeTicket(profile, { caseType: 'forgot-password', risk: 'low', confidence: 1, mailClass: 'request' });
    await this.database.transaction(async (tx) => {
      const ticket = await this.openByPage.within(tx, {
        portalKey, mailboxId: mailbox.id, caseType: 'forgot-password', route, ...words, requester: { address: address.address, name: account.displayName }, language, now,
      });
      const { recoveryCase } = await this.openCase.within(tx, { ticket, portalKey, caseType: 'forgot-password', claimed: {}, candidates: [account], senderMatches: [], authenticity: 'none', now });
      Object.assign(recoveryCase, { state: 'matched', accountRef: account.ref, linkedAt: now });
      addEvent(tx, ticket.id, 'account.linked', { kind: 'requester' }, { because: ['page.login'] }, now);
      const begun = await this.begin.within(tx, {
        ticket, recoveryCase, account, abilities: directory.abilities, type: account.state === 'pending-activation' ? 'resend-activation' : 'send-recovery-link',
        asker: 'requester', actor: { kind: 'requester', ...(ip && { ip }) }, agent: null, addressId: address.id, idempotencyKey: `page:${newId()}`, now,
      });
      if (!begun.allowed) throw new NotSent();
    });
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

import { Injectable } from '@nestjs/common';
import { actorOf, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { Mailboxes, Portals } from '#portals';
import { usableAddresses } from '../../domain/account-facts.js';
import { lockOpening, officeTickets, ticketOfKey } from '../../store/office.queries.js';
import { OpenOnAccount } from '../cases/open-on-account.js';
import { caseTypeOf, type FoundItem } from './list-office.js';

export type OpenedTicket = { readonly allowed: true; readonly ticketNumber: string } | Refusal;

const WORDS = {
  'registration-data-changed': { de: 'Registrierung mit geänderten Angaben', en: 'Registration with changed data' },
  'registration-not-accepted': { de: 'Registrierung wird geprüft', en: 'Registration is being checked' },
  'username-change': { de: 'Anderer Benutzername', en: 'Another user name' },
} as const;
const NOTE = {
  de: 'Die Freigabestelle hat sich diese Registrierung vorgenommen. Eine Mail dazu gibt es nicht.',
  en: 'The approval office took up this registration. There is no mail about it.',
} as const;

/** Whatever the office decides stands on a ticket: the one that the person wrote, or one of its own where nobody wrote. */
@Injectable()
export class OpenOfficeTicket {
  constructor(
    private readonly database: Database, private readonly portals: Portals, private readonly mailboxes: Mailboxes, private readonly openOnAccount: OpenOnAccount, private readonly audit: AuditTrail, private readonly clock: Clock,
  ) {}

  /** Two people at once get the same one. Refusals: `recovery.no-address-on-file`, `portals.unknown` where the portal has no mailbox. */
  async run({ account, kinds, item: { portal: portalKey } }: FoundItem, agent: Caller, idempotencyKey?: string): Promise<OpenedTicket> {
    const key = { portalKey, accountRef: account.ref };
    const mailbox = (await this.mailboxes.all()).find((one) => one.portalKey === portalKey);
    const [address] = usableAddresses(account);
    const profile = await this.portals.get(portalKey);
    const caseType = caseTypeOf(kinds) as keyof typeof WORDS;
    const now = this.clock.now();
    return this.database.transaction(async (tx): Promise<OpenedTicket> => {
      await lockOpening(tx, key);
      const known = (idempotencyKey === undefined ? undefined : await ticketOfKey(tx, key, idempotencyKey)) ?? (await officeTickets(tx, portalKey, [account.ref]))[0]?.number;
      if (known !== undefined) return { allowed: true, ticketNumber: known };
      if (!mailbox) return refuse('portals.unknown');
      if (!address) return refuse('recovery.no-address-on-file');
      const actor = actorOf(agent, now);
      const { locale: language } = account;
      const { ticket } = await this.openOnAccount.within(tx, {
        profile, mailboxId: mailbox.id, account, address: address.address, caseType, subject: WORDS[caseType][language], note: NOTE[language], language, actor, because: 'office.registration', now,
      });
      await tx.flush();
      await this.audit.record(tx, { portalKey, verb: 'account.linked', actor, ticketNumber: ticket.number, account: { portalKey, ref: account.ref }, outcome: 'done', detail: { by: 'office' }, now });
      return { allowed: true, ticketNumber: ticket.number };
    });
  }
}

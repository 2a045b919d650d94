import { CreateBuiltinAccount, Directories, type BuiltinAccountToCreate } from '#directory';
import { Sealer, Secret } from '#kernel';
import { Database } from '#persistence';
import { ImportPortal, Mailboxes, PortalSecrets, shippedProfiles } from '#portals';
import { OpenCase } from '#recovery';
import { Ticket } from '#tickets';
import type { TestApi } from './api.js';

/** What only the recipient of a mail reads. */
export interface MailedSecrets {
  readonly link: string;
  readonly code?: string;
  readonly codePage?: string;
  readonly reportLink: string;
  readonly typedNumber: string;
}

/** The links and codes of the newest mail of that kind on the ticket, before it leaves. */
export async function lastMailOf(api: TestApi, number: string, kind: string): Promise<MailedSecrets> {
  const [row] = await api.get(Database).read((em) => em.execute<{ id: string; secrets_sealed: string }[]>(
    'select m.id, m.secrets_sealed from outbound_message m join ticket t on t.id = m.ticket_id where m.kind = ? and t.number = ? order by m.id desc limit 1', [kind, number]));
  if (!row) throw new Error(`no ${kind} on ${number}`);
  return JSON.parse(api.get(Sealer).open(row.secrets_sealed, `outbound:${row.id}`)) as MailedSecrets;
}

/** A ticket with its case, of somebody whose account is linked. */
export async function openLinkedTicket(api: TestApi, count: number, more: Partial<BuiltinAccountToCreate> = {}, ticket = 1000 + count): Promise<{ number: string; statusLink: string; accountRef: string }> {
  const portalKey = 'manufacturer';
  const address = `thomas${count}@post.example`;
  const mailboxId = await api.get(Mailboxes).save({
    portalKey, address: 'support@manufacturer.example', displayName: 'Support', imapHost: '127.0.0.1', imapPort: 143, imapSecurity: 'none', imapUser: 'x', imapPassword: new Secret('x'),
  });
  const accountRef = await api.get(CreateBuiltinAccount).run({
    portalKey, username: `thomas${count}`, givenName: 'Thomas', familyName: 'Reuter', userType: 'customer', state: 'active', addresses: [{ address }], phones: [{ number: '+494055500555' }],
    password: new Secret('what was forgotten long ago'), ...more,
  });
  return { accountRef, ...(await openTicketOf(api, { portalKey, ref: accountRef, address, mailboxId, number: `MAN-${ticket}` })) };
}

/** A ticket with its case, about an account of whatever directory the portal has. */
export async function openTicketOf(api: TestApi, { portalKey, ref, address, mailboxId, number }: { readonly portalKey: string; readonly ref: string; readonly address: string; readonly mailboxId: string; readonly number: string }): Promise<{ number: string; statusLink: string }> {
  const account = (await api.get(Directories).of(portalKey).get(ref))!;
  return api.get(Database).transaction(async (tx) => {
    const now = new Date();
    const opened = tx.create(Ticket, {
      portalKey, number, mailboxId, queue: 'triage', state: 'new', priority: 'normal', caseType: 'forgot-password', secondary: [], confidence: 0.9, risk: 'low', riskSignals: [],
      language: 'de', subject: 'Passwort vergessen', requesterAddress: address, requesterCanonical: address, routeBecause: [], lastMessageAt: now, createdAt: now,
    });
    tx.persist(opened);
    await tx.flush();
    const { statusLink } = await api.get(OpenCase).within(tx, { ticket: opened, portalKey, caseType: 'forgot-password', claimed: {}, candidates: [account], senderMatches: [account], authenticity: 'pass', now });
    return { number: opened.number, statusLink };
  });
}

/** Everything that the desk can ask the requester for on their page, set up for the portal of `openLinkedTicket`. */
export async function offerAllProofs(api: TestApi, outside: { readonly smsUrl: string; readonly issuer: string; readonly clientSecret: string }): Promise<void> {
  const { yaml } = (await shippedProfiles()).find(({ key }) => key === 'manufacturer')!;
  const imported = await api.get(ImportPortal).run(`${yaml}
sms:
  url: ${outside.smsUrl}
  sender: Hilfe
homeSignIn:
  - key: works
    name: { de: Stadtwerke Seeheim, en: Seeheim Works }
    issuer: ${outside.issuer}
    clientId: rekey
    scopes: [openid, profile, email]
    match: { claim: preferred_username, equals: username }
  - key: elsewhere
    name: { de: Andere GmbH, en: Other Ltd }
    issuer: ${outside.issuer}
    clientId: rekey
    organisations: [Andere GmbH]
    match: { claim: sub, equals: ref }
`, { kind: 'operator' });
  if (!imported.allowed) throw new Error(JSON.stringify(imported));
  await api.get(PortalSecrets).set('manufacturer', 'sms', new Secret('a signing key of a gateway'), { kind: 'operator' });
  await api.get(PortalSecrets).set('manufacturer', 'home:works', new Secret(outside.clientSecret), { kind: 'operator' });
}

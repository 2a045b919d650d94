import { randomBytes } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { AddAgent, IssueApiToken } from '#agents';
import { Database } from '#persistence';
import { ImportPortal, shippedProfiles } from '#portals';

const PORTALS = ['school', 'chamber', 'manufacturer', 'media-centre', 'service-desk'] as const;
/** The queue that holds nearly everything, as one does. */
export const BUSY = { portal: 'school', queue: 'triage' } as const;

/** What can be looked for in a filled desk, from a word of one ticket to a word of all. */
export const SOUGHT = { identifier: 'KD-0004711', rare: 'lindwurm11', medium: 'mittelwort7', common: 'Passwort', commonPair: 'Passwort vergessen', address: 'person.4711@post.example' } as const;

/**
 * Fills an empty desk with tickets of one message each, a third of them open, over ten years. Written straight into the
 * tables: what is measured is reading.
 */
export async function fill(house: INestApplicationContext, tickets: number): Promise<void> {
  for (const { yaml } of await shippedProfiles()) await house.get(ImportPortal).run(yaml, { kind: 'operator' });
  const mailbox = '00000000-0000-7000-8000-000000000001';
  await house.get(Database).transaction(async (tx) => {
    await tx.execute(
      `insert into ticket (id, created_at, portal_key, number, mailbox_id, queue, state, case_type, secondary, confidence, risk, risk_signals, language, subject, requester_address, requester_canonical, requester_name, route_because, last_message_at)
       select gen_random_uuid(), now(), (?::text[])[case when n % 10 < 6 then 1 else 1 + n % 5 end], 'BEN-' || n, ?, case when n % 10 < 6 then 'triage' else 'links' end, (array['closed', 'closed', 'open'])[1 + n % 3], 'forgot-password', '[]', 0.9, 'low', '[]', 'de',
         'Zugang ' || n, 'person.' || n || '@post.example', 'person.' || n || '@post.example', 'Person ' || n, '[]', now() - n * interval '5 minutes' from generate_series(1, ?) n`, [`{${PORTALS.join(',')}}`, mailbox, tickets]);
    await tx.execute(
      `insert into ticket_message (id, created_at, ticket_id, kind, from_address, from_name, subject, message_id, "references", text, attachments, warnings)
       select gen_random_uuid(), created_at, id, 'inbound', requester_address, requester_name, subject, number || '@post.example', '[]',
         'Guten Tag, ich habe mein Passwort vergessen und komme seit ' || n % 30 || ' Tagen nicht mehr in das Portal. Meine Kundennummer ist KD-' || lpad(n::text, 7, '0') || ', im Betreff steht lindwurm' || n % 9973
           || ' und die Seite zeigt mittelwort' || n % 50 || '. ' || repeat('Bitte helfen Sie mir bald weiter, ich brauche den Zugang f' || chr(252) || 'r den Unterricht am Montag. ', 1 + n % 8) || 'Mit freundlichen Gr' || chr(252) || chr(223) || 'en, Person ' || n, '[]', '[]'
       from (select *, substr(number, 5)::int as n from ticket) ticket`);
  });
  await house.get(Database).statement((em) => em.execute('vacuum analyze ticket, ticket_message'));
}

/** A bearer token of somebody who may read everything. */
export async function readerToken(house: INestApplicationContext): Promise<string> {
  const actor = { kind: 'operator' } as const;
  const agent = await house.get(AddAgent).run({ email: 'reader@bench.example', displayName: 'Reader', code: 'rd1', roles: ['agent'], portals: [], password: randomBytes(16).toString('base64url'), actor });
  if (!agent.allowed) throw new Error(`the bench was refused: ${agent.refusal}`);
  const issued = await house.get(IssueApiToken).run({ agentId: agent.agentId, name: 'bench', actor });
  if (!issued.allowed) throw new Error(`the bench was refused: ${issued.refusal}`);
  return issued.token;
}

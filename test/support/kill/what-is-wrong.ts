import type pg from 'pg';
import type { Writers } from './writers.js';

export interface Outcome {
  readonly mails: number;
  readonly tickets: number;
  readonly sent: number;
  /** Nobody can know whether they arrived; flagged, and never repeated. */
  readonly unknown: number;
  /** Of the unknown ones, those that the relay had. */
  readonly unknownArrived: number;
  readonly links: number;
  /** What was lost or done twice, in words. Empty: nothing. */
  readonly problems: readonly string[];
}

interface Leaving {
  readonly message_id: string;
  readonly recipient: string;
  readonly kind: string;
  readonly state: string;
}

/**
 * Compares what was written, what the desk holds and what the relay had, mail by mail.
 *
 * @param relayed the relay's record: a line a mail, Message-ID and recipient
 */
export async function whatIsWrong(database: pg.Client, writers: Writers, relayed: string): Promise<Outcome> {
  const rows = async <Row>(sql: string): Promise<Row[]> => (await database.query(sql)).rows as Row[];
  const kept = await rows<{ message_id: string; disposition: string | null; ticket_id: string | null }>('select message_id, disposition, ticket_id from kept_mail');
  const messages = await rows<{ message_id: string; ticket_id: string; requester: string }>(`select m.message_id, m.ticket_id, t.requester_canonical as requester from ticket_message m join ticket t on t.id = m.ticket_id where m.kind = 'inbound'`);
  const tickets = await rows<{ id: string; requester: string }>('select id, requester_canonical as requester from ticket');
  const leaving = await rows<Leaving>(`select trim(both '<>' from message_id) as message_id, recipient, kind, state from outbound_message`);
  const attempts = await rows<{ mails: number }>(`select count(distinct m.id)::int as mails from delivery_attempt a join outbound_message m on m.id = a.outbound_message_id where m.state = 'unknown' and a.outcome = 'unknown' and m.failure is not null`);
  const alarm = await rows<{ mails: number }>(`select (detail->>'mails')::int as mails from alarm where kind = 'outbox-unknown' and cleared_at is null`);
  const grants = await rows<{ links: number; cases: number }>(`select count(*)::int as links, count(distinct case_id)::int as cases from recovery_action where type = 'send-recovery-link' and state = 'done'`);

  const everybody = Array.from({ length: writers.count }, (_, number) => number);
  const had = relayed.split('\n').filter(Boolean);
  const unknown = leaving.filter(({ state }) => state === 'unknown');
  const arrived = new Set(had.map((line) => line.split(' ')[0]!));
  const known = new Set(leaving.map((mail) => `${mail.message_id} ${mail.recipient}`));
  const holders = everybody.filter((number) => writers.hasAccount(number)).length;

  const problems = [
    ...differ('kept', everybody.map((number) => `${number}@writers.example`), kept.map((mail) => unbracketed(mail.message_id))),
    ...some('kept and not filed on a ticket', kept.filter(({ disposition, ticket_id }) => disposition !== 'filed' || ticket_id === null).map((mail) => mail.message_id)),
    ...differ('tickets', everybody.map((number) => writers.address(number)), tickets.map(({ requester }) => requester)),
    ...differ('messages', everybody.map((number) => `${number}@writers.example ${writers.address(number)}`), messages.map((one) => `${unbracketed(one.message_id)} ${one.requester}`)),
    ...some('written twice', twice(leaving.map(({ kind, recipient }) => `${kind} to ${recipient}`))),
    ...some('without an answer', missing(everybody.map((number) => writers.address(number)), leaving.map(({ recipient }) => recipient))),
    ...some('sent twice', twice(had)),
    ...some('sent and nowhere in the outbox', had.filter((line) => !known.has(line))),
    ...some('called sent and never with the relay', leaving.filter(({ state, message_id: id }) => state === 'sent' && !arrived.has(id)).map(({ message_id: id }) => id)),
    ...some('neither sent nor flagged', leaving.filter(({ state }) => state !== 'sent' && state !== 'unknown').map(({ message_id: id, state }) => `${id} ${state}`)),
    ...(attempts[0]!.mails === unknown.length && (alarm[0]?.mails ?? 0) === unknown.length ? [] : [`${unknown.length} unknown, of which ${attempts[0]!.mails} say why and ${alarm[0]?.mails ?? 0} are in the alarm`]),
    ...(grants[0]!.links === holders && grants[0]!.cases === holders ? [] : [`${grants[0]!.links} links for ${grants[0]!.cases} cases of ${holders} account holders`]),
  ];
  return {
    mails: kept.length, tickets: tickets.length, sent: leaving.filter(({ state }) => state === 'sent').length, unknown: unknown.length,
    unknownArrived: unknown.filter(({ message_id: id }) => arrived.has(id)).length, links: grants[0]!.links, problems,
  };
}

function differ(what: string, wanted: readonly string[], found: readonly string[]): string[] {
  const expected = new Set(wanted);
  return [...some(`${what}: lost`, missing(wanted, found)), ...some(`${what}: doubled`, twice(found)), ...some(`${what}: nobody wrote`, found.filter((one) => !expected.has(one)))];
}

function missing(wanted: readonly string[], found: readonly string[]): string[] {
  const there = new Set(found);
  return wanted.filter((one) => !there.has(one));
}

function twice(all: readonly string[]): string[] {
  const seen = new Set<string>();
  return all.filter((one) => seen.has(one) || !seen.add(one));
}

function some(what: string, which: readonly string[]): string[] {
  return which.length > 0 ? [`${which.length} ${what}, such as ${which[0]}`] : [];
}

function unbracketed(messageId: string): string {
  return messageId.replace(/^<|>$/g, '');
}

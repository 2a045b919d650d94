import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { SplitMail } from '#intake';
import { newId } from '#kernel';
import { Database } from '#persistence';
import { ChangeTicket, MergeTickets, ReadTickets, RebuildSearch, Reply, UnmergeTicket, type TicketDetail } from '#tickets';
import { found, MailDesk, SUPPORT, type ArrivedMail } from '../support/mail-desk.js';

const person = (name: string) => ({ agentId: newId(), email: `${name}@desk.example`, displayName: name, code: name, roles: ['agent' as const], portals: [], locale: 'de' as const, strength: 'second-factor' as const });
const [mara, nils] = [person('mara'), person('nils')];
const HELP = 'Guten Tag, ich habe mein Passwort vergessen und brauche einen neuen Link.';
const SERIAL = 'Guten Tag, wo finde ich die Seriennummer auf meinem Gerät? Ich finde das Typenschild nicht.';

/** Cases 10 to 16 of helpdesk-peers section 2, and the runners-up about conversations. */
describe('which mail belongs to which ticket', () => {
  let desk: MailDesk;
  let people = 0;
  beforeAll(async () => {
    desk = await MailDesk.open();
  });
  afterAll(() => desk?.close());

  /** Somebody new, at a domain of their own. */
  const somebody = (name = 'ada'): string => `${name}@post${(people += 1)}.example`;
  const writes = (address: string, lines: readonly string[] = [], text = HELP, dmarc = 'pass'): Promise<ArrivedMail> => (
    desk.arrives([found(dmarc, address.split('@')[1]!), 'Received: from hop', `From: ${address}`, ...lines], text)
  );
  const ticketOf = async ({ ticket_id }: ArrivedMail): Promise<TicketDetail> => {
    const [row] = await desk.rows<{ number: string }>('select number from ticket where id = ?', [ticket_id]);
    return (await desk.get(ReadTickets).get(row!.number, person('any')))!;
  };
  const numberOf = async (mail: ArrivedMail): Promise<string> => (await ticketOf(mail)).ticket.number;
  const answers = async (ticketNumber: string, more: Partial<Parameters<Reply['run']>[0]> = {}) => desk.get(Reply).run({ ticketNumber, agent: mara, text: 'Bitte versuchen Sie es noch einmal.', ...more });
  const lastMail = async (ticketId: string) => (await desk.rows<{ message_id: string; reply_to: string; recipient: string }>('select * from outbound_message where ticket_id = ? order by id desc limit 1', [ticketId]))[0]!;

  it('10: no id ⇒ a new ticket: nothing is ever matched on what is empty', async () => {
    const empty = fc.constantFrom('', ' ', '<>', '< >', '<   >', '""', '<@>');
    const tickets = new Set<string>();
    let mails = 0;
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom('Message-ID', 'In-Reply-To', 'References'), empty), { maxLength: 4 }), async (headers) => {
      const lines = headers.map(([name, value]) => `${name}: ${value}`);
      const address = somebody();
      const { ticket_id } = await desk.arrivesAs(`From: ${address}\r\nTo: ${SUPPORT}\r\nX-Mail: ${(mails += 1)}\r\nSubject: Hilfe\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n${HELP} ${mails}\r\n`);
      tickets.add(ticket_id!);
    }), { numRuns: 40 });
    expect(tickets.size).toBe(mails);
    expect(await desk.rows(`select 1 from thread_key where trim(message_id) = ''`)).toEqual([]);
  });

  it('11: whoever writes somebody’s ticket number into the subject gets a ticket of their own', async () => {
    const [ada, bert] = [somebody('ada'), somebody('bert')];
    const adas = await writes(ada);
    const number = await numberOf(adas);
    const berts = await writes(bert, [`Subject: Re: Passwort [${number}]`]);
    expect(berts.ticket_id).not.toBe(adas.ticket_id);
    expect((await ticketOf(berts)).links).toEqual([{ number, subject: 'Passwort vergessen', kind: 'claims', direction: 'to' }]);
    expect((await ticketOf(adas)).messages.filter(({ kind }) => kind === 'inbound')).toHaveLength(1);
    // A hint is too little for the requester, too, when nobody proves that it is them.
    expect((await writes(ada, [`Subject: Re: Passwort [${number}]`], HELP, 'none')).ticket_id).not.toBe(adas.ticket_id);
    expect((await writes(ada, [`Subject: Re: Passwort [${number}]`])).ticket_id).toBe(adas.ticket_id);
  });

  it('12: ids and reply addresses of another desk, or guessed ones, open nothing', async () => {
    const ada = somebody();
    const adas = await writes(ada);
    const { reply_to: signed, message_id: ours } = await lastMail(adas.ticket_id!);
    const eve = somebody('eve');
    const forged = signed.replace(/(\+.{26}).{20}@/, (_, id: string) => `${id}${'0'.repeat(20)}@`);
    expect(forged).not.toBe(signed);
    for (const to of [forged, signed]) expect([to, (await writes(eve, [`To: ${to}`])).ticket_id === adas.ticket_id]).toEqual([to, false]);
    // Of our shape, signed by somebody else. Ada writes, who may enter: nothing but the signature keeps her mail out.
    const guessed = ours.replace(/\.([0-9a-f]{32})@/, `.${createHmac('sha256', 'another desk').update(ours).digest('hex').slice(0, 32)}@`);
    expect(guessed).not.toBe(ours);
    for (const who of [eve, ada]) expect([who, (await writes(who, [`In-Reply-To: <${guessed}>`])).ticket_id === adas.ticket_id]).toEqual([who, false]);
    expect((await writes(eve, [`In-Reply-To: <${ours}>`])).ticket_id).not.toBe(adas.ticket_id);
    expect((await writes(ada, [`To: ${signed}`])).ticket_id).toBe(adas.ticket_id);
  });

  it.each<[string, readonly string[]]>([
    ['nothing else in common', []],
    ['a circular in common that they answer', ['In-Reply-To: <circular@school.example>', 'References: <circular@school.example>']],
    ['one Message-ID for all that their program ever sent', ['Message-ID: <0@program.example>']],
    ['each other in Cc, and the circular', ['Cc: all@school.example', 'In-Reply-To: <cc-circular@school.example>', 'Message-ID: <1@program.example>']],
  ])('13: five people who write “help” have five tickets, each their own: %s', async (_, shared) => {
    const people = Array.from({ length: 5 }, () => somebody());
    const tickets: TicketDetail[] = [];
    for (const one of people) tickets.push(await ticketOf(await writes(one, ['Subject: help', ...shared], 'help')));
    expect(tickets.map(({ ticket }) => ticket.requesterAddress)).toEqual(people);
    expect(tickets.map(({ messages }) => messages.filter(({ kind }) => kind === 'inbound').length)).toEqual(people.map(() => 1));
  });

  it('14: an old thread taken for another topic, or closed for good, goes on in a linked ticket', async () => {
    const ada = somebody();
    const first = await writes(ada, ['Message-ID: <first@ada.example>']);
    const topic = await writes(ada, ['In-Reply-To: <first@ada.example>', 'Subject: Seriennummer meines Geräts'], SERIAL);
    expect(topic.ticket_id).not.toBe(first.ticket_id);
    expect((await ticketOf(topic)).links).toMatchObject([{ number: await numberOf(first), kind: 'topic', direction: 'to' }]);
    expect((await ticketOf(first)).links).toMatchObject([{ number: await numberOf(topic), kind: 'topic', direction: 'from' }]);
    expect((await writes(ada, ['In-Reply-To: <first@ada.example>', 'Subject: Nachtrag'], 'Mein Benutzername ist ada. Ich habe das Passwort vergessen.')).ticket_id).toBe(first.ticket_id);

    await desk.rows(`update ticket set state = 'closed', closed_at = now() - interval '15 days' where id = ? returning id`, [first.ticket_id]);
    const late = await writes(ada, ['In-Reply-To: <first@ada.example>', 'Subject: Re: Passwort vergessen']);
    expect((await ticketOf(late)).links).toMatchObject([{ number: await numberOf(first), kind: 'closed' }]);
    expect((await ticketOf(first)).ticket.state).toBe('closed');
  });

  it('14: an agent splits one mail off: a ticket, a case and a thread of its own', async () => {
    const ada = somebody();
    const first = await writes(ada, ['Message-ID: <split-1@ada.example>']);
    const second = await writes(ada, ['Message-ID: <split-2@ada.example>', 'In-Reply-To: <split-1@ada.example>', 'Subject: Re: Passwort vergessen'], SERIAL);
    const number = await numberOf(first);
    const split = desk.get(SplitMail);
    const [one, other] = (await ticketOf(first)).messages.filter(({ kind }) => kind === 'inbound');
    expect(await split.run({ ticketNumber: number, messageId: newId(), agent: mara })).toMatchObject({ refusal: 'tickets.split-not-possible' });
    expect(await split.run({ ticketNumber: number, messageId: other!.id, agent: { ...mara, roles: ['auditor'] } })).toMatchObject({ refusal: 'agents.not-permitted' });
    const sentBefore = (await desk.outbox()).length;
    const done = await split.run({ ticketNumber: number, messageId: other!.id, agent: mara }) as { allowed: true; number: string };
    expect(done).toMatchObject({ allowed: true });
    const opened = (await desk.get(ReadTickets).get(done.number, person('any')))!;
    expect(opened.ticket).toMatchObject({ caseType: 'serial-number-help', requesterAddress: ada, assigneeId: mara.agentId, linkKind: 'split' });
    expect(opened.messages.map(({ id }) => id)).toEqual([other!.id]);
    expect((await ticketOf(first)).messages.map(({ id }) => id)).toContain(one!.id);
    expect(await desk.rows('select case_type from recovery_case where ticket_id = ?', [opened.ticket.id])).toEqual([{ case_type: 'serial-number-help' }]);
    expect(await desk.rows('select ticket_id from kept_mail where id = ?', [second.id])).toEqual([{ ticket_id: opened.ticket.id }]);
    expect(await desk.outbox()).toHaveLength(sentBefore);
    // What answers the mail goes with it, what answers the other stays.
    expect((await writes(ada, ['In-Reply-To: <split-2@ada.example>', 'Subject: Re: Passwort vergessen'], SERIAL)).ticket_id).toBe(opened.ticket.id);
    expect((await writes(ada, ['In-Reply-To: <split-1@ada.example>', 'Subject: Re: Passwort vergessen'])).ticket_id).toBe(first.ticket_id);
    expect(await split.run({ ticketNumber: number, messageId: other!.id, agent: mara })).toMatchObject({ refusal: 'tickets.split-not-possible' });
    // A mail that was split off is no longer waited for here: answered before it came, nothing is owed; not answered, what came first.
    const waits = async (id: string) => (await desk.rows<{ waits: string | null; last: string }>('select owed_since::text as waits, last_message_at::text as last from ticket where id = ?', [id]))[0]!;
    const answered = await writes(ada, ['Message-ID: <split-3@ada.example>', 'Subject: Frage eins']);
    expect(await desk.get(Reply).run({ ticketNumber: await numberOf(answered), agent: mara, text: 'Bitte versuchen Sie es noch einmal.' })).toMatchObject({ allowed: true });
    const { last } = await waits(answered.ticket_id!);
    await writes(ada, ['In-Reply-To: <split-3@ada.example>', 'Subject: Re: Frage eins'], SERIAL);
    expect((await waits(answered.ticket_id!)).waits).not.toBeNull();
    const later = (await ticketOf(answered)).messages.filter(({ kind }) => kind === 'inbound')[1]!;
    expect(await split.run({ ticketNumber: await numberOf(answered), messageId: later.id, agent: mara })).toMatchObject({ allowed: true });
    expect(await waits(answered.ticket_id!)).toEqual({ waits: null, last });
    const asked = await writes(ada, ['Message-ID: <split-4@ada.example>', 'Subject: Frage zwei']);
    await writes(ada, ['In-Reply-To: <split-4@ada.example>', 'Subject: Re: Frage zwei'], SERIAL);
    const [oldest, newest] = (await ticketOf(asked)).messages.filter(({ kind }) => kind === 'inbound');
    expect(await split.run({ ticketNumber: await numberOf(asked), messageId: oldest!.id, agent: mara })).toMatchObject({ allowed: true });
    const [{ came }] = (await desk.rows<{ came: string }>('select received_at::text as came from kept_mail where id = (select kept_mail_id from ticket_message where id = ?)', [newest!.id])) as [{ came: string }];
    expect((await waits(asked.ticket_id!)).waits).toBe(came);
    const alone = await writes(somebody());
    const [only] = (await ticketOf(alone)).messages;
    expect(await split.run({ ticketNumber: await numberOf(alone), messageId: only!.id, agent: mara })).toMatchObject({ refusal: 'tickets.split-only-message' });
  });

  it('15: people in Cc who answer before the desk does write on the same ticket, by any id that they quote', async () => {
    const [ada, bert, cleo, eve] = [somebody('ada'), somebody('bert'), somebody('cleo'), somebody('eve')];
    const first = await writes(ada, ['Message-ID: <cc-1@ada.example>', `Cc: ${bert}, ${cleo}`]);
    const reply = ['Subject: AW: Passwort vergessen'];
    expect((await writes(bert, [...reply, 'Message-ID: <cc-2@bert.example>', 'In-Reply-To: <cc-1@ada.example>', 'References: <cc-1@ada.example>'])).ticket_id).toBe(first.ticket_id);
    // Cleo answers Bert, and her program quotes only the mail before.
    expect((await writes(cleo, [...reply, 'Message-ID: <cc-3@cleo.example>', 'In-Reply-To: <cc-2@bert.example>'])).ticket_id).toBe(first.ticket_id);
    // Ada answers a mail that we never saw, which stands in nobody's Message-ID but in References.
    await writes(bert, [...reply, 'Message-ID: <cc-5@bert.example>', 'In-Reply-To: <cc-4@unseen.example>', 'References: <cc-1@ada.example> <cc-4@unseen.example>']);
    expect((await writes(ada, [...reply, 'In-Reply-To: <cc-4@unseen.example>'])).ticket_id).toBe(first.ticket_id);
    // Neither a stranger, nor Bert when nobody proves that it is him.
    expect((await writes(eve, [...reply, 'In-Reply-To: <cc-1@ada.example>'])).ticket_id).not.toBe(first.ticket_id);
    expect((await writes(bert, [...reply, 'In-Reply-To: <cc-1@ada.example>'], HELP, 'none')).ticket_id).not.toBe(first.ticket_id);
    expect((await ticketOf(first)).participants).toEqual([bert, cleo]);
  });

  it('16: an answer that is filed at the very moment its ticket goes into another is found on the other', async () => {
    const ada = somebody();
    const [into, from] = [await writes(ada), await writes(ada, [], `${HELP} Noch einmal!`)];
    const merging = desk.holds(async (tx) => {
      await tx.execute('select 1 from ticket where id = ? for update', [from.ticket_id]);
      return () => tx.execute(`update ticket set merged_into_id = ?, state = 'closed', closed_at = now() where id = ?`, [into.ticket_id, from.ticket_id]);
    });
    await merging.begun;
    const answering = writes(ada, [`In-Reply-To: ${(await lastMail(from.ticket_id!)).message_id}`]);
    await desk.somebodyWaitsForALock();
    await merging.goOn();
    expect((await answering).ticket_id).toBe(into.ticket_id);
    expect(await desk.rows('select state from ticket where id = ?', [from.ticket_id])).toEqual([{ state: 'closed' }]);
  });

  it('16: answers to a merged ticket find the one that is left, and each answer goes to who wrote', async () => {
    const [ada, bert] = [somebody('ada'), somebody('bert')];
    const adas = await writes(ada, ['Message-ID: <m-1@ada.example>']);
    const berts = await writes(bert, ['Message-ID: <m-1@bert.example>']);
    const [adaNumber, bertNumber] = [await numberOf(adas), await numberOf(berts)];
    await answers(bertNumber);
    const toBert = await lastMail(berts.ticket_id!);
    const merge = desk.get(MergeTickets);
    expect(await merge.run({ ticketNumber: bertNumber, into: bertNumber, agent: mara })).toMatchObject({ refusal: 'tickets.merge-itself' });
    expect(await merge.run({ ticketNumber: bertNumber, into: 'SCH-1', agent: mara })).toMatchObject({ refusal: 'tickets.unknown' });
    expect(await merge.run({ ticketNumber: bertNumber, into: adaNumber, agent: mara })).toMatchObject({ refusal: 'tickets.merge-other-requester' });
    const crosswise = await Promise.all([[bertNumber, adaNumber], [adaNumber, bertNumber]].map(([from, into]) => merge.run({ ticketNumber: from!, into: into!, agent: mara, acrossRequesters: true })));
    expect(crosswise.filter(({ allowed }) => allowed)).toHaveLength(1);
    if (!crosswise[0]!.allowed) {
      await desk.get(UnmergeTicket).run({ ticketNumber: adaNumber, agent: mara });
      await merge.run({ ticketNumber: bertNumber, into: adaNumber, agent: mara, acrossRequesters: true });
    }
    expect((await ticketOf(adas)).messages.filter(({ kind }) => kind === 'inbound').map(({ fromAddress }) => fromAddress).sort()).toEqual([ada, bert].sort());
    expect(await answers(bertNumber)).toMatchObject({ refusal: 'tickets.merged' });

    for (const lines of [[`To: ${toBert.reply_to}`], [`In-Reply-To: <${toBert.message_id}>`], ['In-Reply-To: <m-1@bert.example>'], [`Subject: Re: [${bertNumber}]`]]) {
      expect([lines, (await writes(bert, ['Subject: Re: Passwort vergessen', ...lines].slice(lines[0]!.startsWith('Subject') ? 1 : 0))).ticket_id]).toEqual([lines, adas.ticket_id]);
    }
    // The newest message is Bert's; Ada's is answered when the agent says so.
    expect(await answers(adaNumber)).toMatchObject({ allowed: true });
    expect(await lastMail(adas.ticket_id!)).toMatchObject({ recipient: bert });
    const adasMessage = (await ticketOf(adas)).messages.find(({ fromAddress }) => fromAddress === ada)!;
    expect(await answers(adaNumber, { answers: adasMessage.id })).toMatchObject({ allowed: true });
    expect(await lastMail(adas.ticket_id!)).toMatchObject({ recipient: ada });
    expect(await answers(adaNumber, { answers: newId() })).toMatchObject({ refusal: 'tickets.no-recipient' });
  });

  it('16: a merger is taken back with everything that it moved, within seven days', async () => {
    const ada = somebody();
    const [one, other] = [await writes(ada, ['Message-ID: <u-1@ada.example>']), await writes(ada, ['Message-ID: <u-2@ada.example>'])];
    const [from, into] = [await numberOf(one), await numberOf(other)];
    const before = (await ticketOf(one)).messages.map(({ id }) => id);
    expect(await desk.get(MergeTickets).run({ ticketNumber: from, into, agent: mara })).toEqual({ allowed: true, into });
    const unmerge = desk.get(UnmergeTicket);
    const both = await Promise.all([1, 2].map(() => unmerge.run({ ticketNumber: from, agent: mara })));
    expect(both.filter(({ allowed }) => allowed)).toHaveLength(1);
    expect((await ticketOf(one)).messages.map(({ id }) => id)).toEqual(before);
    expect((await ticketOf(one)).ticket).toMatchObject({ state: 'new', mergedIntoId: null });
    expect((await writes(ada, ['In-Reply-To: <u-1@ada.example>'])).ticket_id).toBe(one.ticket_id);
    expect((await desk.rows<{ verb: string }>(`select verb from audit_entry where ticket_number = ? and verb like 'ticket.%merged' order by sequence`, [from])).map(({ verb }) => verb)).toEqual(['ticket.merged', 'ticket.unmerged']);
    await desk.get(MergeTickets).run({ ticketNumber: from, into, agent: mara });
    await desk.rows(`update ticket_merge set merged_at = merged_at - interval '8 days' where undone_at is null returning id`);
    expect(await unmerge.run({ ticketNumber: from, agent: mara })).toMatchObject({ refusal: 'tickets.unmerge-too-late' });
  });

  it('osTicket#1744, #2225: an out-of-office reopens nothing, a person’s answer does', async () => {
    const ada = somebody();
    const first = await writes(ada);
    const number = await numberOf(first);
    for (const state of ['solved', 'closed'] as const) {
      await answers(number);
      const { reply_to } = await lastMail(first.ticket_id!);
      const { version } = (await ticketOf(first)).ticket;
      await desk.get(ChangeTicket).run({ ticketNumber: number, agent: mara, version, patch: { state } });
      const absent = await writes(ada, [`To: ${reply_to}`, 'Auto-Submitted: auto-replied', 'Subject: Abwesenheit: Re: Passwort'], 'Ich bin bis Montag nicht im Haus.');
      expect(absent.ticket_id).toBe(first.ticket_id);
      expect((await ticketOf(first)).ticket.state).toBe(state);
      await writes(ada, [`To: ${reply_to}`, 'Subject: Re: Passwort vergessen']);
      expect((await ticketOf(first)).ticket.state).toBe('open');
    }
    // Nor is a machine answered: the reply goes to the person who wrote last.
    const newest = (await ticketOf(first)).messages.filter(({ fromMachine }) => fromMachine);
    expect(newest).toHaveLength(2);
  });

  it('osTicket#1744: a person whose answer only reads like an absence note wakes the ticket, and is who the next reply goes to', async () => {
    const ada = somebody();
    const first = await writes(ada);
    await answers(await numberOf(first));
    const { reply_to } = await lastMail(first.ticket_id!);
    const { ticket: { number, version } } = await ticketOf(first);
    await desk.get(ChangeTicket).run({ ticketNumber: number, agent: mara, version, patch: { state: 'solved' } });
    const before = (await desk.outbox()).length;
    await writes(ada, [`To: ${reply_to}`, 'In-Reply-To: <anything@home.example>', 'Subject: AW: Passwort vergessen'], 'Unter der alten Adresse bin ich nicht erreichbar, bitte neue Adresse eintragen: ada@neu.example');
    const { ticket, messages } = await ticketOf(first);
    expect([ticket.state, messages.at(-1)?.fromMachine]).toEqual(['open', false]);
    expect(await desk.outbox()).toHaveLength(before);
  });

  it('freescout#4287: Reply-To is shown as what it is, never as the sender, and gets nothing', async () => {
    const mail = await writes(somebody('ada'), ['Reply-To: Mara vom Support <eve@evil.example>']);
    const { ticket, messages } = await ticketOf(mail);
    expect(ticket.requesterAddress).toMatch(/^ada@/);
    expect(messages[0]).toMatchObject({ fromAddress: ticket.requesterAddress, warnings: ['reply-to-differs:eve@evil.example'], senderCheck: { replyTo: ['eve@evil.example'] } });
    await answers(ticket.number);
    expect(JSON.stringify(await desk.rows('select recipient, reply_to from outbound_message where ticket_id = ?', [ticket.id]))).not.toContain('evil.example');
  });

  it('zammad#246: of two agents who answer at once the slower one is told, not the requester twice', async () => {
    const mail = await writes(somebody());
    const { ticket } = await ticketOf(mail);
    const both = await Promise.all([mara, nils].map((agent) => answers(ticket.number, { agent, seenVersion: ticket.version })));
    expect(both.filter(({ allowed }) => allowed)).toHaveLength(1);
    expect(both.find(({ allowed }) => !allowed)).toMatchObject({ refusal: 'tickets.changed-meanwhile' });
    expect(await desk.rows(`select 1 from outbound_message where ticket_id = ? and kind = 'reply'`, [ticket.id])).toHaveLength(1);
    // Whoever read the colleague's answer may add to it; and nobody is held back by an answer of their own.
    const now = (await ticketOf(mail)).ticket.version;
    expect(await answers(ticket.number, { agent: nils, seenVersion: now })).toMatchObject({ allowed: true });
    expect(await answers(ticket.number, { agent: nils, seenVersion: now })).toMatchObject({ allowed: true });
  });

  it('osTicket#2504: nobody who once opened a ticket keeps others from answering it', async () => {
    const mail = await writes(somebody());
    const { ticket } = await ticketOf(mail);
    await desk.get(ChangeTicket).run({ ticketNumber: ticket.number, agent: mara, version: ticket.version, patch: { assigneeId: mara.agentId } });
    await ticketOf(mail);
    expect(await answers(ticket.number, { agent: nils, seenVersion: ticket.version })).toMatchObject({ allowed: true });
  });

  it('zammad#4379: the index of the search is built anew while mail comes in, and everything is found before, meanwhile and afterwards', async () => {
    // By the index alone: few rows would be read without it.
    const found = (word: string) => desk.get(Database).transaction(async (tx) => {
      await tx.execute('set local enable_seqscan = off');
      const [plan] = await tx.execute<{ 'QUERY PLAN': string }[]>(`explain (format json) select ticket_id from ticket_message where words @@ to_tsquery('simple', ?)`, [word]);
      expect(JSON.stringify(plan)).toContain('ticket_message_words_index');
      return (await tx.execute<{ ticket_id: string }[]>(`select ticket_id from ticket_message where words @@ to_tsquery('simple', ?)`, [word])).map(({ ticket_id }) => ticket_id);
    });
    const indexes = () => desk.rows(`select c.relname as name, i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid where c.relname like 'ticket_message_words_index%' order by 1`);
    const saying = (word: string) => writes(somebody(), [], `${HELP} ${word}`);
    const holdUp = async (mail: ArrivedMail) => {
      const writing = desk.holds(async (tx) => {
        await tx.execute('update ticket_message set from_machine = from_machine where kept_mail_id = ?', [mail.id]);
        return () => Promise.resolve();
      });
      await writing.begun;
      return writing;
    };
    const rebuild = desk.get(RebuildSearch);
    const before = await saying('vorher4379');

    // Killed while it waits for whoever is writing: what is left of it harms nobody.
    const first = await holdUp(before);
    const killed = rebuild.run().then(() => 'built', () => 'killed');
    await desk.somebodyWaitsForALock();
    await desk.rows(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'reindex%'`);
    expect(await killed).toBe('killed');
    await first.goOn();
    expect(await indexes()).toEqual([{ name: 'ticket_message_words_index', valid: true }, { name: 'ticket_message_words_index_ccnew', valid: false }]);

    const second = await holdUp(before);
    const built = rebuild.run();
    await desk.somebodyWaitsForALock();
    const meanwhile = await saying('waehrenddessen4379');
    expect([await found('vorher4379'), await found('waehrenddessen4379')]).toEqual([[before.ticket_id], [meanwhile.ticket_id]]);
    await second.goOn();
    await built;
    const after = await saying('nachher4379');
    expect([await found('vorher4379'), await found('waehrenddessen4379'), await found('nachher4379')]).toEqual([[before.ticket_id], [meanwhile.ticket_id], [after.ticket_id]]);
    expect(await indexes()).toEqual([{ name: 'ticket_message_words_index', valid: true }]);
  });
});

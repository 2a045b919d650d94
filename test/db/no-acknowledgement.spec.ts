import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Sealer } from '#kernel';
import { QuietMails } from '#recovery';
import { tokenOf } from '../support/recovery-world.js';
import { BORDER, MailDesk } from '../support/mail-desk.js';

const told = (desk: MailDesk, ticketId: string | null): Promise<{ verb: string; detail: object }[]> => desk.rows(`select verb, detail from ticket_event where ticket_id = ? and verb like 'request.%'`, [ticketId]);
const passed = (domain: string): readonly string[] => [`Authentication-Results: ${BORDER}; dmarc=pass header.from=${domain}`, 'Received: from hop'];

describe('a mail that asks for no automatic answer (MS-OXCMAIL: X-Auto-Response-Suppress)', () => {
  let desk: MailDesk;
  beforeAll(async () => void (desk = await MailDesk.open()));
  afterAll(() => desk?.close());

  it.each([['All', false], ['DR, RN, NRN, OOF, AutoReply', false], ['DR, OOF', true]])('"%s" → acknowledged: %s', async (value, isAcknowledged) => {
    const sender = `ida${value.length}@ida.example`;
    const { disposition, ticket_id: ticketId } = await desk.arrives([...passed('ida.example'), `From: ${sender}`, `X-Auto-Response-Suppress: ${value}`], 'Guten Tag, wo finde ich den Stundenplan der Klasse 7b?');
    expect(disposition).toBe('filed');
    expect((await desk.outbox()).some(({ recipient }) => recipient === sender)).toBe(isAcknowledged);
    expect((await told(desk, ticketId)).map(({ detail }) => (detail as { because?: string }).because)).toEqual([isAcknowledged ? undefined : 'the sender asks for no automatic answer']);
  });

  it('gets the link that it asks for all the same', async () => {
    await desk.person('kai.kraus', 'kai@kraus.example');
    await desk.arrives([...passed('kraus.example'), 'From: Kai Kraus <kai@kraus.example>', 'X-Auto-Response-Suppress: All']);
    expect((await desk.outbox()).filter(({ recipient }) => recipient === 'kai@kraus.example').map(({ kind }) => kind)).toEqual(['recovery-link']);
  });
});

describe('a mail that only reads like an automatic note (R70)', () => {
  let desk: MailDesk;
  beforeAll(async () => void (desk = await MailDesk.open()));
  afterAll(() => desk?.close());

  it.each([
    ['an absence note', 'Automatische Antwort: Passwort vergessen'], ['leave', 'On leave since May, password forgotten'],
  ])('opens a ticket and gets neither acknowledgement nor link: %s', async (_, subject) => {
    const name = subject.startsWith('On') ? 'kim' : 'kai';
    await desk.person(`${name}.kraus`, `${name}@kraus.example`);
    const { disposition, ticket_id: ticketId } = await desk.arrives([...passed('kraus.example'), `From: Kraus <${name}@kraus.example>`, `Subject: ${subject}`]);
    expect(disposition).toBe('filed');
    expect(await desk.outbox()).toEqual([]);
    expect(await told(desk, ticketId)).toEqual([{ verb: 'request.not-acknowledged', detail: { because: 'reads like an automatic note' } }]);
    const [instant] = await desk.rows<{ detail: { because: string[] } }>(`select detail from ticket_event where ticket_id = ? and verb = 'instant.refused'`, [ticketId]);
    expect(instant?.detail.because).toContain('sounds-automatic');
  });
});

describe('a mail that is answered at once', () => {
  let desk: MailDesk;
  beforeAll(async () => void (desk = await MailDesk.open()));
  afterAll(() => desk?.close());

  const sealed = async (id: string): Promise<Record<string, string | null>> => {
    const [{ secrets_sealed: secrets }] = await desk.rows<{ secrets_sealed: string }>('select secrets_sealed from outbound_message where id = ?', [id]) as [{ secrets_sealed: string }];
    return JSON.parse(desk.get(Sealer).open(secrets, `outbound:${id}`)) as Record<string, string | null>;
  };
  const outboxOf = async (ticketId: string | null) => (await desk.outbox()).filter(({ ticket_id: id }) => id === ticketId);

  it.each([
    ['a link', 'ina', 'Guten Tag, ich habe mein Passwort vergessen und brauche einen neuen Link.', 'recovery-link'],
    ['the user name', 'jan', 'Guten Tag, wie lautet mein Benutzername? Das Passwort weiß ich.', 'tell-username'],
  ])('gets one mail to the mailbox that wrote, with %s and the way to its page, and no word that nothing is to be done', async (_, name, text, kind) => {
    await desk.person(`${name}.kraus`, `${name}@kraus.example`);
    const { ticket_id: ticketId } = await desk.arrives([...passed('kraus.example'), `From: Kraus <${name}@kraus.example>`, 'Subject: Hilfe'], text);
    const sent = await outboxOf(ticketId);
    expect(sent.map((mail) => [mail.kind, mail.recipient])).toEqual([[kind, `${name}@kraus.example`]]);
    expect((await sealed(sent[0]!.id))['statusLink']).toMatch(/^https:\/\/desk\.example\/t\/[\w-]{43}$/);
    expect(await told(desk, ticketId)).toMatchObject([{ verb: 'request.not-acknowledged', detail: { because: 'answered at once' } }]);
  });

  it('is acknowledged where the link goes to another mailbox of the account: whoever wrote learns nothing (R24)', async () => {
    const account = await desk.person('nils.kraus', 'nils@kraus.example');
    await desk.rows(`insert into builtin_address (id, account_id, portal_key, address, canonical, kind, confirmed_at) values (gen_random_uuid(), ?, 'school', 'nils@private.example', 'nils@private.example', 'second', null) returning id`, [account]);
    const { ticket_id: ticketId } = await desk.arrives([...passed('private.example'), 'From: nils@private.example']);
    const sent = await outboxOf(ticketId);
    expect(sent.filter(({ recipient }) => recipient === 'nils@private.example').map(({ kind }) => kind)).toEqual(['request-received']);
    for (const mail of sent.filter(({ kind }) => kind === 'recovery-link')) expect((await sealed(mail.id))['statusLink']).toBeNull();
  });

  it('is told in the same mail that a password it held has to be changed', async () => {
    await desk.person('olga.kraus', 'olga@kraus.example');
    const { ticket_id: ticketId } = await desk.arrives([...passed('kraus.example'), 'From: olga@kraus.example'], 'Guten Tag, ich habe mein Passwort vergessen und brauche einen neuen Link. Mein altes Passwort: Sommer2024!');
    const sent = await outboxOf(ticketId);
    expect(sent).toHaveLength(1);
    expect(sent[0]!.variables).toMatchObject({ mentionsSecret: true });
  });

  it('says the same words to a robot that repeats itself no more often than before (R70)', async () => {
    const { ticket_id: first } = await desk.arrives([...passed('kraus.example'), 'From: ina@kraus.example', 'Subject: Hilfe'], 'Guten Tag, ich habe mein Passwort vergessen und brauche einen neuen Link.');
    expect(await outboxOf(first)).toEqual([]);
  });
});

describe('a portal that acknowledges nothing by machine', () => {
  let desk: MailDesk;
  beforeAll(async () => void (desk = await MailDesk.open({ profile: (yaml) => `${yaml}\nacknowledge: false\n` })));
  afterAll(() => desk?.close());

  it('writes to nobody that a request arrived, files it all the same, and says why on the ticket', async () => {
    const { disposition, ticket_id: ticketId } = await desk.arrives([...passed('ida.example'), 'From: ida@ida.example'], 'Guten Tag, wo finde ich den Stundenplan der Klasse 7b?');
    expect(disposition).toBe('filed');
    expect(await desk.outbox()).toEqual([]);
    expect(await told(desk, ticketId)).toEqual([{ verb: 'request.not-acknowledged', detail: { because: 'the portal acknowledges nothing by machine' } }]);
  });

  it('still sends a link at once where that is safe: it is another switch', async () => {
    await desk.person('vera.vogel', 'vera@vogel.example');
    await desk.arrives([...passed('vogel.example'), 'From: Vera Vogel <vera@vogel.example>']);
    expect((await desk.outbox()).map(({ kind, recipient }) => ({ kind, recipient }))).toEqual([{ kind: 'recovery-link', recipient: 'vera@vogel.example' }]);
  });

  it('gives no answer of a playbook either', async () => {
    const { ticket_id: ticketId } = await desk.arrives([...passed('ole.example'), 'From: ole@ole.example'], 'Guten Tag, welche Zeichen muss ein Passwort bei Ihnen enthalten? Meins wird nicht angenommen.');
    expect((await desk.outbox()).filter(({ recipient }) => recipient === 'ole@ole.example')).toEqual([]);
    expect(await told(desk, ticketId)).toEqual([{ verb: 'request.not-acknowledged', detail: { because: 'the portal acknowledges nothing by machine' } }]);
  });

  it.each([
    ['what is kept', 'Guten Tag, ich verlange nach Art. 15 DSGVO Auskunft über alle Daten, die Sie über mich gespeichert haben.', 'tina@tina.example'],
    ['a correction', 'Guten Tag, bitte berichtigen Sie nach Art. 16 DSGVO meinen Nachnamen, er lautet Tannhauser.', 'tim@tim.example'],
  ])('tells who asks about %s until when they hear of it (R77)', async (_, text, sender) => {
    await desk.arrives([...passed(sender.split('@')[1]!), `From: ${sender}`], text);
    expect((await desk.outbox()).filter(({ recipient }) => recipient === sender).map(({ kind }) => kind)).toEqual(['data-request-received']);
  });

  it.each([
    ['a forged sender', [`Authentication-Results: ${BORDER}; dmarc=fail header.from=uwe.example`, 'Received: from hop'], 'uwe@uwe.example'],
    ['who asks for silence', [...passed('ute.example'), 'X-Auto-Response-Suppress: All'], 'ute@ute.example'],
  ])('tells nothing to %s', async (_, lines, sender) => {
    await desk.arrives([...lines, `From: ${sender}`], 'Guten Tag, ich verlange nach Art. 15 DSGVO Auskunft über alle Daten, die Sie über mich gespeichert haben.');
    expect((await desk.outbox()).filter(({ recipient }) => recipient === sender)).toEqual([]);
  });
});

const ASKS = 'Guten Tag, ich verlange nach Art. 15 DSGVO Auskunft über alle Daten, die Sie über mich gespeichert haben.';

describe('mails about data in the name of somebody else', () => {
  let desk: MailDesk;
  beforeAll(async () => void (desk = await MailDesk.open()));
  afterAll(() => desk?.close());

  it('set off three mails a day at most, in one ticket or in many: the month of each runs all the same', async () => {
    const asks = (text: string, more: readonly string[] = []) => desk.arrives(['Received: from hop', 'From: Lea <lea@flooded.example>', ...more], text);
    for (let at = 0; at < 3; at += 1) {
      const { message_id: first } = await asks(`Guten Tag, wo finde ich den Stundenplan der Klasse ${at}?`);
      for (const text of [ASKS, 'Bitte löschen Sie alle meine personenbezogenen Daten nach Art. 17 DSGVO.']) await asks(text, [`In-Reply-To: <${first}>`]);
    }
    expect(await desk.rows('select id from data_request')).toHaveLength(6);
    expect((await desk.outbox()).filter(({ kind }) => kind === 'data-request-received')).toHaveLength(3);
    expect(await desk.rows(`select detail from ticket_event where verb = 'notice.not-sent'`)).toHaveLength(3);
  });

  it('set off none as a later mail that is forged', async () => {
    const { message_id: first } = await desk.arrives([...passed('mia.example'), 'From: mia@mia.example'], 'Guten Tag, wo finde ich den Stundenplan?');
    await desk.arrives([`Authentication-Results: ${BORDER}; dmarc=fail header.from=mia.example`, 'Received: from hop', 'From: mia@mia.example', `In-Reply-To: <${first}>`], ASKS);
    expect((await desk.outbox()).filter(({ recipient }) => recipient === 'mia@mia.example').map(({ kind }) => kind)).toEqual(['request-received']);
  });
});

describe('a mail in the name of somebody who wants none for 24 hours (T12)', () => {
  let desk: MailDesk;
  beforeAll(async () => void (desk = await MailDesk.open()));
  afterAll(() => desk?.close());

  it('opens its ticket, which says why and until when, and gets neither link nor acknowledgement, by whoever it was written', async () => {
    await desk.person('kai.kraus', 'kai@kraus.example');
    await desk.arrives([...passed('kraus.example'), 'From: Kai Kraus <kai@kraus.example>']);
    const [mail] = await desk.rows<{ id: string; secrets_sealed: string }>(`select id, secrets_sealed from outbound_message where kind = 'recovery-link'`);
    const token = tokenOf((JSON.parse(desk.get(Sealer).open(mail!.secrets_sealed, `outbound:${mail!.id}`)) as { quietLink: string }).quietLink);
    const view = await desk.get(QuietMails).look(token);
    expect(await desk.get(QuietMails).begin({ token, typedNumber: view.found ? view.quiet!.typedNumber : '' })).toMatchObject({ allowed: true });
    const before = await desk.outbox();

    for (const headers of [passed('kraus.example'), ['Received: from hop']]) {
      const { ticket_id: ticketId } = await desk.arrives([...headers, 'From: Kai Kraus <kai@kraus.example>'], `Guten Tag, wo finde ich den Stundenplan der Klasse ${headers.length}?`);
      expect(await told(desk, ticketId)).toEqual([{ verb: 'request.quiet', detail: { until: expect.any(String) } }, { verb: 'request.not-acknowledged', detail: { because: 'the mailbox is quiet' } }]);
    }
    expect(await desk.outbox()).toEqual(before);
    await desk.arrives([...passed('other.example'), 'From: Ida <ida@other.example>'], 'Guten Tag, wo finde ich den Stundenplan der Klasse 7?');
    expect(await desk.outbox()).toHaveLength(before.length + 1);
  });

  it('is told of a request about their data: surely theirs, when the pause is over; of any other nothing, first mail or later', async () => {
    const [{ until }] = await desk.rows<{ until: Date | string }>(`select detail->>'until' as until from ticket_event where verb = 'request.quiet' limit 1`) as [{ until: string }];
    const kai = 'From: Kai Kraus <kai@kraus.example>';
    const { message_id: first } = await desk.arrives(['Received: from hop', kai], ASKS);
    const { ticket_id: ticketId } = await desk.arrives(['Received: from hop', kai, `In-Reply-To: <${first}>`], 'Bitte löschen Sie alle meine personenbezogenen Daten nach Art. 17 DSGVO.');
    const told = () => desk.rows<{ kind: string; send_at: Date | string; request: string }>(`select kind, send_at, variables->>'request' as request from outbound_message where kind = 'data-request-received' and recipient = 'kai@kraus.example' order by id`);
    expect(await told()).toEqual([]);
    expect(await desk.rows('select id from data_request where ticket_id = ?', [ticketId])).toHaveLength(2);
    expect(await desk.rows(`select id from ticket_event where ticket_id = ? and verb = 'request.quiet'`, [ticketId])).toHaveLength(2);
    await desk.arrives([...passed('kraus.example'), kai], 'Guten Tag, nach Art. 20 DSGVO möchte ich meine Daten in einem gängigen Format bekommen, bitte mit Art. 15 DSGVO Auskunft.');
    const [mail, ...others] = await told();
    expect([others, new Date(mail!.send_at).toISOString()]).toEqual([[], new Date(until).toISOString()]);
  });

  it('is quoted back by them: whoever reads the ticket finds no link to the pause', async () => {
    const link = `https://desk.example/n/${'A1b2C3d4'.repeat(5)}xyz`;
    const { ticket_id: ticketId } = await desk.arrives([...passed('kraus.example'), 'From: Kai Kraus <kai@kraus.example>'], `Danke!\n\nAm 1.12.2026 schrieb Hilfe:\n> Keine E-Mails mehr? ${link}`);
    const [{ whole }] = await desk.rows<{ whole: string }>('select to_jsonb(m)::text as whole from ticket_message m where ticket_id = ?', [ticketId]) as [{ whole: string }];
    expect(whole).toContain('https://desk.example/n/[•••]');
    expect(whole).not.toContain(link);
  });
});

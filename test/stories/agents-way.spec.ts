import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EvidenceAnswer } from '#contracts';
import type { z } from 'zod';
import type { AgentClient } from '../support/agent-client.js';
import { openDesk, QUEUE_BACKENDS, type Desk } from '../support/desk.js';
import { Visitor } from '../support/visitor.js';

type Answer = z.infer<typeof EvidenceAnswer>;
const OWN_PASSWORD = 'Vier Kraniche im Herbst';

describe.each(QUEUE_BACKENDS)('no reset mail arrives, or nobody can read it any more, and an agent helps (jobs in %s)', (backend) => {
  let desk: Desk;
  let mara: AgentClient;
  beforeAll(async () => {
    desk = await openDesk({ backend });
    mara = await desk.agent('mara@desk.example');
  });
  afterAll(() => desk?.close());

  it('goes from the queue over a mailbox proof to a password that nobody at the desk ever saw', async () => {
    const thomas = desk.person('thomas.reuter@stadtwerke-seeheim.example');
    await thomas.writes(desk.support('manufacturer'), 'Keine Mail erhalten', 'Sehr geehrte Damen und Herren,\n\nich habe schon dreimal auf "Passwort vergessen" geklickt, bekomme aber keine Mail zum Zurücksetzen. Im Spam-Ordner ist auch nichts. Mein Benutzername ist t.reuter.\n\nMit freundlichen Grüßen\nThomas Reuter');
    let ticket = await mara.seesTicketOf(thomas.address);
    expect(ticket).toMatchObject({ portal: 'manufacturer', caseType: 'reset-mail-missing', state: 'new' });
    expect(ticket.routeBecause.length).toBeGreaterThan(0);

    if (!ticket.case?.account) {
      const offered = ticket.case?.candidates.find(({ because }) => because.length > 0);
      await mara.post(`/api/v1/tickets/${ticket.number}/account`, { accountRef: offered!.accountRef });
      ticket = await mara.ticket(ticket.number);
    }
    expect(ticket.case?.account?.username).toBe('t.reuter');
    const locked = ticket.case?.actions.find(({ type }) => type === 'issue-temporary-password');
    expect(locked).toMatchObject({ locked: true, why: { code: 'recovery.level-too-low' } });
    const refused = await mara.refusalOf(mara.acts(ticket.number, 'issue-temporary-password'));
    expect(refused.code).toBe('recovery.level-too-low');
    expect(refused.missing?.length).toBeGreaterThan(0);

    expect(await mara.evidence<Answer>(ticket.number, { kind: 'mailbox-proof' })).toMatchObject({ outcome: 'started' });
    const proof = await thomas.receives(({ links }) => links.some((link) => link.includes('/p/')), 'the proof mail');
    const proofLink = proof.links.find((link) => link.includes('/p/'))!;
    const code = /\b[2-9A-HJ-NP-Z]{4}[- ]?[2-9A-HJ-NP-Z]{4}\b/.exec(proof.text)![0];
    const visitor = new Visitor();
    const wrong = await visitor.submits(await visitor.opens(proofLink), { code: 'AAAA2222' });
    expect(wrong.status).toBeGreaterThanOrEqual(200);
    const proved = await visitor.submits(await visitor.opens(proofLink), { code });
    expect(proved.status).toBe(200);
    expect((await mara.ticket(ticket.number)).case?.level).toBe(1);

    const key = randomUUID();
    const [first, second] = await Promise.all([mara.acts(ticket.number, 'issue-temporary-password', key), mara.acts(ticket.number, 'issue-temporary-password', key)]);
    expect(first.actionId).toBe(second.actionId);

    const mail = await thomas.receives(({ links }) => links.some((link) => link.includes('/s/')), 'the mail with the reveal-once page');
    const link = mail.links.find((one) => one.includes('/s/'))!;
    const revealCode = /\b[2-9A-HJ-NP-Z]{4}[- ]?[2-9A-HJ-NP-Z]{4}\b/.exec(mail.text)![0];
    for (let scan = 0; scan < 3; scan += 1) await new Visitor().opens(link);
    const browser = new Visitor();
    const shown = await browser.submits(await browser.opens(link), { code: revealCode });
    const password = /\b[2-9A-HJ-NP-Z]{4}(?:-[2-9A-HJ-NP-Z]{4}){3}\b/.exec(shown.html)![0];
    expect(shown.headers.get('cache-control')).toContain('no-store');
    expect(mail.raw).not.toContain(password);
    expect(JSON.stringify(await mara.ticket(ticket.number))).not.toContain(password);
    const twice = await new Visitor().opens(link);
    expect(twice.html).not.toContain(password);

    expect(await desk.signsInAt('manufacturer', 't.reuter', password)).toMatch(/neues Passwort/i);
    const changed = await desk.changesTemporaryPassword('manufacturer', 't.reuter', password, OWN_PASSWORD);
    expect(changed).toMatch(/Thomas Reuter/);
    expect(await desk.signsInAt('manufacturer', 't.reuter', OWN_PASSWORD)).toMatch(/Thomas Reuter/);
    expect(await desk.signsInAt('manufacturer', 't.reuter', password)).not.toMatch(/Thomas Reuter/);

    const notice = await thomas.receives(({ links }) => links.some((one) => one.includes('/c/')), 'the notice');
    expect(notice.text).toMatch(/vorläufiges Passwort/i);

    const trail = await mara.ticket(ticket.number);
    for (const verb of ['ticket.opened', 'proof.started', 'evidence.recorded', 'action.done']) expect(trail.timeline.map((event) => event.verb)).toContain(verb);
    expect(await desk.rekey('audit', 'verify')).toMatchObject({ code: 0 });
    expect(await desk.secretsAtRest([password, OWN_PASSWORD, link.split('/s/')[1]!, proofLink.split('/p/')[1]!, revealCode])).toEqual([]);
  });

  it('keeps a note inside the house, threads replies, and the answer comes back to the same ticket', async () => {
    const marion = desk.person('marion.sommer@grundschule-lindenhof.example');
    await marion.writes(desk.support('media-centre'), 'Frage', 'Guten Tag, wie lange bleibe ich eigentlich angemeldet, wenn ich den Haken bei "eingeloggt bleiben" setze?\n\nMarion Sommer');
    const ticket = await mara.seesTicketOf(marion.address);
    await mara.post(`/api/v1/tickets/${ticket.number}/notes`, { text: 'NUR INTERN: ruft auch gern an' });
    await mara.post(`/api/v1/tickets/${ticket.number}/replies`, { text: 'Guten Tag, zwölf Stunden lang.' });
    const reply = await marion.receives(({ text }) => text.includes('zwölf Stunden'), 'the reply');
    expect(reply.subject).toMatch(/^Re: /);
    expect((await marion.inbox()).some(({ raw }) => raw.includes('NUR INTERN'))).toBe(false);

    await marion.answers(reply, 'Danke, das hilft mir!');
    await desk.eventually(async () => {
      const after = await mara.ticket(ticket.number);
      expect(after.messages.filter(({ kind }) => kind === 'inbound')).toHaveLength(2);
    });
    const { items } = await mara.get<{ items: { requesterAddress: string }[] }>('/api/v1/tickets?portal=media-centre');
    expect(items.filter(({ requesterAddress }) => requesterAddress === marion.address)).toHaveLength(1);
  });

  it('waits in a queue, with the way in locked, until a second channel on file speaks for them', async () => {
    const petra = desk.person('petra.lindner@neuewerke.example');
    await petra.writes(desk.support('manufacturer'), 'Neue E-Mail-Adresse', 'Guten Tag,\n\nich kann mein altes Postfach petra.lindner@altewerke.example nicht mehr lesen, weil ich den Arbeitgeber gewechselt habe. Mein Benutzername ist p.lindner, meine neue Adresse petra.lindner@neuewerke.example. Bitte ändern Sie die Adresse.\n\nPetra Lindner');
    let ticket = await mara.seesTicketOf(petra.address);
    expect(ticket.caseType).toBe('lost-email-access');
    expect(ticket.case?.account).toBeNull();
    const candidate = ticket.case!.candidates[0]!;
    expect(candidate.maskedAddress).toContain('•');
    await mara.post(`/api/v1/tickets/${ticket.number}/account`, { accountRef: candidate.accountRef });
    ticket = await mara.ticket(ticket.number);
    expect(ticket.case?.actions.find(({ type }) => type === 'issue-temporary-password')?.locked).toBe(true);

    const facts = await mara.evidence<Answer>(ticket.number, { kind: 'facts', facts: { serialNumber: 'PL204X', customerNumber: 'C-88301' } });
    expect(facts.outcome).toBe('proved');
    expect((await mara.ticket(ticket.number)).case?.level).toBe(0);

    const phone = ticket.case!.account!.phones[0]!;
    const started = await mara.evidence<Answer>(ticket.number, { kind: 'call-back', phoneId: phone.id });
    expect(started.call?.number).toBe('+494055500666');
    await desk.answersTheCall(petra, started);
    expect((await mara.ticket(ticket.number)).case?.level).toBe(1);
  });
});

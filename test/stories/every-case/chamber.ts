import { expect } from '@jest/globals';
import { textOfPdf } from '../../support/read-pdf.js';
import { Visitor } from '../../support/visitor.js';
import { answeredByAgent, bothMailboxes, informed, linkedAtOnce, movesAddress, type CaseStory } from './story.js';

const AREA = 'Mein Betrieb';

export const CHAMBER_STORIES: readonly CaseStory[] = [
  {
    title: 'U16 P11: the first password never came: a fresh activation link, and the customer chooses one',
    tell: async (scene) => {
      const { person, ticket } = await scene.asks('U16', { who: 'e.dietrich' });
      await scene.links(ticket, 'e.dietrich');
      expect((await scene.asksFor(ticket, 'resend-activation')).state).toBe('done');
      await scene.choosesPassword(person, '/a/', 'chamber', 'e.dietrich');
    },
  },
  informed('U17', 'what the first own password has to be like', { who: 'h.vogt' }, 'h.vogt'),
  answeredByAgent('U18', 'PIN or password? Answered with the portal\'s own words', { who: 'r.pohl' }, 'Angemeldet wird mit E-Mail-Adresse und Passwort. Die PIN kommt erst danach, im Bereich „Mein Betrieb“.'),
  {
    title: 'U19 P13: a new PIN goes by letter to the address on file, and opens the area',
    tell: async (scene) => {
      const { person, ticket } = await scene.asks('U19', { who: 'j.thiel' });
      await scene.links(ticket, 'j.thiel');
      await scene.isLocked(ticket, 'issue-pin', 'recovery.level-too-low');
      await scene.provesMailbox(ticket, person);
      expect((await scene.asksFor(ticket, 'issue-pin')).state).toBe('done');
      const letter = textOfPdf(await scene.office.download('/api/v1/slips/print?portal=chamber'));
      expect(letter).toContain('17192 Waren');
      const pin = /^PIN\n([2-9A-HJ-NP-Z]{8})$/m.exec(letter)![1]!;
      const told = await person.receives(({ subject }) => /PIN/.test(subject), 'the news that a letter is under way');
      expect(told.raw).not.toContain(pin);
      const visitor = new Visitor();
      const inside = await visitor.submits(await visitor.opens(`${scene.desk.url}/portal/chamber`), { login: 'j.thiel', password: scene.passwordOf('chamber', 'j.thiel') });
      expect((await visitor.submits(inside, { pin: 'AAAA2222', area: AREA })).text).toContain('Diese PIN stimmt nicht');
      expect((await visitor.submits(await visitor.opens(`${scene.desk.url}/portal/chamber`), { pin, area: AREA })).text).toContain('Freigeschaltet');
    },
  },
  {
    title: 'P13: a blocked area is unlocked, and the PIN that the member has opens it again',
    tell: async (scene) => {
      const klaus = scene.desk.person('klaus.ott@elektro-ott.example');
      await klaus.writes(scene.desk.support('chamber'), 'PIN gesperrt', 'Guten Tag,\n\nich habe die PIN für „Mein Betrieb“ zu oft falsch eingegeben, jetzt ist der Bereich gesperrt. Bitte schalten Sie ihn wieder frei.\n\nKlaus Ott');
      const ticket = await scene.agent('chamber').seesTicketOf(klaus.address);
      await scene.links(ticket, 'k.ott');
      await scene.isLocked(ticket, 'unlock-pin-area', 'recovery.level-too-low', { parameters: { area: AREA } });
      await scene.provesMailbox(ticket, klaus);
      expect((await scene.asksFor(ticket, 'unlock-pin-area', { parameters: { area: AREA } })).state).toBe('done');
      const visitor = new Visitor();
      const inside = await visitor.submits(await visitor.opens(`${scene.desk.url}/portal/chamber`), { login: 'k.ott', password: scene.passwordOf('chamber', 'k.ott') });
      const { pin } = scene.desk.world.requesters.find(({ username }) => username === 'k.ott')!;
      expect((await visitor.submits(inside, { pin: pin!, area: AREA })).text).toContain('Freigeschaltet');
    },
  },
  linkedAtOnce('U20', 'U20 P1: everybody needs a new password after a change: a link, and it is done', { who: 'a.franke' }, '/r/'),
  {
    title: 'P14: a forced reset is announced to a guild, without a link; the next sign-in asks for a new password',
    tell: async (scene) => {
      const { bulkId } = await scene.agent('chamber').post<{ bulkId: string }>('/api/v1/bulk', { portal: 'chamber', kind: 'forced-reset', group: 'Innung Nord', reason: 'security change in the portal', idempotencyKey: 'forced reset of the guild' });
      await scene.office.post(`/api/v1/bulk/${bulkId}/approval`, { decision: 'approve' });
      const inga = scene.desk.person('inga.brandis@optik-brandis.example');
      const mail = await inga.receives(({ text }) => /neues Passwort/i.test(text), 'the announcement');
      expect(mail.links.filter((link) => /\/[rsap]\//.test(link))).toEqual([]);
      await scene.changesTemporary('chamber', 'i.brandis', scene.passwordOf('chamber', 'i.brandis'));
    },
  },
  movesAddress('U21', 'the sign-in address, old and new named: both say yes, and it is changed', { who: 'u.krause' }),
  {
    title: 'U22 P18: the old one of two accounts goes; the new one stays',
    tell: async (scene) => {
      const { ticket } = await scene.asks('U22', { who: 'm.seidel', from: 'moritz.seidel@neuerbetrieb.example' });
      const [old] = await bothMailboxes(scene, 'chamber', 'm.seidel');
      await scene.links(ticket, 'm.seidel');
      await scene.isLocked(ticket, 'delete-account', 'recovery.level-too-low');
      await scene.provesMailbox(ticket, old!);
      expect((await scene.asksFor(ticket, 'delete-account')).state).toBe('done');
      await scene.isOut('chamber', 'm.seidel');
      await scene.isIn('chamber', 'm.seidel2');
      await scene.hearOfIt(old!);
    },
  },
  {
    title: 'U23 P18: an account is deleted on request, every address hears of it, and one click within seven days takes it back',
    tell: async (scene) => {
      const { person, ticket } = await scene.asks('U23', { who: 's.engel' });
      await scene.links(ticket, 's.engel');
      await scene.isLocked(ticket, 'delete-account', 'recovery.level-too-low');
      await scene.provesMailbox(ticket, person);
      expect((await scene.asksFor(ticket, 'delete-account')).state).toBe('done');
      await scene.isOut('chamber', 's.engel');
      const [, second] = await bothMailboxes(scene, 'chamber', 's.engel');
      const announced = await second!.receives(({ subject, links }) => /lösch/i.test(subject) && links.some((link) => link.includes('/c/')), 'the announcement with a way back');
      const visitor = new Visitor();
      const page = await visitor.opens(announced.links.find((link) => link.includes('/c/'))!);
      const number = /\b\d{4}\b/.exec(announced.text.slice(announced.text.search(/Zahl|Nummer/)))![0];
      expect(await visitor.submits(page, { number })).toMatchObject({ status: 200 });
      await scene.isIn('chamber', 's.engel');
    },
  },
  informed('U24', 'where the sign-in button is', { who: 'r.pohl' }),
  answeredByAgent('U25', 'a question about something else is answered by a person', { who: 'r.pohl' }, 'Der Lehrvertrag muss vor Beginn der Ausbildung bei uns sein, am besten vier Wochen vorher.'),
];

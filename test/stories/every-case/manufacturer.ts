import { expect } from '@jest/globals';
import { Visitor } from '../../support/visitor.js';
import { answeredByAgent, informed, linkedAtOnce, type CaseStory } from './story.js';

export const MANUFACTURER_STORIES: readonly CaseStory[] = [
  answeredByAgent('U26', 'why and how to register', { who: 'd.brooks' }, 'Three steps: fill in the form, confirm your address, and in some cases we check your registration by hand.'),
  informed('U27', 'the address has an account already', { who: 'l.berg' }, 'l.berg'),
  informed('U28', 'a serial number is not accepted', { who: 'l.berg' }),
  informed('U29', 'where the serial number is', { who: 'l.berg' }),
  informed('U30', 'a required field is missing', { who: 'k.maurer' }),
  linkedAtOnce('U31', 'U31 P11: fourteen days were missed: a fresh confirmation link at once', { who: 'f.lorenz' }, '/a/'),
  {
    title: 'U32 P3: no confirmation mail arrives: another proof than facts, and the agent confirms by hand',
    tell: async (scene) => {
      const { person, ticket } = await scene.asks('U32', { who: 'p.sander' });
      await scene.links(ticket, 'p.sander');
      await scene.isLocked(ticket, 'confirm-registration', 'recovery.level-too-low');
      // A colleague calls: whoever reads the code out does not act on it.
      await scene.answersTheCall(ticket, person);
      expect((await scene.asksFor(ticket, 'confirm-registration')).state).toBe('done');
      expect((await scene.asksFor(ticket, 'send-recovery-link')).state).toBe('done');
      await scene.choosesPassword(person, '/r/', 'manufacturer', 'p.sander');
    },
  },
  {
    title: 'U33 P4 P11: the confirmation link fails: the agent looks at the screenshot and sends a new one',
    tell: async (scene) => {
      const { person, ticket } = await scene.asks('U33', { who: 'n.okafor' });
      await scene.links(ticket, 'n.okafor');
      const steps = (await scene.ticket(ticket)).case!.checklist.steps;
      expect(steps.find(({ key }) => key === 'manual:look-at-screenshot')).toMatchObject({ state: 'open' });
      await scene.agent('manufacturer').post(`/api/v1/tickets/${ticket.number}/steps`, { key: 'manual:look-at-screenshot', done: true });
      expect((await scene.asksFor(ticket, 'resend-activation')).state).toBe('done');
      const mail = await scene.choosesPassword(person, '/a/', 'manufacturer', 'n.okafor');
      expect(mail.text).toMatch(/confirm|activate/i);
    },
  },
  {
    title: 'U34 P5: a registration waits for a check: the device is on the list, the office says yes',
    tell: async (scene) => {
      const { person, ticket } = await scene.asks('U34', { who: 'r.graf' });
      const linked = await scene.links(ticket, 'r.graf');
      expect(linked.case?.account?.registration).toMatchObject({ waitsFor: 'approval', entitlements: ['serialNumber'] });
      await scene.isLocked(ticket, 'approve-registration', 'recovery.level-too-low');
      await scene.provesMailbox(ticket, person);
      expect(await scene.withSecondPerson(ticket, 'approve-registration')).toBe('done');
      await person.receives(({ subject }) => /freigegeben|angenommen|genehmigt|bestätigt/i.test(subject), 'the good news');
      expect((await scene.asksFor(ticket, 'send-recovery-link')).state).toBe('done');
      await scene.choosesPassword(person, '/r/', 'manufacturer', 'r.graf');
    },
  },
  {
    title: 'U35 P5: "urgent" goes first in the queue and skips nothing',
    tell: async (scene) => {
      const { person, ticket } = await scene.asks('U35', { who: 'h.jung' });
      await scene.links(ticket, 'h.jung');
      await scene.isLocked(ticket, 'approve-registration', 'recovery.level-too-low');
      await scene.provesMailbox(ticket, person);
      expect(await scene.withSecondPerson(ticket, 'approve-registration')).toBe('done');
      expect((await scene.asksFor(ticket, 'send-recovery-link')).state).toBe('done');
      await scene.choosesPassword(person, '/r/', 'manufacturer', 'h.jung');
    },
  },
  {
    title: 'P5: a registration whose device nobody knows is not approved but refused, with the reason',
    tell: async (scene) => {
      const xaver = scene.desk.person('xaver.moll@post.example');
      await xaver.writes(scene.desk.support('manufacturer'), 'Registrierung', 'Guten Tag,\n\nmeine Registrierung wurde noch nicht angenommen. Wann wird sie geprüft? Meine Seriennummer ist ZZ999Z.\n\nXaver Moll');
      const ticket = await scene.agent('manufacturer').seesTicketOf(xaver.address);
      await scene.links(ticket, 'x.moll');
      await scene.provesMailbox(ticket, xaver);
      await scene.isLocked(ticket, 'approve-registration', 'recovery.not-entitled');
      const reason = 'Unter dieser Seriennummer ist kein Gerät bekannt.';
      expect(await scene.withSecondPerson(ticket, 'refuse-registration', { parameters: { reason } })).toBe('done');
      await xaver.receives(({ text }) => text.includes(reason), 'the refusal with its reason');
    },
  },
  {
    title: 'U36 P17: the old account of the former customer area becomes part of the new one, both proved',
    tell: async (scene) => {
      const { person, ticket } = await scene.asks('U36', { who: 'cwinter-alt', from: 'cora.winter@neuwerk.example' });
      const { otherRef } = await scene.provesOther(ticket, 'cwinter-alt', scene.desk.person('cora.winter@altwerk.example'));
      await scene.links(ticket, 'c.winter');
      await scene.isLocked(ticket, 'migrate-account', 'recovery.level-too-low', { parameters: { otherRef } });
      await scene.provesMailbox(ticket, person);
      expect((await scene.asksFor(ticket, 'migrate-account', { parameters: { otherRef } })).state).toBe('done');
      await scene.isOut('manufacturer', 'cwinter-alt');
      await scene.isIn('manufacturer', 'cora.winter@altwerk.example', scene.passwordOf('manufacturer', 'c.winter'));
    },
  },
  {
    title: 'U37 P7: the user name is told by mail to the address on file, and the person signs in with it',
    tell: async (scene) => {
      const { person, ticket } = await scene.asks('U37', { who: 'k.maurer' });
      const mail = await person.receives(({ text }) => text.includes('k.maurer'), 'the user name');
      expect(mail.header('auto-submitted')).toMatch(/^auto-/);
      await scene.nothingWasHandedOut(ticket);
      await scene.isIn('manufacturer', 'k.maurer');
    },
  },
  {
    title: 'U39 P7: who knows neither name nor address fills in a form; the answer goes to the address on file only',
    tell: async (scene) => {
      const { person, ticket } = await scene.asks('U39', { who: 'v.hahn' });
      await scene.links(ticket, 'v.hahn');
      const owner = scene.desk.person('viktor.hahn@anlagenbau-hahn.example');
      expect((await scene.asksFor(ticket, 'tell-username')).state).toBe('done');
      await owner.receives(({ text }) => text.includes('v.hahn'), 'the user name');
      expect((await person.inbox()).some(({ text }) => /v\.hahn\b|anlagenbau/.test(text))).toBe(false);
      await scene.isLocked(ticket, 'send-recovery-link', 'recovery.cooling-down');
      await scene.isIn('manufacturer', 'v.hahn');
    },
  },
  {
    title: 'U40 P6: no reset mail arrives: the mailbox is proved, a temporary password is shown once and has to be changed',
    tell: async (scene) => {
      const { person, ticket } = await scene.asks('U40', { who: 't.reuter' });
      await scene.links(ticket, 't.reuter');
      await scene.nothingWasHandedOut(ticket, person);
      await scene.isLocked(ticket, 'issue-temporary-password', 'recovery.level-too-low');
      await scene.provesMailbox(ticket, person);
      expect((await scene.asksFor(ticket, 'issue-temporary-password')).state).toBe('done');
      await scene.revealsPassword(person, 'manufacturer', 't.reuter');
      await scene.hearOfIt(person);
    },
  },
  {
    title: 'U42 P1: an expired link gets a new one by mail, and the page of an expired link sends one by a button',
    tell: async (scene) => {
      const { person, ticket } = await scene.asks('U42', { who: 'i.stahl' });
      const first = await person.receives(({ links }) => links.some((link) => link.includes('/r/')), 'the first link');
      await scene.twoDaysLater(ticket);
      const visitor = new Visitor();
      const dead = await visitor.opens(first.links.find((link) => link.includes('/r/'))!);
      expect(dead).toMatchObject({ status: 410, text: expect.stringMatching(/abgelaufen/) });
      expect((await visitor.submits(dead, {})).text).toMatch(/unterwegs|geschickt|E-Mail/);
      await scene.choosesPassword(person, '/r/', 'manufacturer', 'i.stahl');
    },
  },
  informed('U43', 'how to stay signed in', { who: 'k.maurer' }),
];

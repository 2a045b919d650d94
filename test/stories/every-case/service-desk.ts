import { expect } from '@jest/globals';
import { informed, type CaseStory } from './story.js';

export const SERVICE_DESK_STORIES: readonly CaseStory[] = [
  {
    title: 'U38 P7: "Username?" is answered by mail to the address on file',
    tell: async (scene) => {
      const { person, ticket } = await scene.asks('U38', { who: 'o.hansen' });
      await person.receives(({ text }) => text.includes('o.hansen'), 'the user name');
      await scene.nothingWasHandedOut(ticket);
      await scene.isIn('service-desk', 'ole.hansen@amt-suederau.example', scene.passwordOf('service-desk', 'o.hansen'));
    },
  },
  {
    title: 'U41 P11: an unfinished registration gets its next step, and is finished',
    tell: async (scene) => {
      const { person, ticket } = await scene.asks('U41', { who: 'g.thomsen' });
      await scene.links(ticket, 'g.thomsen');
      await scene.isLocked(ticket, 'issue-temporary-password', 'recovery.pending-activation');
      expect((await scene.asksFor(ticket, 'resend-activation')).state).toBe('done');
      await scene.choosesPassword(person, '/a/', 'service-desk', 'g.thomsen');
    },
  },
  {
    title: 'U44 P12: an employee is pointed to the right desk, and nothing can be done to the account here',
    tell: async (scene) => {
      const { person, ticket } = await scene.asks('U44', { who: 'b.jansen' });
      await person.receives(({ text }) => /Passwort-Self-Service/.test(text.replace(/\s+/g, ' ')), 'where to go');
      await scene.links(ticket, 'b.jansen');
      for (const type of ['send-recovery-link', 'issue-temporary-password', 'change-email'] as const) await scene.isLocked(ticket, type, 'recovery.excluded-account');
      expect((await scene.ticket(ticket)).case?.actions.filter(({ locked }) => !locked)).toEqual([]);
      await scene.nothingWasHandedOut(ticket, person);
    },
  },
  informed('U45', 'which criteria a password has to meet', { who: 'k.petersen' }, 'k.petersen'),
];

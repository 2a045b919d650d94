import { expect } from '@jest/globals';
import type { BulkView } from '#contracts';
import { OWN_PASSWORD } from '../../support/case-scene.js';
import { textOfPdf } from '../../support/read-pdf.js';
import { informed, linkedAtOnce, type CaseStory } from './story.js';

const SLIP_PASSWORD = /[2-9A-HJ-NP-Z]{4}(?:-[2-9A-HJ-NP-Z]{4}){3}/;

export const SCHOOL_STORIES: readonly CaseStory[] = [
  informed('U1', 'a pupil on the wrong page is told the right one', { who: 'a.yilmaz' }, 'a.yilmaz'),
  {
    title: 'U2 P10: data from the slip are not accepted, the teacher vouches for the pupil, and a new slip is printed for the pupil alone',
    tell: async (scene) => {
      const { ticket } = await scene.asks('U2', { who: 'm.aydin' });
      const linked = await scene.links(ticket, 'm.aydin');
      expect(linked.case?.account).toMatchObject({ group: '10b', username: 'm.aydin' });
      await scene.isLocked(ticket, 'send-initial-credentials', 'recovery.level-too-low');
      await scene.vouches(ticket, 's.krueger');
      const elsewhere = { channel: 'elsewhere', parameters: { via: 'counter' } };
      expect(await scene.withSecondPerson(ticket, 'send-initial-credentials', elsewhere, scene.approver)).toBe('done');
      const text = await printed(scene, 'school');
      await scene.changesTemporary('school', 'm.aydin', SLIP_PASSWORD.exec(text.slice(text.indexOf('m.aydin')))![0]);
    },
  },
  {
    title: 'U3 P10: a pupil who got no slip proves the mailbox and gets the first password behind it',
    tell: async (scene) => {
      const { person, ticket } = await scene.asks('U3', { who: 'f.koch' });
      await scene.links(ticket, 'f.koch');
      await scene.isLocked(ticket, 'send-initial-credentials', 'recovery.level-too-low');
      await scene.provesMailbox(ticket, person);
      expect((await scene.asksFor(ticket, 'send-initial-credentials')).state).toBe('done');
      await scene.revealsPassword(person, 'school', 'f.koch');
    },
  },
  {
    title: 'P10: a whole class gets its slips: ordered by one, approved by another, printed by a third',
    tell: async (scene) => {
      const agent = scene.agent('school');
      const { bulkId, state } = await agent.post<{ bulkId: string; state: string }>('/api/v1/bulk', { portal: 'school', kind: 'initial-credentials', group: '10c', idempotencyKey: 'slips of 10c' });
      expect(state).toBe('awaiting-approval');
      expect(await agent.refusalOf(agent.post(`/api/v1/bulk/${bulkId}/approval`, { decision: 'approve' }))).toMatchObject({ status: 403 });
      await scene.approver.post(`/api/v1/bulk/${bulkId}/approval`, { decision: 'approve' });
      expect(await scene.approver.refusalOf(scene.approver.download(`/api/v1/slips/print?portal=school&bulk=${bulkId}`))).toMatchObject({ code: expect.stringMatching(/prints-not|nothing-to-print/) });
      await scene.desk.eventually(async () => {
        const { bulks } = await scene.office.get<{ bulks: BulkView[] }>('/api/v1/approvals');
        expect(bulks.find(({ id }) => id === bulkId)).toMatchObject({ done: 2, slipsToPrint: 2 });
      });
      const text = textOfPdf(await scene.office.download(`/api/v1/slips/print?portal=school&bulk=${bulkId}`));
      for (const username of ['t.lange', 'b.simon']) await scene.changesTemporary('school', username, SLIP_PASSWORD.exec(text.slice(text.indexOf(username)))![0]);
    },
  },
  linkedAtOnce('U4', 'U4 P11: an activation mail that never came is sent again at once, and the account works', { who: 'l.hoffmann' }, '/a/'),
  {
    title: 'U5 P8: corrected data wait for the secretariat, which releases them; the pupil registers and is in',
    tell: async (scene) => {
      const { person, ticket } = await scene.asks('U5', { who: 'e.schulz' });
      const linked = await scene.links(ticket, 'e.schulz');
      expect(linked.case?.account?.registration).toMatchObject({ waitsFor: 'data-release', corrections: [{ field: 'givenName', given: 'Emil Anton' }] });
      await scene.isLocked(ticket, 'send-recovery-link', 'recovery.registration-locked');
      await scene.isLocked(ticket, 'resend-activation', 'recovery.registration-locked');
      expect(await scene.withSecondPerson(ticket, 'release-registration-data')).toBe('done');
      await scene.choosesPassword(person, '/a/', 'school', 'e.schulz');
      expect(await scene.desk.signsInAt('school', 'e.schulz', OWN_PASSWORD)).toContain('Emil Anton Schulz');
    },
  },
  linkedAtOnce('U6', 'U6 P1: a forgotten password: a link to the address on file within seconds', { who: 'j.weber' }, '/r/'),
  {
    title: 'U7 P9: another user name before the registration, decided by two',
    tell: async (scene) => {
      const { person, ticket } = await scene.asks('U7', { who: 'k.poppe' });
      await scene.links(ticket, 'k.poppe');
      expect(await scene.withSecondPerson(ticket, 'assign-username', { parameters: { username: 'kim.p' } })).toBe('done');
      const told = await person.receives(({ text }) => text.includes('kim.p'), 'the new user name');
      expect(told.links.filter((link) => /\/[rsap]\//.test(link))).toEqual([]);
      expect((await scene.asksFor(ticket, 'resend-activation')).state).toBe('done');
      await scene.choosesPassword(person, '/a/', 'school', 'kim.p');
      await scene.isOut('school', 'k.poppe', OWN_PASSWORD);
    },
  },
  {
    title: 'U8 P8: a wrong name is released, the account is called after the right one, and the mail says so',
    tell: async (scene) => {
      const { person, ticket } = await scene.asks('U8', { who: 'l.baker' });
      await scene.links(ticket, 'l.baker');
      expect(await scene.withSecondPerson(ticket, 'release-registration-data', { parameters: { username: 'l.becker' } })).toBe('done');
      const mail = await scene.choosesPassword(person, '/a/', 'school', 'l.becker');
      expect(mail.text).toContain('l.becker');
      await scene.isOut('school', 'l.baker', OWN_PASSWORD);
    },
  },
];

/** Single papers of a portal, printed once by the office. */
async function printed({ office }: Parameters<CaseStory['tell']>[0], portal: string): Promise<string> {
  return textOfPdf(await office.download(`/api/v1/slips/print?portal=${portal}`));
}

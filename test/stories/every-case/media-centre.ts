import { expect } from '@jest/globals';
import { OWN_PASSWORD } from '../../support/case-scene.js';
import { informed, linkedAtOnce, movesAddress, type CaseStory } from './story.js';

export const MEDIA_CENTRE_STORIES: readonly CaseStory[] = [
  linkedAtOnce('U9', 'U9 P1: new access data after a failed reset: a link to the account, now instead of in three days', { who: 'm.sommer' }, '/r/'),
  linkedAtOnce('U10', 'U10 P1: "wrong access data" at every sign-in: a link to the account', { who: 'g.albrecht' }, '/r/'),
  {
    title: 'U11 P2: the old mailbox is gone: two channels on file, a second person and three days move the account',
    tell: async (scene) => {
      const { person, ticket } = await scene.asks('U11', { who: 'p.brandt' });
      const [old, second] = ['peter.brandt@alte-schule.example', 'peter.brandt@privat.example'].map((address) => scene.desk.person(address));
      await scene.links(ticket, 'p.brandt');
      const elsewhere = { channel: 'elsewhere', parameters: { via: 'new-address' } };
      await scene.isLocked(ticket, 'change-email', 'recovery.new-address-unproved', elsewhere);
      await scene.provesNewAddress(ticket, person);
      await scene.isLocked(ticket, 'change-email', 'recovery.level-too-low', elsewhere);
      await scene.answersTheCall(ticket, person);
      await scene.isLocked(ticket, 'change-email', 'recovery.level-too-low', elsewhere);
      await scene.provesMailbox(ticket, second!, 'second');
      expect((await scene.ticket(ticket)).case?.level).toBe(2);
      const { actionId, state } = await scene.asksFor(ticket, 'change-email', elsewhere);
      expect(state).toBe('awaiting-approval');
      expect(await scene.office.post(`/api/v1/actions/${actionId}/approval`, { decision: 'approve' })).toEqual({ state: 'held' });
      await scene.hearOfIt(old!, second!);
      const { holdUntil } = (await scene.ticket(ticket)).case!.actionHistory.find(({ id }) => id === actionId)!;
      expect(Date.parse(holdUntil!) - Date.now()).toBeGreaterThan(71 * 3_600_000);
      await scene.holdIsOver(ticket, actionId);
      expect((await scene.asksFor(ticket, 'send-recovery-link')).state).toBe('done');
      await scene.choosesPassword(person, '/r/', 'media-centre', person.address);
      await scene.isOut('media-centre', old!.address, OWN_PASSWORD);
    },
  },
  movesAddress('U12', 'another address while both can be read: changed at once, the old one hears of it', { who: 'b.ziegler' }),
  informed('U13', 'picture puzzles that nobody can see have a way round', { who: 'n.arnold' }, 'n.arnold'),
  informed('U14', 'what a new password has to be like', { who: 'n.arnold' }),
  {
    title: 'U15: data of a customer are changed once the mailbox is proved',
    tell: async (scene) => {
      const { person, ticket } = await scene.asks('U15', { who: 'w.busch' });
      await scene.links(ticket, 'w.busch');
      const profile = { parameters: { profile: { organisation: 'Schule am neuen Park' } } };
      await scene.isLocked(ticket, 'update-profile', 'recovery.level-too-low', profile);
      await scene.provesMailbox(ticket, person);
      expect((await scene.asksFor(ticket, 'update-profile', profile)).state).toBe('done');
      expect((await scene.ticket(ticket)).case?.account?.organisation).toBe('Schule am neuen Park');
      await scene.hearOfIt(person);
      await scene.isIn('media-centre', 'w.busch');
    },
  },
];

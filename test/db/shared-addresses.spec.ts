import { describe, expect, it } from '@jest/globals';
import { QueueMail } from '#outbound';
import { WaitingScene } from '../support/waiting-scene.js';

const scene = new WaitingScene();

/** As in a directory that lets one office be on file at a whole class; ours gives an address to one account. */
describe('an address that is on file at many accounts', () => {
  const noticeAbout = async (username: string): Promise<string | null> => {
    const [mailbox] = await scene.world.rows<{ id: string }>(`select id from mailbox where portal_key = 'school'`);
    const now = scene.world.clock.now();
    const queued = await scene.world.database.transaction((tx) => scene.world.get(QueueMail).within(tx, {
      portalKey: 'school', mailboxId: mailbox!.id, kind: 'notice', locale: 'de', recipient: 'sekretariat@post.example', startedByAgent: true, now,
      variables: { salutationName: null, username, event: 'account-frozen', happenedAt: now.toISOString(), actor: 'agent' }, secrets: { reportLink: 'https://desk.example/n/x', typedNumber: '1234' },
    }));
    return queued.allowed ? (queued.message.heldBy ?? null) : queued.refusal;
  };

  it('hears at once of each of them, also while somebody keeps one of them busy (R8)', async () => {
    for (let at = 0; at < 20; at += 1) expect(await noticeAbout('anna')).toBeNull();
    expect(await noticeAbout('anna')).toBe('recipient-limit');
    for (let at = 0; at < 30; at += 1) expect([at, await noticeAbout(`kind${at}`)]).toEqual([at, null]);
  });

  it('is not flooded by all of them together, and somebody is called', async () => {
    for (let at = 30; at < 39; at += 1) await noticeAbout(`kind${at}`);
    expect(await noticeAbout('kind40')).toBe('recipient-limit');
    expect(await scene.world.rows(`select 1 from alarm where kind = 'recipient-limit' and cleared_at is null`)).toHaveLength(1);
  });
});

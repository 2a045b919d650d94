import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import type { ListedMail, MailboxAccess, MailSession, MailSource } from '#intake';
import { Secret } from '#kernel';

/** What a neighbour must offer so that the suite can play the rest of the world. */
export interface MailboxUnderTest {
  readonly access: MailboxAccess;
  /** Puts a mail into the mailbox as delivery does; resolves when it is there. */
  deliver(raw: Buffer): Promise<void>;
  /** Works in a folder as another client would, INBOX unless another is named. */
  asClient<T>(work: (client: ImapFlow) => Promise<T>, folder?: string): Promise<T>;
  /** Ends all connections from the server's side. */
  dropConnections(): Promise<void>;
  /** From the next connection on the server cannot do what fits. */
  forgets(capabilities: RegExp): void;
}

const BIG = 10 * 1024 * 1024;

/** How every source of mails behaves; run against each adapter on a real server. */
export function mailSourceContract(name: string, source: () => MailSource, freshBox: () => Promise<MailboxUnderTest>): void {
  describe(`${name} as a source of mails`, () => {
    let session: MailSession | undefined;
    afterEach(() => session?.close());

    async function opened(mails: number): Promise<{ box: MailboxUnderTest; open: MailSession }> {
      const box = await freshBox();
      for (let at = 1; at <= mails; at += 1) await box.deliver(aMail(`number ${at}`));
      session = await source().open(box.access);
      return { box, open: session };
    }

    it('lists what lies behind a UID, in order, bounded, and nothing for a UID beyond the last (the N:* trap)', async () => {
      const { open } = await opened(3);
      const all = await listAll(open);
      expect(all).toHaveLength(3);
      expect(all.map(({ uid }) => uid)).toEqual(all.map(({ uid }) => uid).toSorted((one, other) => one - other));
      expect((await open.list((await open.uidsAbove(0)).slice(0, 2))).map(({ uid }) => uid)).toEqual(all.slice(0, 2).map(({ uid }) => uid));
      expect(await open.uidsAbove(all.at(-1)!.uid)).toEqual([]);
      expect(open.uidNext).toBeGreaterThan(all.at(-1)!.uid);
      expect(open.uidValidity).toMatch(/^\d+$/);
    });

    it('gives the bytes as they were delivered, and only the beginning of what is too large', async () => {
      const raw = aMail('umlaut', Buffer.from('Gr\xfc\xdfe!', 'latin1'));
      const { box, open } = await opened(0);
      await box.deliver(raw);
      const [listed] = await listAll(open);
      const [whole] = await open.fetch([listed!], BIG);
      expect(Buffer.from(whole!.bytes).includes(Buffer.from('Gr\xfc\xdfe', 'latin1'))).toBe(true);
      expect(whole!.bytes.length).toBe(whole!.sizeBytes);
      expect(Math.abs(whole!.receivedAt.getTime() - Date.now())).toBeLessThan(60_000);
      const [part] = await open.fetch([listed!], 20);
      expect(part!.bytes.length).toBe(20);
      expect(part!.sizeBytes).toBe(whole!.sizeBytes);
    });

    it('gives a large mail in pieces, byte for byte, up to the limit, and ends when it vanishes', async () => {
      const raw = aMail('large', Buffer.from(`${'0123456789 abcdef\r\n'.repeat(64 * 1024)}end`));
      const { box, open } = await opened(0);
      await box.deliver(raw);
      const [listed] = await listAll(open);
      const pieces = await all(open.download(listed!.uid, BIG));
      const [whole] = await open.fetch([listed!], BIG);
      expect(pieces.length).toBeGreaterThan(1);
      expect(Buffer.concat(pieces).equals(whole!.bytes)).toBe(true);
      expect(Buffer.concat(await all(open.download(listed!.uid, 1_500_000))).equals(Buffer.from(whole!.bytes).subarray(0, 1_500_000))).toBe(true);
      await removed(box, listed!.uid);
      expect(Buffer.concat(await all(open.download(listed!.uid, BIG))).length).toBeLessThanOrEqual(raw.length + 10_000);
      expect(await all(open.download(listed!.uid + 1_000, BIG))).toEqual([]);
    });

    it('leaves out what vanished, and counts by UID while others move mails away (cases 1 and 2)', async () => {
      const { box, open } = await opened(3);
      const [first, second, third] = await listAll(open);
      await removed(box, second!.uid);
      expect(await open.uidsAbove(first!.uid)).toEqual([third!.uid]);
      expect((await open.fetch([first!, second!, third!], BIG)).map(({ uid }) => uid)).toEqual([first!.uid, third!.uid]);
      expect((await open.list([first!.uid, second!.uid, third!.uid])).map(({ uid }) => uid)).toEqual([first!.uid, third!.uid]);
    });

    it('changes nothing on the server', async () => {
      const { box, open } = await opened(1);
      await open.fetch(await listAll(open), BIG);
      await open.close();
      expect(await flagsIn(box)).toEqual([[]]);
    });

    it('has word of a new mail at once, also one that came just before the wait', async () => {
      const { box, open } = await opened(0);
      await open.uidsAbove(0);
      const waiting = open.waitForNews(60_000);
      await wait(300);
      const since = performance.now();
      await box.deliver(aMail('news'));
      expect(await waiting).toBe('news');
      // A server that only looks now and then does so every half minute.
      expect(performance.now() - since).toBeLessThan(15_000);
      expect(await listAll(open)).toHaveLength(1);
      expect(await open.waitForNews(200)).toBe('silence');
      // Silence must not lose the one that arrives between two waits.
      await box.deliver(aMail('between'));
      expect(await open.waitForNews(5_000)).toBe('news');
    });

    it('tells a dropped connection from silence', async () => {
      const { box, open } = await opened(0);
      const waiting = open.waitForNews(20_000);
      const refused = expect(waiting).rejects.toMatchObject({ code: 'intake.mailbox-unreachable', retry: 'later' });
      await wait(300);
      await box.dropConnections();
      await refused;
      await expect(open.uidsAbove(0)).rejects.toMatchObject({ code: 'intake.mailbox-unreachable' });
    });

    it('tells a refused sign-in from a server that is away', async () => {
      const { access } = await freshBox();
      await expect(source().open({ ...access, password: new Secret('wrong') })).rejects.toMatchObject({ code: 'intake.mailbox-sign-in-refused' });
      await expect(source().open({ ...access, port: 1 })).rejects.toMatchObject({ code: 'intake.mailbox-unreachable' });
    });

    describe('looking at the folder', () => {
      it('tells how it looks now, whatever another client does under the open session', async () => {
        const { box, open } = await opened(2);
        const first = await open.look();
        expect(first).toMatchObject({ uidValidity: open.uidValidity, uidNext: open.uidNext, mails: 2 });
        await box.deliver(aMail('third'));
        expect(await open.look()).toMatchObject({ uidValidity: open.uidValidity, mails: 3 });
        const [oldest] = await listAll(open);
        await removed(box, oldest!.uid);
        expect(await open.look()).toMatchObject({ mails: 2 });
        expect((await open.look()).uidNext).toBeGreaterThan(first.uidNext);
      });

      it('with CONDSTORE tells a number that stays while nothing changes, and grows with every change', async () => {
        const { box, open } = await opened(1);
        const { highestModseq } = await open.look();
        expect(highestModseq).toMatch(/^\d+$/);
        expect((await open.look()).highestModseq).toBe(highestModseq);
        await box.asClient((client) => client.messageFlagsAdd('1:*', ['\\Seen']));
        const flagged = (await open.look()).highestModseq!;
        expect(BigInt(flagged)).toBeGreaterThan(BigInt(highestModseq!));
        await box.deliver(aMail('another'));
        expect(BigInt((await open.look()).highestModseq!)).toBeGreaterThan(BigInt(flagged));
      });

      it('without CONDSTORE tells the rest and no such number', async () => {
        const box = await freshBox();
        box.forgets(/CONDSTORE|QRESYNC|HIGHESTMODSEQ|COMPRESS=DEFLATE/g);
        await box.deliver(aMail('plain'));
        session = await source().open(box.access);
        expect(await session.look()).toEqual({ uidValidity: session.uidValidity, uidNext: session.uidNext, mails: 1, highestModseq: null });
        expect(await listAll(session)).toHaveLength(1);
      });

      it('with QRESYNC tells which mails of a span were taken away since a look, and no number that nobody had', async () => {
        const { box, open } = await opened(2);
        const since = await open.look();
        const [first] = await listAll(open);
        for (const subject of ['third', 'fourth', 'fifth']) await box.deliver(aMail(subject));
        await removed(box, since.uidNext);
        await removed(box, first!.uid);
        await open.uidsAbove(0);
        const beyond = (await open.look()).uidNext;
        expect(await open.vanishedSince(since.highestModseq!, [{ from: since.uidNext, to: beyond + 500 }])).toEqual([since.uidNext]);
        expect(await open.vanishedSince(since.highestModseq!, [{ from: 1, to: first!.uid }, { from: since.uidNext + 1, to: beyond - 1 }])).toEqual([first!.uid]);
        expect(await open.vanishedSince((await open.look()).highestModseq!, [{ from: 1, to: beyond }])).toEqual([]);
        expect(await open.vanishedSince(since.highestModseq!, [])).toEqual([]);
      });

      it('without QRESYNC does not tell', async () => {
        const box = await freshBox();
        box.forgets(/QRESYNC|COMPRESS=DEFLATE/g);
        await box.deliver(aMail('plain'));
        session = await source().open(box.access);
        expect(await session.vanishedSince((await session.look()).highestModseq!, [{ from: 1, to: 5 }])).toBeUndefined();
        expect(await listAll(session)).toHaveLength(1);
      });

      it('has word of a new mail also after others were taken away meanwhile, so that there are no more than before', async () => {
        const { box, open } = await opened(3);
        const all = await listAll(open);
        const waiting = open.waitForNews(60_000);
        await wait(300);
        await removed(box, all[0]!.uid);
        await wait(700);
        const since = performance.now();
        await box.deliver(aMail('one for one'));
        expect(await waiting).toBe('news');
        // A server that only looks now and then does so every half minute.
        expect(performance.now() - since).toBeLessThan(15_000);
        expect((await open.uidsAbove(all.at(-1)!.uid))).toHaveLength(1);
      });

      it('notices a folder that is made anew under the open session, and one that is gone (UIDVALIDITY)', async () => {
        const { box, access } = await withFolder('Eingang/Anträge');
        session = await source().open(access);
        const { uidValidity } = session;
        // Servers take UIDVALIDITY from the clock, in seconds.
        await wait(1_100);
        await box.asClient(async (client) => {
          await client.mailboxDelete(access.folder);
          await client.mailboxCreate(access.folder);
          await client.append(access.folder, aMail('anew'));
        });
        // A server may also end the session whose folder went: then the next one sees it.
        const look = await session.look().catch(() => undefined);
        if (look) expect(look.uidValidity).not.toBe(uidValidity);
        await session.close();
        session = await source().open(access);
        expect(session.uidValidity).not.toBe(uidValidity);
        expect(await source().followUp(access, uidValidity, [1], { do: 'flag', flag: '\\Flagged' })).toEqual([]);
        expect(await flagsIn(box, access.folder)).toEqual([[]]);
        await box.asClient((client) => client.mailboxDelete(access.folder));
        await expect(session.look()).rejects.toMatchObject({ code: expect.stringMatching(/^intake\.(folder-missing|mailbox-unreachable)$/) });
        await expect(source().open(access)).rejects.toMatchObject({ code: 'intake.folder-missing' });
      });
    });

    it('says of a folder that is not there that it is missing, and nothing else', async () => {
      const { access } = await freshBox();
      const missing = { ...access, folder: 'Nirgends/Überhaupt' };
      await expect(source().open(missing)).rejects.toMatchObject({ code: 'intake.folder-missing', retry: 'later' });
      await expect(source().followUp(missing, '1', [1], { do: 'flag', flag: '\\Seen' })).rejects.toMatchObject({ code: 'intake.folder-missing' });
    });

    describe('following up', () => {
      it('flags by UID, again with the same answer, and leaves out what is gone', async () => {
        const { box, open } = await opened(3);
        const [first, second, third] = await listAll(open);
        await removed(box, second!.uid);
        const flags = () => source().followUp(box.access, open.uidValidity, [first!.uid, second!.uid], { do: 'flag', flag: 'Rekey' });
        expect(await flags()).toEqual([first!.uid]);
        expect(await flags()).toEqual([first!.uid]);
        expect(await flagsIn(box)).toEqual([['Rekey'], []]);
        expect((await listAll(open)).map(({ uid }) => uid)).toEqual([first!.uid, third!.uid]);
      });

      it.each([['as the server offers it', /^$/g], ['without MOVE', /\bMOVE\b/g]])('moves into a folder that it makes, takes along nobody else’s, and can be repeated (%s)', async (_, forgotten) => {
        const box = await freshBox();
        box.forgets(forgotten);
        for (const subject of ['ours', 'theirs', 'later']) await box.deliver(aMail(subject));
        session = await source().open(box.access);
        const [ours, theirs, later] = await listAll(session);
        // Another client has marked a mail of its own for the next EXPUNGE: that is not ours to give.
        await box.asClient((client) => client.messageFlagsAdd(String(theirs!.uid), ['\\Deleted'], { uid: true }));
        const moves = () => source().followUp(box.access, session!.uidValidity, [ours!.uid], { do: 'move', to: 'Erledigt/Anträge' });
        expect(await moves()).toEqual([ours!.uid]);
        expect(await moves()).toEqual([]);
        expect((await listAll(session)).map(({ uid }) => uid)).toEqual([theirs!.uid, later!.uid]);
        expect(await subjectsIn(box, 'Erledigt/Anträge')).toEqual(['ours']);
        // The folder is there by now.
        expect(await source().followUp(box.access, session.uidValidity, [later!.uid], { do: 'move', to: 'Erledigt/Anträge' })).toEqual([later!.uid]);
        expect(await subjectsIn(box, 'Erledigt/Anträge')).toEqual(['ours', 'later']);
      });

      it('does not move where that could delete what others have marked (neither MOVE nor UIDPLUS)', async () => {
        const box = await freshBox();
        box.forgets(/\bMOVE\b|\bUIDPLUS\b/g);
        await box.deliver(aMail('stays'));
        session = await source().open(box.access);
        await expect(source().followUp(box.access, session.uidValidity, [1], { do: 'move', to: 'Done' })).rejects.toMatchObject({ code: 'intake.mailbox-unreachable', message: expect.stringContaining('neither MOVE nor UIDPLUS') });
        expect(await subjectsIn(box)).toEqual(['stays']);
      });

      it('where the mailbox leaves everything as it is, nothing on the server shows that we were there', async () => {
        const { box, open } = await opened(2);
        const looksLike = () => box.asClient(async (client) => (await client.fetchAll('1:*', { uid: true, size: true, internalDate: true })).map(({ uid, size, internalDate, modseq }) => ({ uid, size, internalDate, modseq })));
        const before = await looksLike();
        for (const { uid } of await listAll(open)) await all(open.download(uid, BIG));
        await open.close();
        expect(await looksLike()).toEqual(before);
        expect(await flagsIn(box)).toEqual([[], []]);
      });
    });

    async function withFolder(folder: string): Promise<{ box: MailboxUnderTest; access: MailboxAccess }> {
      const box = await freshBox();
      await box.asClient((client) => client.mailboxCreate(folder));
      return { box, access: { ...box.access, folder } };
    }
  });
}

async function all(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const got: Uint8Array[] = [];
  for await (const piece of pieces) got.push(piece);
  return got;
}

async function listAll(session: MailSession): Promise<ListedMail[]> {
  return session.list(await session.uidsAbove(0));
}

function removed(box: MailboxUnderTest, uid: number): Promise<unknown> {
  return box.asClient((client) => client.messageDelete(String(uid), { uid: true }));
}

/** `\\Recent` is the server's own, and tells only who looked first. */
function flagsIn(box: MailboxUnderTest, folder?: string): Promise<string[][]> {
  return box.asClient(async (client) => (await client.fetchAll('1:*', { flags: true })).map(({ flags }) => [...(flags ?? [])].filter((flag) => flag !== '\\Recent')), folder);
}

function subjectsIn(box: MailboxUnderTest, folder?: string): Promise<string[]> {
  return box.asClient(async (client) => (await client.fetchAll('1:*', { envelope: true })).map(({ envelope }) => envelope?.subject ?? ''), folder);
}

function aMail(subject: string, body: Buffer = Buffer.from('hello')): Buffer {
  return Buffer.concat([Buffer.from(`From: ada@home.example\r\nSubject: ${subject}\r\nMessage-ID: <${Math.random()}@home.example>\r\n\r\n`), body, Buffer.from('\r\n')]);
}

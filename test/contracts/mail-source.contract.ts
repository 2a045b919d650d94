import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import type { ListedMail, MailboxAccess, MailSession, MailSource } from '#intake';
import { Secret } from '#kernel';

/** What a neighbour must offer so that the suite can play the rest of the world. */
export interface MailboxUnderTest {
  readonly access: MailboxAccess;
  /** Puts a mail into the mailbox as delivery does; resolves when it is there. */
  deliver(raw: Buffer): Promise<void>;
  /** Removes the mail with this UID, as another client would. */
  remove(uid: number): Promise<void>;
  /** Flags of all mails, to see that reading leaves no trace. */
  flags(): Promise<string[][]>;
  /** Ends all connections from the server's side. */
  dropConnections(): Promise<void>;
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
      const raw = aMail('umlaut', Buffer.from('Gr\xfc\xdfe\0!', 'latin1'));
      const { box, open } = await opened(0);
      await box.deliver(raw);
      const [listed] = await listAll(open);
      const [whole] = await open.fetch([listed!.uid], BIG);
      expect(Buffer.from(whole!.bytes).includes(Buffer.from('Gr\xfc\xdfe', 'latin1'))).toBe(true);
      expect(whole!.bytes.length).toBe(whole!.sizeBytes);
      expect(Math.abs(whole!.receivedAt.getTime() - Date.now())).toBeLessThan(60_000);
      const [part] = await open.fetch([listed!.uid], 20);
      expect(part!.bytes.length).toBe(20);
      expect(part!.sizeBytes).toBe(whole!.sizeBytes);
    });

    it('gives a large mail in pieces, byte for byte, up to the limit, and ends when it vanishes', async () => {
      const raw = aMail('large', Buffer.from(`${'0123456789 abcdef\r\n'.repeat(64 * 1024)}end`));
      const { box, open } = await opened(0);
      await box.deliver(raw);
      const [listed] = await listAll(open);
      const pieces = await all(open.download(listed!.uid, BIG));
      const [whole] = await open.fetch([listed!.uid], BIG);
      expect(pieces.length).toBeGreaterThan(1);
      expect(Buffer.concat(pieces).equals(whole!.bytes)).toBe(true);
      expect(Buffer.concat(await all(open.download(listed!.uid, 1_500_000))).equals(Buffer.from(whole!.bytes).subarray(0, 1_500_000))).toBe(true);
      await box.remove(listed!.uid);
      expect(Buffer.concat(await all(open.download(listed!.uid, BIG))).length).toBeLessThanOrEqual(raw.length + 10_000);
      expect(await all(open.download(listed!.uid + 1_000, BIG))).toEqual([]);
    });

    it('leaves out what vanished, and counts by UID while others move mails away (cases 1 and 2)', async () => {
      const { box, open } = await opened(3);
      const [first, second, third] = await listAll(open);
      await box.remove(second!.uid);
      expect((await open.fetch([first!.uid, second!.uid, third!.uid], BIG)).map(({ uid }) => uid)).toEqual([first!.uid, third!.uid]);
      expect(await open.uidsAbove(first!.uid)).toEqual([third!.uid]);
    });

    it('changes nothing on the server', async () => {
      const { box, open } = await opened(1);
      await open.fetch([(await open.uidsAbove(0))[0]!], BIG);
      await open.close();
      expect((await box.flags()).flat().filter((flag) => flag !== '\\Recent')).toEqual([]);
    });

    it('has word of a new mail at once, also one that came just before the wait', async () => {
      const { box, open } = await opened(0);
      await open.uidsAbove(0);
      const waiting = open.waitForNews(20_000);
      await wait(300);
      const since = performance.now();
      await box.deliver(aMail('news'));
      expect(await waiting).toBe('news');
      expect(performance.now() - since).toBeLessThan(3_000);
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

function aMail(subject: string, body: Buffer = Buffer.from('hello')): Buffer {
  return Buffer.concat([Buffer.from(`From: ada@home.example\r\nSubject: ${subject}\r\nMessage-ID: <${Math.random()}@home.example>\r\n\r\n`), body, Buffer.from('\r\n')]);
}

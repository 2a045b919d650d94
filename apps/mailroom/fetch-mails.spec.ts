import { describe, expect, it } from '@jest/globals';
import { MailboxUnreachable, type KeepMail, type ListedMail, type MailSession, type MailsToKeep } from '#intake';
import { fetchMails } from './fetch-mails.js';
import { RefusedMails } from './refused-mails.js';

const MB = 1024 * 1024;
const mailbox = { id: 'm', portalKey: 'school', folder: 'INBOX' };
const listed = (count: number, sizeBytes = 100): ListedMail[] => Array.from({ length: count }, (_, at) => ({ uid: at + 1, sizeBytes, receivedAt: new Date(0) }));

interface KeptMail {
  readonly uid: number;
  readonly bytes: number;
  readonly isCut: boolean;
}

/** Reads the bytes first and asks then, as `KeepMail` does. */
function keeper(): { readonly kept: KeptMail[]; readonly keepMail: Pick<KeepMail, 'run'> } {
  const kept: KeptMail[] = [];
  return { kept, keepMail: { run: async (_, { mails }: MailsToKeep) => {
    for (const { uid, bytes, isCut } of mails) {
      let size = 0;
      if (bytes instanceof Uint8Array) size = bytes.length;
      else for await (const piece of bytes) size += piece.length;
      kept.push({ uid, bytes: size, isCut: isCut?.() ?? false });
    }
    return { kept: mails.length, known: 0 };
  } } };
}

function sessionOf(more: Partial<MailSession>): MailSession {
  return { uidValidity: '7', ...more } as MailSession;
}

describe('fetching mails', () => {
  it('over a line that is too slow for a batch asks for less until it comes through, and then keeps to that', async () => {
    const refused = new RefusedMails();
    const { kept, keepMail } = keeper();
    const asked: number[] = [];
    const session = sessionOf({ fetch: async (mails) => {
      asked.push(mails.length);
      if (mails.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) > 3 * MB) throw new MailboxUnreachable('fetching: the connection was closed');
      return mails.map((mail) => ({ ...mail, bytes: new Uint8Array(10) }));
    } });
    const all = listed(60, MB);
    for (let rounds = 0; kept.length < all.length; rounds += 1) {
      const have = new Set(kept.map(({ uid }) => uid));
      await fetchMails(session, mailbox, keepMail, all.filter(({ uid }) => !have.has(uid)), {}, refused, () => undefined).catch((error: unknown) => expect(error).toBeInstanceOf(MailboxUnreachable));
      if (rounds > 20) throw new Error(`no end of it: ${asked.join(' ')}`);
    }
    expect(kept.map(({ uid }) => uid).toSorted((one, other) => one - other)).toEqual(all.map(({ uid }) => uid));
    // Twenty that went well are worth another try with twice as much.
    expect(asked.filter((many) => many > 3)).toEqual([16, 8, 4, 4]);
    expect(refused.stuck).toEqual([]);
  });

  it('takes a short answer for a whole mail, whatever size was told, and one that vanished meanwhile for a beginning', async () => {
    const { kept, keepMail } = keeper();
    const session = sessionOf({ async *download(uid, _most, onVanished) {
      yield new Uint8Array(MB);
      if (uid === 2) onVanished?.();
      else yield new Uint8Array(5);
    } });
    await fetchMails(session, mailbox, keepMail, listed(2, 9 * MB), {}, new RefusedMails(), () => undefined);
    expect(kept).toEqual([{ uid: 1, bytes: MB + 5, isCut: false }, { uid: 2, bytes: MB, isCut: true }]);
  });

  it('keeps nothing of a large mail whose line is cut in the middle, and blames it only after three times', async () => {
    const { kept, keepMail } = keeper();
    const refused = new RefusedMails();
    const session = sessionOf({ async *download() {
      yield new Uint8Array(MB);
      throw new MailboxUnreachable('downloading: the connection was closed');
    } });
    const told: unknown[] = [];
    for (let times = 0; times < 3; times += 1) await fetchMails(session, mailbox, keepMail, listed(1, 9 * MB), {}, refused, () => undefined).catch((error: { code: unknown }) => told.push(error.code));
    expect([kept, told, refused.stuck.map(({ uid }) => uid)]).toEqual([[], ['intake.mailbox-unreachable', 'intake.mailbox-unreachable', 'intake.mail-not-given'], [1]]);
  });

  it('blames no mail for a disk or a database that fails', async () => {
    const refused = new RefusedMails();
    const session = sessionOf({ fetch: async (mails) => mails.map((mail) => ({ ...mail, bytes: new Uint8Array(10) })) });
    const keepMail = { run: () => Promise.reject(new Error('no space left on device')) };
    await expect(fetchMails(session, mailbox, keepMail, listed(3), {}, refused, () => undefined)).rejects.toThrow('no space');
    expect(refused.inRounds(listed(3))).toEqual([{ mails: listed(3), atMost: Number.POSITIVE_INFINITY }]);
  });
});

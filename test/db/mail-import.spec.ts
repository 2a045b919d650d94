import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImportMails, openArchive, ReadTrace, type ImportProgress } from '#intake';
import { Storage, StorageFault } from '#storage';
import { IntakeHouse } from '../support/intake-house.js';

const MBOX = [
  'From jonas@post.example Mon Nov 23 09:00:00 2020',
  'From: Jonas Weber <jonas@post.example>', 'To: support@school.example', 'Subject: Passwort vergessen', 'Message-ID: <old-1@post.example>', '',
  'ich habe mein Passwort vergessen.', '', 'From that day on nothing worked.', '', '>From 8 bis 10 Uhr bin ich da.', '>>From zitiert.', '',
  'From - Tue Nov 24 10:00:00 2020 +0100',
  'From: Jonas Weber <jonas@post.example>', 'To: support@school.example', 'Subject: Re: Passwort vergessen', 'Message-ID: <old-2@post.example>', 'In-Reply-To: <old-1@post.example>', '',
  'Danke, es geht wieder.', '',
  'From broken Wed Nov 25 10:00:00 2020', '', 'no header at all, only this', '',
  'From MAILER-DAEMON Thu Nov 26 11:00:00 2020',
  'From: eva@post.example', 'Subject: Neue Zugangsdaten', 'Message-ID: <old-3@post.example>', '', 'bitte neue Zugangsdaten', '',
].join('\n');

describe('old mail that is brought in', () => {
  let desk: IntakeHouse;
  let archive: string;
  beforeAll(async () => {
    desk = await IntakeHouse.open();
    archive = await mkdtemp(join(tmpdir(), 'rekey-archive-'));
  });
  afterAll(async () => {
    await desk?.close();
    await rm(archive, { recursive: true, force: true });
  });

  const imports = (path: string): Promise<ImportProgress> => desk.house.get(ImportMails).run({ mailbox: desk.mailbox, archive: openArchive(path), onProgress: () => undefined });
  const count = async (table: string, where = 'true'): Promise<number> => (await desk.rows<{ n: number }>(`select count(*)::int as n from ${table} where ${where}`))[0]!.n;

  it('is history: on closed tickets as of its day, threads joined, nobody answered; what is no mail is named with its place', async () => {
    await writeFile(join(archive, 'old.mbox'), MBOX);
    const progress = await imports(join(archive, 'old.mbox'));
    expect(progress).toMatchObject({ read: 3, kept: 3, known: 0, filed: 3, setAside: 0, waiting: 0 });
    const bad = MBOX.indexOf('From broken');
    expect(progress.bad).toEqual([{ where: `${join(archive, 'old.mbox')}:${bad}`, problem: 'no header line at its beginning' }]);
    const rows = await desk.kept();
    expect(rows.map(({ door, is_history }) => [door, is_history])).toEqual([['import', true], ['import', true], ['import', true]]);
    expect(rows[0]!.ticket_id).toBe(rows[1]!.ticket_id);
    const raw = (await desk.house.get(Storage).get(rows[0]!.raw_sha256)).toString();
    // Quoting is undone, and a sentence that begins with "From" ends nothing.
    expect(raw).toContain('\nFrom that day on nothing worked.\n\nFrom 8 bis 10 Uhr bin ich da.\n>From zitiert.\n');
    const tickets = await desk.rows<{ state: string; last_message_at: Date; closed_at: Date }>('select * from ticket order by number');
    expect(tickets.map(({ state }) => state)).toEqual(['closed', 'closed']);
    expect(new Date(tickets[0]!.last_message_at).toISOString()).toBe('2020-11-24T09:00:00.000Z');
    expect(new Date(tickets[0]!.closed_at).toISOString()).toBe('2020-11-24T09:00:00.000Z');
    expect(await count('outbound_message')).toBe(0);
    expect(await count('outbox_job', `name like 'intake.%'`)).toBe(0);
    expect(await count('audit_entry', `verb = 'mail.imported'`)).toBe(1);
    expect((await desk.house.get(ReadTrace).run('old-1@post.example', { portals: [] })).map(({ step, verdict }) => `${step} ${verdict}`)).toEqual(expect.arrayContaining(['fetch imported', 'keep kept', 'file opened', 'instant not-asked']));
  });

  it('says the names of hostile files without what a terminal would obey', async () => {
    const folder = join(archive, 'names');
    await mkdir(folder);
    await writeFile(join(folder, '\u001b]0;mine\u0007\u202egnp.eml'), 'no mail at all');
    expect((await imports(folder)).bad).toEqual([{ where: join(folder, ']0;minegnp.eml'), problem: 'no header line at its beginning' }]);
  });

  it('can be brought in again, from another form too, and nothing is doubled', async () => {
    const before = [await count('ticket'), await count('ticket_message')];
    expect(await imports(join(archive, 'old.mbox'))).toMatchObject({ read: 3, kept: 0, known: 3, filed: 3 });
    // The same mail with other line ends and one header more, as another export writes it.
    const maildir = join(archive, 'maildir');
    await Promise.all(['cur', 'new', 'tmp'].map((name) => mkdir(join(maildir, name), { recursive: true })));
    await writeFile(join(maildir, 'cur', '1606125600.M1.host:2,S'), 'X-Export: 1\r\nFrom: Jonas Weber <jonas@post.example>\r\nTo: support@school.example\r\nSubject: Passwort vergessen\r\nMessage-ID: <old-1@post.example>\r\n\r\nich habe mein Passwort vergessen.\r\n');
    await writeFile(join(maildir, 'new', '1606200000.M2.host'), 'From: lina@post.example\r\nSubject: PIN\r\nMessage-ID: <old-4@post.example>\r\n\r\nich brauche eine PIN\r\n');
    await writeFile(join(maildir, 'tmp', '1606300000.M3.host'), 'From: nobody@post.example\r\n\r\nnot delivered yet\r\n');
    expect(await imports(maildir)).toMatchObject({ read: 2, kept: 2, filed: 2, bad: [] });
    expect([await count('ticket'), await count('ticket_message')]).toEqual([before[0]! + 1, before[1]! + 1]);
  });

  it('goes on where it stopped: a disk that is full ends the run, the next one finishes it', async () => {
    const folder = join(archive, 'eml');
    await mkdir(folder);
    for (let at = 0; at < 120; at += 1) await writeFile(join(folder, `${String(at).padStart(4, '0')}.eml`), `From: p${at}@post.example\nSubject: Frage ${at}\nDate: Mon, 23 Nov 2020 09:00:00 +0000\nMessage-ID: <eml-${at}@post.example>\n\nich habe mein Passwort vergessen\n`);
    await writeFile(join(folder, 'notes.pdf'), 'x');
    const storage = desk.house.get(Storage);
    const put = storage.put.bind(storage);
    let left = 70;
    storage.put = (bytes) => ((left -= 1) < 0 ? Promise.reject(new StorageFault('ENOSPC: no space left on device')) : put(bytes));
    await expect(imports(folder)).rejects.toBeInstanceOf(StorageFault);
    storage.put = put;
    expect(await count('kept_mail', `message_id like 'eml-%' and disposition = 'filed'`)).toBe(50);
    const progress = await imports(folder);
    expect(progress).toMatchObject({ read: 120, kept: 70, known: 50, filed: 120 });
    expect(progress.bad).toEqual([{ where: join(folder, 'notes.pdf'), problem: 'not known as a mail file by its name' }]);
    expect(await count('ticket', `subject like 'Frage %'`)).toBe(120);
  });
});

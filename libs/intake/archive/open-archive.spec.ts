import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isBad } from './archived-mail.js';
import { openArchive } from './open-archive.js';

const MAIL = 'From: ada@home.example\nSubject: one\n\nhello\n';

/** Archives come from elsewhere, unpacked by whoever brings them in. */
describe('an archive that somebody packed with intent', () => {
  let place: string;
  beforeEach(async () => void (place = await mkdtemp(join(tmpdir(), 'rekey-archive-'))));
  afterEach(() => rm(place, { recursive: true, force: true }));

  async function found(path: string): Promise<string[]> {
    const seen: string[] = [];
    for await (const one of openArchive(path)) {
      if (isBad(one)) seen.push(`${one.where.slice(path.length + 1)}: ${one.problem}`);
      else {
        let text = '';
        for await (const piece of one.pieces) text += Buffer.from(piece).toString('latin1');
        seen.push(`${one.where.slice(path.length + 1)} ${text.length}`);
      }
    }
    return seen.toSorted();
  }

  it('leads nobody out of itself: links to files and folders of this machine are named and not read, nor is what is no file', async () => {
    const secret = join(place, 'secret.env');
    await writeFile(secret, 'REKEY_SECRET_KEY: of this machine\n');
    const archive = join(place, 'archive');
    await mkdir(archive);
    await writeFile(join(archive, 'a.eml'), MAIL);
    await symlink(secret, join(archive, 'b.eml'));
    await symlink(place, join(archive, 'folder'));
    execFileSync('mkfifo', [join(archive, 'pipe.eml')]);
    expect(await found(archive)).toEqual([`a.eml ${MAIL.length}`, 'b.eml: a link, which is not followed', 'folder: a link, which is not followed', 'pipe.eml: neither a file nor a folder']);
  }, 10_000);

  it('neither does a Maildir', async () => {
    const secret = join(place, 'secrets');
    await mkdir(secret);
    await writeFile(join(secret, '1700000000.env'), 'REKEY_SECRET_KEY: of this machine\n');
    const archive = join(place, 'archive');
    await mkdir(join(archive, 'cur'), { recursive: true });
    await writeFile(join(archive, 'cur', '1700000001.a'), MAIL);
    await symlink(join(secret, '1700000000.env'), join(archive, 'cur', '1700000002.b'));
    await symlink(secret, join(archive, 'new'));
    execFileSync('mkfifo', [join(archive, 'cur', '1700000003.c')]);
    expect(await found(archive)).toEqual(['cur/1700000002.b: a link, which is not followed', 'cur/1700000003.c: neither a file nor a folder', `cur/1700000001.a ${MAIL.length}`, 'new: a link, which is not followed'].toSorted());
  }, 10_000);

  it('is itself whatever path the operator names', async () => {
    await writeFile(join(place, 'old.eml'), MAIL);
    await symlink(join(place, 'old.eml'), join(place, 'named.eml'));
    expect(await found(join(place, 'named.eml'))).toEqual([` ${MAIL.length}`]);
  });
});

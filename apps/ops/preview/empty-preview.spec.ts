import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { emptyPreview } from './empty-preview.js';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'rekey-preview-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const preview = async () => {
  await writeFile(join(folder, 'mails.js'), 'const MAILS = {"groups":[]};\n');
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  await mkdir(join(folder, 'school'));
  for (const name of ['reply.de.html', 'reply.de.dark.html', 'reply.en.txt', 'notice.password-set.en.html']) await writeFile(join(folder, 'school', name), name);
};

it('takes away a preview that was written before', async () => {
  await preview();
  await emptyPreview(folder);
  await expect(readFile(join(folder, 'mails.js'))).rejects.toThrow('ENOENT');
  await expect(readFile(join(folder, 'school', 'reply.de.html'))).rejects.toThrow('ENOENT');
});

it('is content with an empty folder, and with none', async () => {
  await emptyPreview(folder);
  await emptyPreview(join(folder, 'not', 'there'));
});

it.each([
  ['a folder of somebody else', async () => writeFile(join(folder, 'thesis.odt'), 'years')],
  ['a folder with a mails.js of its own', async () => writeFile(join(folder, 'mails.js'), 'export const mails = [];')],
  ['a preview beside which somebody put something', async () => { await preview(); await writeFile(join(folder, 'thesis.odt'), 'years'); }],
  ['a preview into which somebody put something', async () => { await preview(); await writeFile(join(folder, 'school', 'thesis.html'), 'years'); }],
  ['a preview into which somebody put a folder', async () => { await preview(); await mkdir(join(folder, 'school', 'thesis')); }],
  ['a preview with a way out of it', async () => { await preview(); await symlink(tmpdir(), join(folder, 'home')); }],
])('leaves alone %s, and says what lies in the way', async (_what, put) => {
  await put();
  await expect(emptyPreview(folder)).rejects.toThrow(/not a preview.*(?:thesis|mails\.js|home)/);
  if (_what.includes('preview')) expect(await readFile(join(folder, 'school', 'reply.de.html'), 'utf8')).toBe('reply.de.html');
});

it('is no folder but a file', async () => {
  await writeFile(join(folder, 'file'), 'years');
  await expect(emptyPreview(join(folder, 'file'))).rejects.toThrow('ENOTDIR');
  expect(await readFile(join(folder, 'file'), 'utf8')).toBe('years');
});

import { createHash, createHmac } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { Sealer } from '#kernel';

const SHA256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What lies in a backup. Written last: a folder without it is no backup. */
export const Manifest = z.strictObject({
  /** 1 until 2026-11-30: raw mails were the only files, and nothing said what was missing. */
  format: z.literal([1, 2]),
  takenAt: z.iso.datetime(),
  /** The backup fits only a database with exactly these migrations. */
  migrations: z.array(z.string()),
  /** Of the key that sealed the secrets in it (`fingerprintOf`); null: taken before 2026-11-30, nobody can tell. */
  keyFingerprint: z.string().nullable().default(null),
  tables: z.array(z.strictObject({ name: z.string().regex(/^[a-z_]+$/), rows: z.int().nonnegative(), sha256: z.string() })),
  /** Raw mails, attachments and their previews, by digest. */
  files: z.array(SHA256),
  /** What rows name and the storage did not have, or not as it was written: whoever restores this gets their rows without their bytes. */
  missing: z.array(SHA256).default([]),
});
export type Manifest = z.output<typeof Manifest>;

/** A folder that is no backup, is damaged, or does not fit. Says what to do. */
export class BackupProblem extends Error {
  /** `backup.other-key`: it was taken with another REKEY_SECRET_KEY; everything else is `backup.problem`. */
  constructor(message: string, readonly code: 'backup.problem' | 'backup.other-key' = 'backup.problem') {
    super(message);
    this.name = 'BackupProblem';
  }
}

/** By what a REKEY_SECRET_KEY is known again: made of a key that is derived from it for this alone, so it helps nobody to find either. */
export function fingerprintOf(sealer: Sealer): string {
  return createHmac('sha256', sealer.derive('key-fingerprint')).update('rekey backup').digest('hex').slice(0, 32);
}

export const tablePath = (directory: string, name: string): string => join(directory, 'tables', `${name}.jsonl.gz`);
export const filesPath = (directory: string): string => join(directory, 'files');
export const manifestPath = (directory: string): string => join(directory, 'manifest.json');

/** @throws BackupProblem when the manifest is missing or a table is not as it was written */
export async function readManifest(directory: string): Promise<Manifest> {
  const text = await readFile(manifestPath(directory), 'utf8').catch(() => undefined);
  if (text === undefined) throw new BackupProblem(`${directory} holds no complete backup: there is no manifest.json`);
  const manifest = Manifest.safeParse(JSON.parse(text));
  if (!manifest.success) throw new BackupProblem(`${manifestPath(directory)} is not a manifest of this release`);
  for (const { name, sha256 } of manifest.data.tables) {
    if ((await digestOf(tablePath(directory, name))) !== sha256) throw new BackupProblem(`${tablePath(directory, name)} is damaged: its digest is not the one in the manifest`);
  }
  return manifest.data;
}

/** SHA-256 of a file, in hex. */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

import type { Command } from 'commander';
import { AuditTrail } from '#audit';
import type { Settings } from '#config';
import { Clock, Sealer } from '#kernel';
import { Database, PersistenceConfig } from '#persistence';
import { Storage } from '#storage';
import { manifestPath } from '../backup/manifest.js';
import { restoreBackup } from '../backup/restore-backup.js';
import { takeBackup } from '../backup/take-backup.js';
import { leftToPeople } from '../backup/settle-restored.js';
import { inTheHouse } from '../house.js';

/** `rekey backup DIR`: a consistent copy of database and storage, while the desk goes on. */
export function backup(program: Command): void {
  program.command('backup <directory>').description('copy database and storage into an empty folder; the desk may go on')
    .action(async (directory: string) => {
      const manifest = await inTheHouse((house) => takeBackup(house.get<Settings<typeof PersistenceConfig>>(PersistenceConfig.token).URL, house.get(Storage), directory, house.get(Sealer), house.get(Clock).now()));
      console.log(`${manifest.tables.reduce((sum, { rows }) => sum + rows, 0)} rows of ${manifest.tables.length} tables and ${manifest.files.length} files (raw mails, attachments) are in ${directory}`);
      console.log('REKEY_SECRET_KEY is not part of the backup: keep it in another place.');
      if (manifest.missing.length > 0) sayIncomplete(manifest.missing, directory);
    });
}

/** `rekey restore DIR`: fills an empty, migrated database and the storage from a backup. */
export function restore(program: Command): void {
  program.command('restore <directory>').description('fill an empty, migrated database and the storage from a backup; stop the desk before')
    .option('--other-key', 'although REKEY_SECRET_KEY is another than when the backup was taken: what was sealed then is lost')
    .action(async (directory: string, { otherKey }: { otherKey?: boolean }) => {
      const { manifest, ended } = await inTheHouse(async (house) => {
        const now = house.get(Clock).now();
        const restored = await restoreBackup(house.get<Settings<typeof PersistenceConfig>>(PersistenceConfig.token).URL, house.get(Storage), directory, { sealer: house.get(Sealer), acceptsOtherKey: otherKey, now });
        await house.get(Database).transaction((tx) => house.get(AuditTrail).record(tx, { portalKey: null, verb: 'desk.restored', actor: { kind: 'operator' }, outcome: 'done', detail: { takenAt: restored.manifest.takenAt, missing: restored.manifest.missing.length, ended: restored.ended }, now }));
        return restored;
      });
      console.log(`restored the desk as it was at ${manifest.takenAt}. Ended: ${Object.entries(ended).filter(([, some]) => some > 0).map(([what, some]) => `${some} ${what}`).join(', ') || 'nothing'}.`);
      console.log('Whether this desk\'s REKEY_SECRET_KEY opens everything that is sealed: `rekey doctor`.');
      for (const line of leftToPeople(manifest.takenAt)) console.log(line);
      if (manifest.missing.length > 0) sayIncomplete(manifest.missing, directory);
    });
}

/** So many are named on the screen; all of them stand in the manifest. */
const MOST_NAMED = 5;

/** Another code than a backup that failed has: this one can be restored, and lacks bytes that nobody may believe to be safe. */
export const INCOMPLETE = 3;

function sayIncomplete(missing: readonly string[], directory: string): void {
  console.error(`\nTHIS BACKUP IS NOT WHOLE: ${missing.length} files that the database names are not in the storage, or damaged there.`);
  for (const sha256 of missing.slice(0, MOST_NAMED)) console.error(`  ${sha256}`);
  console.error(`All of them: "missing" in ${manifestPath(directory)}. Is REKEY_STORAGE_URL right, and everything mounted? Restored from it, those mails and attachments have no bytes.`);
  process.exitCode = INCOMPLETE;
}

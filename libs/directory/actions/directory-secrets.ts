import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, Sealer, Secret, type Actor } from '#kernel';
import { Database } from '#persistence';
import { boundAfterwards, openFor, Portals, sealFor, SecretElsewhere, SecretWithoutTarget, targetOfDirectory, type DirectorySettings, type TargetedSecret } from '#portals';
import { DirectorySecretElsewhere } from '../directory.faults.js';
import { DirectorySecret } from '../store/directory-note.entity.js';

/** With what Rekey signs in to the directories: sealed at rest for the one directory it was set for, given out only to the adapters. */
@Injectable()
export class DirectorySecrets {
  constructor(private readonly database: Database, private readonly portals: Portals, private readonly sealer: Sealer, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /**
   * Sets it for the directory that the profile names now; returns which that is.
   *
   * @throws PortalUnknown
   * @throws SecretWithoutTarget while the profile names the built-in directory
   */
  async set(portalKey: string, secret: Secret, actor: Actor): Promise<string> {
    this.portals.forget();
    const target = targetOfDirectory((await this.portals.get(portalKey)).directory);
    if (target === undefined) throw new SecretWithoutTarget(portalKey, 'the built-in directory, which needs none');
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      await tx.upsert(DirectorySecret, { portalKey, ...sealFor(this.sealer, secret, contextOf(portalKey), target), settingsBefore: null, changedAt: now });
      await this.audit.record(tx, { portalKey, verb: 'directory.secret-changed', actor, outcome: 'done', detail: { target }, now });
    });
    return target;
  }

  /**
   * Undefined: none was set.
   *
   * @param settings those by which it is going to be sent, which may be older or newer than the profile
   * @throws DirectorySecretElsewhere when it was set for another directory; nothing may be sent then
   */
  async of(portalKey: string, settings: DirectorySettings): Promise<Secret | undefined> {
    const row = await this.database.read((em) => em.findOne(DirectorySecret, { portalKey }));
    const target = targetOfDirectory(settings);
    if (!row || target === undefined) return undefined;
    try {
      return openFor(this.sealer, row.target ? { sealed: row.sealed, target: row.target } : await this.#bound(row), contextOf(portalKey), { target, setAgain: `rekey directory secret ${portalKey}` });
    } catch (error) {
      throw error instanceof SecretElsewhere ? new DirectorySecretElsewhere(error) : error;
    }
  }

  /** From before secrets had targets: bound to the directory that was in force when they began to, whatever the profile says by now. */
  async #bound({ portalKey, sealed, settingsBefore }: DirectorySecret): Promise<TargetedSecret> {
    const target = settingsBefore ? targetOfDirectory(settingsBefore) : undefined;
    if (target === undefined) return { sealed, target: null };
    const bound = boundAfterwards(this.sealer, sealed, contextOf(portalKey), target, `rekey directory secret ${portalKey}`);
    // Whoever set another one meanwhile has done it already.
    await this.database.statement((em) => em.nativeUpdate(DirectorySecret, { portalKey, sealed }, { ...bound, settingsBefore: null }));
    return bound;
  }
}

function contextOf(portalKey: string): string {
  return `directory:${portalKey}`;
}

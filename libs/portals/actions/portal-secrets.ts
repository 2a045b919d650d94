import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, Sealer, Secret, type Actor } from '#kernel';
import { Database } from '#persistence';
import type { PortalProfile } from '../domain/profile.js';
import { targetOfPortalSecret } from '../domain/secret-target.js';
import { SecretElsewhere, SecretWithoutTarget } from '../portals.faults.js';
import { PortalSecret } from '../store/portal-secret.entity.js';
import { Portals } from './portals.js';
import { boundAfterwards, openFor, sealFor, type TargetedSecret } from './targeted-secrets.js';

/** With what Rekey identifies itself to the services of a portal (SMS gateway, sign-in services): sealed at rest for the one service it was set for, given out only to adapters. */
@Injectable()
export class PortalSecrets {
  constructor(private readonly database: Database, private readonly portals: Portals, private readonly sealer: Sealer, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /**
   * Sets it for the service that the profile names now; returns which that is.
   *
   * @param name `sms`, or `home:KEY` as in the profile
   * @throws PortalUnknown
   * @throws SecretWithoutTarget when the profile names no such service
   */
  async set(portalKey: string, name: string, secret: Secret, actor: Actor): Promise<string> {
    this.portals.forget();
    const target = targetOfPortalSecret(await this.portals.get(portalKey), name);
    if (target === undefined) throw new SecretWithoutTarget(portalKey, name === 'sms' ? 'no gateway for text messages (sms)' : `no sign-in service "${name.replace(/^home:/, '')}" (homeSignIn)`);
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      await tx.upsert(PortalSecret, { portalKey, name, ...sealFor(this.sealer, secret, contextOf(portalKey, name), target), settingsBefore: null, changedAt: now });
      await this.audit.record(tx, { portalKey, verb: 'portal.secret-changed', actor, outcome: 'done', detail: { name, target }, now });
    });
    return target;
  }

  /**
   * Undefined: none was set.
   *
   * @param target where it is going to be sent, by the settings in hand
   * @throws SecretElsewhere when it was set for another
   */
  async of(portalKey: string, name: string, target: string): Promise<Secret | undefined> {
    const row = await this.database.read((em) => em.findOne(PortalSecret, { portalKey, name }));
    if (!row) return undefined;
    const context = contextOf(portalKey, name);
    return openFor(this.sealer, row.target ? { sealed: row.sealed, target: row.target } : await this.#bound(row), context, { target, setAgain: `rekey portal secret ${portalKey} ${name}` });
  }

  /** Whether there is one, wherever it goes. */
  isSet(portalKey: string, name: string): Promise<boolean> {
    return this.database.read(async (em) => (await em.count(PortalSecret, { portalKey, name })) > 0);
  }

  /** Secrets of this portal that were set for other services than its profile names now. */
  async elsewhere({ key: portalKey, sms, homeSignIn = [] }: Pick<PortalProfile, 'key' | 'sms' | 'homeSignIn'>): Promise<{ readonly name: string; readonly why: SecretElsewhere }[]> {
    const found = [];
    for (const name of [...(sms ? ['sms'] : []), ...homeSignIn.map(({ key }) => `home:${key}`)]) {
      try {
        await this.of(portalKey, name, targetOfPortalSecret({ sms, homeSignIn }, name)!);
      } catch (error) {
        if (!(error instanceof SecretElsewhere)) throw error;
        found.push({ name, why: error });
      }
    }
    return found;
  }

  /** From before secrets had targets: bound to the one that was in force when they began to, whatever the profile says by now. */
  async #bound({ portalKey, name, sealed, settingsBefore }: PortalSecret): Promise<TargetedSecret> {
    const before = (name === 'sms' ? { sms: settingsBefore, homeSignIn: [] } : { homeSignIn: [settingsBefore] }) as Pick<PortalProfile, 'sms' | 'homeSignIn'>;
    const target = settingsBefore ? targetOfPortalSecret(before, name) : undefined;
    if (target === undefined) return { sealed, target: null };
    const bound = boundAfterwards(this.sealer, sealed, contextOf(portalKey, name), target, `rekey portal secret ${portalKey} ${name}`);
    // Whoever set another one meanwhile has done it already.
    await this.database.statement((em) => em.nativeUpdate(PortalSecret, { portalKey, name, sealed }, { ...bound, settingsBefore: null }));
    return bound;
  }
}

function contextOf(portalKey: string, name: string): string {
  return `portal:${portalKey}:${name}`;
}

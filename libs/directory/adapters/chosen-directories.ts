import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock, KeyedHash, Sealer } from '#kernel';
import { Database } from '#persistence';
import { DirectorySettingsSchema, Portals, type DirectoryKind, type DirectorySettings } from '#portals';
import { DirectorySecrets } from '../actions/directory-secrets.js';
import { DirectoryUnreachable } from '../directory.faults.js';
import { Directories, type Directory } from '../directory.js';
import { BuiltinDirectory } from './builtin-directory.js';
import { KeycloakDirectory } from './keycloak/keycloak-directory.js';
import { LdapDirectory } from './ldap/ldap-directory.js';
import { DirectoryMemory } from './remote/directory-memory.js';
import { ScimDirectory } from './scim/scim-directory.js';
import { WebhookDirectory } from './webhook/webhook-directory.js';

/** What an adapter is made from. */
export interface DirectoryParts<Settings> {
  readonly portalKey: string;
  readonly settings: Settings;
  readonly memory: DirectoryMemory;
  readonly secrets: Pick<DirectorySecrets, 'of'>;
  readonly clock: Clock;
}

type Makers = { readonly [Kind in Exclude<DirectoryKind, 'builtin'>]?: (parts: DirectoryParts<Extract<DirectorySettings, { kind: Kind }>>) => Directory };

/** Every kind of directory that is not ours, by the word in the profile. A new kind is a new line. */
const MAKERS: Makers = {
  keycloak: (parts) => new KeycloakDirectory(parts),
  ldap: (parts) => new LdapDirectory(parts),
  scim: (parts) => new ScimDirectory(parts),
  webhook: (parts) => new WebhookDirectory(parts),
};

const FRESH_MS = 5_000;

/**
 * Each portal's directory, as its profile says. Profiles are read when the process starts and again every few seconds, so
 * `of` never waits; a directory whose settings changed gives way to another.
 */
@Injectable()
export class ChosenDirectories extends Directories implements OnModuleInit, OnModuleDestroy {
  readonly #directories = new Map<string, { readonly settings: string; readonly directory: Directory }>();
  #timer: NodeJS.Timeout | undefined;
  #reading: Promise<void> | undefined;

  constructor(
    private readonly database: Database, private readonly portals: Portals, private readonly secrets: DirectorySecrets, private readonly sealer: Sealer, private readonly clock: Clock, private readonly hashes: KeyedHash,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    await this.refresh();
    this.#timer = setInterval(() => void this.refresh().catch(() => undefined), FRESH_MS);
    this.#timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    await this.#reading?.catch(() => undefined);
    await Promise.all([...this.#directories.values()].map(({ directory }) => directory.close()));
    this.#directories.clear();
  }

  /** A portal that nobody has read yet, or that is no more, never has somebody else's accounts: its questions are `DirectoryUnreachable`. */
  of(portalKey: string): Directory {
    return this.#directories.get(portalKey)?.directory ?? this.#unread(portalKey);
  }

  /** Perhaps it was imported a moment ago: the first question reads the profiles again. */
  #unread(portalKey: string): Directory {
    const unknown = (): DirectoryUnreachable => new DirectoryUnreachable(`no portal ${portalKey} is known yet`);
    const asked = async (name: keyof Directory, given: readonly unknown[]): Promise<unknown> => {
      await this.#reading?.catch(() => undefined);
      this.portals.forget();
      await this.refresh();
      const known = this.#directories.get(portalKey)?.directory;
      if (!known) throw unknown();
      return (known[name] as (...all: unknown[]) => unknown).apply(known, [...given]);
    };
    return new Proxy({} as Directory, {
      get: (_, name) => {
        if (typeof name === 'symbol' || name === 'then') return undefined;
        // Somebody who holds this may ask on once the profiles have been read.
        const known = this.#directories.get(portalKey)?.directory;
        if (known && name === 'abilities') return known.abilities;
        if (name !== 'abilities') return (...given: readonly unknown[]) => asked(name as keyof Directory, given);
        this.portals.forget();
        void this.refresh().catch(() => undefined);
        throw unknown();
      },
    });
  }

  /** Reads the profiles now. While the database is away everything stays as it was. */
  refresh(): Promise<void> {
    return this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
  }

  async #read(): Promise<void> {
    const profiles = await this.portals.list();
    for (const [key, { directory }] of this.#directories) if (!profiles.some((one) => one.key === key)) await this.#forget(key, directory);
    for (const { key, directory: settings } of profiles) {
      const written = JSON.stringify(settings);
      const known = this.#directories.get(key);
      if (known?.settings === written) continue;
      this.#directories.set(key, { settings: written, directory: this.#make(key, settings) });
      await known?.directory.close();
    }
  }

  async #forget(key: string, directory: Directory): Promise<void> {
    this.#directories.delete(key);
    await directory.close();
  }

  #make(portalKey: string, written: DirectorySettings): Directory {
    // A profile may be older than a setting: what it does not say yet is as it is by itself.
    const settings = DirectorySettingsSchema.safeParse(written).data ?? written;
    if (settings.kind === 'builtin') return new BuiltinDirectory(portalKey, this.database, this.clock, this.sealer, this.hashes);
    const make = MAKERS[settings.kind] as ((parts: DirectoryParts<DirectorySettings>) => Directory) | undefined;
    if (!make) throw new Error(`there is no adapter for directories of kind ${settings.kind}`);
    return make({ portalKey, settings, memory: new DirectoryMemory(portalKey, this.database, this.clock), secrets: this.secrets, clock: this.clock });
  }
}

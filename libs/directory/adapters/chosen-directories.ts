import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, Sealer } from '#kernel';
import { Database } from '#persistence';
import { Portals, type DirectoryKind, type DirectorySettings } from '#portals';
import { DirectorySecrets } from '../actions/directory-secrets.js';
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
 * Each portal's directory, as its profile says. Profiles are read when the process starts and again every few seconds,
 * so `of` never waits; a portal that nobody has read yet has the built-in one.
 */
@Injectable()
export class ChosenDirectories extends Directories implements OnModuleInit {
  readonly #directories = new Map<string, { readonly settings: string; readonly directory: Directory }>();
  #settings = new Map<string, DirectorySettings>();
  #readAt = 0;

  constructor(
    private readonly database: Database, private readonly portals: Portals, private readonly secrets: DirectorySecrets, private readonly sealer: Sealer, private readonly clock: Clock,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    await this.#read();
  }

  of(portalKey: string): Directory {
    if (performance.now() - this.#readAt > FRESH_MS) void this.#read().catch(() => undefined);
    const settings = this.#settings.get(portalKey) ?? { kind: 'builtin' };
    const written = JSON.stringify(settings);
    const known = this.#directories.get(portalKey);
    if (known?.settings === written) return known.directory;
    const directory = this.#make(portalKey, settings);
    this.#directories.set(portalKey, { settings: written, directory });
    return directory;
  }

  #make(portalKey: string, settings: DirectorySettings): Directory {
    if (settings.kind === 'builtin') return new BuiltinDirectory(portalKey, this.database, this.clock, this.sealer);
    const make = MAKERS[settings.kind] as ((parts: DirectoryParts<DirectorySettings>) => Directory) | undefined;
    if (!make) throw new Error(`there is no adapter for directories of kind ${settings.kind}`);
    return make({ portalKey, settings, memory: new DirectoryMemory(portalKey, this.database, this.clock), secrets: this.secrets, clock: this.clock });
  }

  async #read(): Promise<void> {
    this.#readAt = performance.now();
    this.#settings = new Map((await this.portals.list()).map(({ key, directory }) => [key, directory]));
  }
}

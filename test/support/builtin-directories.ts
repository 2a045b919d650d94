import { BuiltinDirectory, Directories, type Directory } from '#directory';
import { KeyedHash, type Clock, type Sealer } from '#kernel';
import type { Database } from '#persistence';

/** The built-in directory for every portal, whatever its profile says. */
export class BuiltinDirectories extends Directories {
  readonly #directories = new Map<string, Directory>();

  constructor(private readonly database: Database, private readonly clock: Clock, private readonly sealer: Sealer, private readonly hashes = new KeyedHash([sealer.derive('password-hash')])) {
    super();
  }

  of(portalKey: string): Directory {
    let directory = this.#directories.get(portalKey);
    if (!directory) {
      directory = new BuiltinDirectory(portalKey, this.database, this.clock, this.sealer, this.hashes);
      this.#directories.set(portalKey, directory);
    }
    return directory;
  }
}

import { Injectable } from '@nestjs/common';
import { Clock, Sealer } from '#kernel';
import { Database } from '#persistence';
import { Directories, type Directory } from '../directory.js';
import { BuiltinDirectory } from './builtin-directory.js';

/** So far every profile says `kind: builtin`; the next kind is chosen here. */
@Injectable()
export class BuiltinDirectories extends Directories {
  readonly #directories = new Map<string, Directory>();

  constructor(private readonly database: Database, private readonly clock: Clock, private readonly sealer: Sealer) {
    super();
  }

  of(portalKey: string): Directory {
    let directory = this.#directories.get(portalKey);
    if (!directory) {
      directory = new BuiltinDirectory(portalKey, this.database, this.clock, this.sealer);
      this.#directories.set(portalKey, directory);
    }
    return directory;
  }
}

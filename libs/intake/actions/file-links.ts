import type { KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { HouseConfig, type Settings } from '#config';
import { Clock, Sealer } from '#kernel';
import { FILE_LINK_MS, readFileLink, writeFileLink, type FileLink } from '../domain/attachment/file-link.js';

/** Below this path lies everything that strangers sent; nothing there knows who is signed in. */
export const FILE_PATH = '/f/';

/** Makes and reads the short-lived addresses of attachments; the key is derived from REKEY_SECRET_KEY. */
@Injectable()
export class FileLinks {
  readonly #key: KeyObject;

  constructor(sealer: Sealer, private readonly clock: Clock, @Inject(HouseConfig.token) private readonly house: Settings<typeof HouseConfig>) {
    this.#key = sealer.derive('file-link');
  }

  make(link: FileLink): { readonly url: string; readonly expiresAt: Date } {
    const now = this.clock.now();
    // Without a host of their own they are asked for where the console runs, whatever it is called.
    return { url: `${this.house.ATTACHMENTS_URL ?? ''}${FILE_PATH}${writeFileLink(this.#key, link, now)}`, expiresAt: new Date(now.getTime() + FILE_LINK_MS) };
  }

  read(token: string): FileLink | undefined {
    return readFileLink(this.#key, token, this.clock.now());
  }
}

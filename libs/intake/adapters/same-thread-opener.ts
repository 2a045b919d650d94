import type { Storage } from '#storage';
import { MailOpener, type OpenedPage, type OpenedPart, type OpenedText } from '../mail-opener.js';

/** Loaded when it is needed: it brings libvips along, and everywhere but in specs a thread opens. */
const opening = () => import('../read/open-kept-mail.js');

/** Opens where it is asked: for specs, which run from the sources. */
export class SameThreadOpener extends MailOpener {
  constructor(private readonly storage: Storage) {
    super();
  }

  async openPart(rawSha256: string, part: string, named: { readonly name: string; readonly type: string }): Promise<OpenedPart | undefined> {
    return (await opening()).openPart(this.storage, rawSha256, part, named);
  }

  async redraw(sha256: string): Promise<string | undefined> {
    return (await opening()).redraw(this.storage, sha256);
  }

  async openPage(rawSha256: string): Promise<OpenedPage | undefined> {
    return (await opening()).openPage(this.storage, rawSha256);
  }

  async openText(rawSha256: string): Promise<OpenedText> {
    return (await opening()).openText(this.storage, rawSha256);
  }
}

import type { Storage } from '#storage';
import { MailOpener, type OpenedPage, type OpenedPart, type OpenedText } from '../mail-opener.js';
import { openPage, openPart, openText, redraw } from '../read/open-kept-mail.js';

/** Opens where it is asked: for specs, which run from the sources. */
export class SameThreadOpener extends MailOpener {
  constructor(private readonly storage: Storage) {
    super();
  }

  openPart(rawSha256: string, part: string, named: { readonly name: string; readonly type: string }): Promise<OpenedPart | undefined> {
    return openPart(this.storage, rawSha256, part, named);
  }

  redraw(sha256: string): Promise<string | undefined> {
    return redraw(this.storage, sha256);
  }

  openPage(rawSha256: string): Promise<OpenedPage | undefined> {
    return openPage(this.storage, rawSha256);
  }

  openText(rawSha256: string): Promise<OpenedText> {
    return openText(this.storage, rawSha256);
  }
}

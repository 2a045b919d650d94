import type { RecognitionContext } from '#recognition';
import type { Storage } from '#storage';
import { MailReader, type ReadMail } from '../mail-reader.js';
import { READ_LIMITS, type ReadLimits } from '../read/read-limits.js';
import { readKeptMail } from '../read/read-kept-mail.js';

/** Reads where it is asked: for processes that read now and then, and for specs, which run from the sources. */
export class SameThreadReader extends MailReader {
  constructor(private readonly storage: Storage, private readonly limits: ReadLimits = READ_LIMITS) {
    super();
  }

  read(rawSha256: string, context: RecognitionContext, authorities?: readonly string[]): Promise<ReadMail> {
    return readKeptMail(this.storage, rawSha256, context, { limits: this.limits, authorities });
  }
}

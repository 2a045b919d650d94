import { resolveTxt } from 'node:dns/promises';
import { Injectable } from '@nestjs/common';

/** What DNS publishes as text. */
@Injectable()
export class TxtRecords {
  /** Each record in one piece. A name that does not exist or does not answer has none. */
  async of(name: string): Promise<readonly string[]> {
    return (await resolveTxt(name).catch(() => [])).map((parts) => parts.join(''));
  }
}

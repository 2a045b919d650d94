import type { Recognition, RecognitionContext } from '#recognition';
import type { IncomingMail } from './domain/incoming-mail.js';
import type { SecretKind } from './domain/secrets/secret-kinds.js';

/** What the bytes of a mail say, and what it is about. */
export interface ReadMail {
  /** Secrets that nobody asked for are masked. */
  readonly mail: IncomingMail & { readonly masked: readonly SecretKind[] };
  readonly recognition: Recognition;
}

/** Steps 3 and 6 on kept bytes. The work of a mail that costs the most, and the one that a hostile mail could make endless. */
export abstract class MailReader {
  /**
   * @param authorities certificates in PEM, for who signed with S/MIME
   * @throws StorageFault when the bytes are not there; Error when they cannot be read within bounds
   */
  abstract read(rawSha256: string, context: RecognitionContext, authorities?: readonly string[]): Promise<ReadMail>;
}

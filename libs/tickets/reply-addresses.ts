import type { KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Sealer } from '#kernel';
import { readReplyAddress, replyAddressIsFor, writeReplyAddress, type ReadReplyAddress } from './domain/reply-address.js';

/** Makes and reads the signed addresses to which people answer; the key is derived from REKEY_SECRET_KEY. */
@Injectable()
export class ReplyAddresses {
  readonly #key: KeyObject;

  constructor(sealer: Sealer) {
    this.#key = sealer.derive('reply-address');
  }

  /** The address for one recipient on one ticket. `recipientCanonical` as of `canonicalAddress`. */
  make(mailboxAddress: string, ticketId: string, recipientCanonical: string): string {
    return writeReplyAddress(this.#key, mailboxAddress, ticketId, recipientCanonical);
  }

  /** What the address says, unproved; undefined when it is not one of ours by shape. */
  read(address: string): ReadReplyAddress | undefined {
    return readReplyAddress(address);
  }

  isFor(read: ReadReplyAddress, recipientCanonical: string): boolean {
    return replyAddressIsFor(this.#key, read, recipientCanonical);
  }
}

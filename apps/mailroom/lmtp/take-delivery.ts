import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Settings } from '#config';
import { KeepDelivered, type Envelope } from '#intake';
import { Clock } from '#kernel';
import { Mailboxes, type Mailbox } from '#portals';
import { Storage, StorageFault, type Stored } from '#storage';
import { LmtpConfig } from './lmtp.config.js';

/** An answer that is not 250, with its code and enhanced code (RFC 3463), as smtp-server expects it. */
export class LmtpAnswer extends Error {
  constructor(readonly responseCode: number, message: string) {
    super(message);
  }
}

export interface Delivered {
  readonly from: string;
  readonly to: readonly string[];
  readonly client?: Envelope['client'];
}

/**
 * What to say to a mail server, and when: 250 only when the transaction of *keep* has ended, 5xx only for what will
 * never be right, 4xx for all our own trouble. So the mail is in its queue or in ours at every moment.
 */
@Injectable()
export class TakeDelivery {
  readonly #log = new Logger('lmtp');

  constructor(
    private readonly mailboxes: Mailboxes, private readonly storage: Storage, private readonly keepDelivered: KeepDelivered, private readonly clock: Clock,
    @Inject(LmtpConfig.token) private readonly settings: Settings<typeof LmtpConfig>,
  ) {}

  get maxBytes(): number {
    return Math.floor(this.settings.MAX_MB * 1024 * 1024);
  }

  /** RCPT TO. @throws LmtpAnswer */
  async mailboxOf(address: string): Promise<Mailbox> {
    const mailbox = await this.#ours(`looking for <${address}>`, this.mailboxes.ofAddress(address));
    if (!mailbox) throw new LmtpAnswer(550, `5.1.1 <${address}>: no such mailbox`);
    if (!mailbox.enabled) throw new LmtpAnswer(450, `4.2.1 <${address}>: this mailbox is switched off`);
    return mailbox;
  }

  /**
   * DATA: reads the mail to its end and keeps it for each recipient. Returns one answer per recipient, in order
   * (RFC 2033 section 4.2).
   *
   * @throws LmtpAnswer when the answer is the same for all; Error when the client went away in the middle
   */
  async run(pieces: AsyncIterable<Uint8Array>, { from, to, client }: Delivered): Promise<(string | LmtpAnswer)[]> {
    const stored = await this.#store(pieces);
    const answers: (string | LmtpAnswer)[] = [];
    for (const address of to) {
      const envelope: Envelope = { from: from.slice(0, 320), to: address.slice(0, 320), ...(client && { client }) };
      answers.push(await this.#keep(stored, envelope).catch((error: unknown) => asAnswer(error)));
    }
    return answers;
  }

  async #store(pieces: AsyncIterable<Uint8Array>): Promise<Stored> {
    try {
      return await this.storage.putStream(upTo(this.maxBytes, pieces));
    } catch (error) {
      if (!(error instanceof StorageFault)) throw error;
      this.#log.warn(`a delivery has to wait: ${error.message}`);
      throw new LmtpAnswer(452, '4.3.1 no room to keep it now; try again later');
    }
  }

  async #keep({ sha256, sizeBytes }: Stored, envelope: Envelope): Promise<string> {
    const mailbox = await this.mailboxOf(envelope.to);
    const mail = { sha256, sizeBytes, receivedAt: this.clock.now(), envelope, from: `for <${envelope.to}> from <${envelope.from}>${envelope.client?.address ? `, client ${envelope.client.address}` : ''}` };
    const { kept } = await this.#ours(`keeping a mail for <${envelope.to}>`, this.keepDelivered.run({ mailbox, door: 'lmtp', mails: [mail] }));
    return `2.1.5 <${envelope.to}> ${kept > 0 ? 'kept' : 'kept before'}`;
  }

  /** Whatever goes wrong in our house is our trouble: the mail server keeps the mail and comes again. */
  async #ours<T>(what: string, work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      this.#log.warn(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      throw new LmtpAnswer(451, '4.3.0 trouble on our side; try again later');
    }
  }
}

function asAnswer(error: unknown): LmtpAnswer {
  return error instanceof LmtpAnswer ? error : new LmtpAnswer(451, '4.3.0 trouble on our side; try again later');
}

/** Reads to the end all the same: the answer to a mail can be given only behind its last line. */
async function* upTo(maxBytes: number, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes <= maxBytes) yield piece;
  }
  if (bytes > maxBytes) throw new LmtpAnswer(552, `5.3.4 the mail is larger than ${maxBytes} bytes`);
}

import { Inject, Injectable, Logger, Optional, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type Mail, type NodemailerError, type SendMailOptions, type SMTPPoolOptions, type SMTPPoolSentMessageInfo } from 'nodemailer';
import DKIM from 'nodemailer/lib/dkim';
import { PassThrough, Readable } from 'node:stream';
import { callbackify } from 'node:util';
import type { Settings } from '#config';
import { LANES } from '#jobs';
import { HOUR_MS, type Secret } from '#kernel';
import { MailboxTokens } from '#portals';
import { LONGEST_SILENCES } from '../domain/delivery-plan.js';
import { judgeFailure } from '../domain/relay-verdict.js';
import { MailRelay, type OutgoingMail, type RelayAnswer, type RelayCheck, type Unsigned } from '../mail-relay.js';
import { OutboundConfig } from '../outbound.config.js';
import { signMail, type SmimeSigner } from '../render/sign-mail.js';
import { askRelay } from './ask-relay.js';
import { inOnePiece } from './in-one-piece.js';
import { connectionOf, mailboxesSignIn } from './relay-url.js';

type Transport = Mail<SMTPPoolSentMessageInfo, SMTPPoolOptions>;

/** What a relay can do changes when somebody replaces it, not from mail to mail. */
const KNOWN_FOR_MS = HOUR_MS;
/** Shown in the outbox and the timeline; the console has it in both languages. */
export const NO_SMTPUTF8 = 'the relay cannot deliver to an address with letters beyond ASCII before the @ (no SMTPUTF8)';
const DKIM_HEADER = 'DKIM-Signature:';

/** A relay that speaks SMTP, through pooled connections that are opened when the first mail leaves. */
@Injectable()
export class SmtpRelay extends MailRelay implements OnApplicationShutdown {
  readonly #log = new Logger('outbound');
  readonly #transport;
  readonly #timeoutMs: number;
  readonly #url: Secret;
  /** One for each mailbox that signs in as itself. */
  readonly #own = new Map<string, Transport>();
  #takesUtf8: { readonly askedAtMs: number; readonly answer: Promise<boolean> } | undefined;

  /** @param tokens only needed where mailboxes sign in as themselves */
  constructor(@Inject(OutboundConfig.token) settings: Pick<Settings<typeof OutboundConfig>, 'SMTP_URL' | 'SEND_TIMEOUT_SECONDS'>, @Optional() private readonly tokens?: Pick<MailboxTokens, 'accessToken' | 'renew'>) {
    super();
    this.#timeoutMs = settings.SEND_TIMEOUT_SECONDS * 1_000;
    this.#url = settings.SMTP_URL;
    this.#transport = this.#open();
  }

  #open(auth?: SMTPPoolOptions['auth']): Transport {
    const transport = createTransport({ ...connectionOf(this.#url.reveal()), ...this.#limits(), ...(auth && { auth }) });
    transport.use('stream', (mail, done) => {
      const { bodyWatch, signer, smime, missing } = mail.data as { bodyWatch?: BodyWatch; signer?: DKIM; smime?: { signer: SmimeSigner; at: Date }; missing: Set<'smime' | 'dkim'> };
      try {
        const whole = inOnePiece(mail.message);
        // Called for each connection that the mail is written to. Nothing is signed before the relay asks for the mail: it may refuse the recipient.
        mail.message.createReadStream = () => {
          const content = (): Readable => Readable.from(smime ? this.#signed(whole, smime, missing) : whole);
          // The signature needs the whole mail before its first byte leaves, so the watch stands behind it.
          const body = signer ? Readable.from(lookForSignature(() => signer.sign(content()), missing)) : content();
          return bodyWatch ? bodyWatch.watch(body) : body;
        };
        done();
      } catch (error) {
        done(error as Error);
      }
    });
    return transport;
  }

  /** A mail that could not be signed leaves unsigned: somebody waits for it. */
  async *#signed(whole: Buffer, { signer, at }: { readonly signer: SmimeSigner; readonly at: Date }, missing: Set<'smime' | 'dkim'>): AsyncGenerator<Buffer> {
    try {
      yield await signMail(whole, signer, at);
    } catch (error) {
      this.#log.error(error);
      missing.add('smime');
      yield whole;
    }
  }

  /** XOAUTH2 with the mailbox's own token, the same that reads its mail. A refused token is asked for anew, once a connection. */
  async #transportOf(mailbox: OutgoingMail['mailbox']): Promise<Transport> {
    const { tokens } = this;
    if (!mailbox || !tokens || !mailboxesSignIn(this.#url.reveal()) || !(await tokens.accessToken(mailbox.id))) return this.#transport;
    const key = `${mailbox.id} ${mailbox.user}`;
    const own = this.#own.get(key) ?? this.#open({
      type: 'OAuth2', user: mailbox.user,
      provisionCallback: (_user, isRefused, done) => callbackify(async () => (await (isRefused ? tokens.renew(mailbox.id) : tokens.accessToken(mailbox.id)))?.reveal())(done),
    });
    this.#own.set(key, own);
    return own;
  }

  async hand(mail: OutgoingMail): Promise<RelayAnswer> {
    const body = new BodyWatch();
    const missing = new Set<'smime' | 'dkim'>();
    try {
      if (needsUtf8(mail) && !(await this.#canUtf8())) return { outcome: 'rejected', reply: NO_SMTPUTF8 };
      const transport = await this.#transportOf(mail.mailbox);
      const sent = await transport.sendMail({
        messageId: `<${mail.messageId}>`,
        from: { name: mail.from.name ?? '', address: mail.from.address },
        to: { name: '', address: mail.to },
        ...(mail.replyTo ? { replyTo: { name: '', address: mail.replyTo } } : {}),
        ...(mail.inReplyTo ? { inReplyTo: `<${mail.inReplyTo}>` } : {}),
        references: mail.references.map((id) => `<${id}>`),
        date: mail.date,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        headers: { ...mail.headers },
        envelope: { from: mail.envelopeFrom ?? false, to: [mail.to] },
        xMailer: false,
        disableFileAccess: true,
        disableUrlAccess: true,
        signal: AbortSignal.timeout(this.#timeoutMs * LONGEST_SILENCES),
        // Handed through untouched to `#open`.
        bodyWatch: body,
        missing,
        // See `inOnePiece`.
        encoding: 'quoted-printable',
        ...(mail.smime && { smime: { signer: mail.smime, at: mail.date } }),
        ...(mail.dkim && { signer: new DKIM({ domainName: mail.dkim.domain, keySelector: mail.dkim.selector, privateKey: mail.dkim.privateKey.reveal() }) }),
      } as SendMailOptions);
      return { outcome: 'accepted', reply: sent.response ?? '', unsigned: inOneWord(missing) };
    } catch (error) {
      return { ...answerFor(error as NodemailerError, body.wasTaken), ...(body.wasTaken && { unsigned: inOneWord(missing) }) };
    }
  }

  async check(): Promise<RelayCheck> {
    const signedIn = (await checked(() => this.#transport))!;
    // Where each mailbox signs in as itself, nobody else may send anything.
    return !signedIn.ok || mailboxesSignIn(this.#url.reveal()) ? signedIn : this.#tryNullSender();
  }

  /** Whether automatic mail leaves: some relays let a sender in and then take only what bears its own address. */
  async #tryNullSender(as?: { readonly user: string; readonly token: Secret }): Promise<RelayCheck> {
    try {
      const { nullSenderRefused } = await askRelay(this.#connection(), { triesNullSender: true, as });
      return nullSenderRefused === undefined ? { ok: true } : { ok: false, why: `it refuses the null sender (MAIL FROM:<>), which every automatic mail has: ${nullSenderRefused}` };
    } catch (error) {
      return { ok: false, why: error instanceof Error ? error.message : String(error) };
    }
  }

  async checkAs(mailbox: NonNullable<OutgoingMail['mailbox']>): Promise<RelayCheck | undefined> {
    const signedIn = await checked(async () => {
      const transport = await this.#transportOf(mailbox);
      return transport === this.#transport ? undefined : transport;
    });
    const token = signedIn?.ok ? await this.tokens?.accessToken(mailbox.id) : undefined;
    return token ? this.#tryNullSender({ user: mailbox.user, token }) : signedIn;
  }

  onApplicationShutdown(): void {
    for (const transport of [this.#transport, ...this.#own.values()]) transport.close();
  }

  /**
   * Whether the relay takes addresses beyond ASCII. RFC 6531 section 3.2 forbids to hand it one where it does not say so, and nodemailer does all the same.
   *
   * @throws the error of the connection
   */
  #canUtf8(): Promise<boolean> {
    if (!this.#takesUtf8 || performance.now() - this.#takesUtf8.askedAtMs > KNOWN_FOR_MS) {
      const answer = askRelay(this.#connection(), { triesNullSender: false }).then(({ extensions }) => extensions.includes('SMTPUTF8'));
      this.#takesUtf8 = { askedAtMs: performance.now(), answer };
      answer.catch(() => void (this.#takesUtf8 = undefined));
    }
    return this.#takesUtf8.answer;
  }

  #connection(): SMTPPoolOptions {
    return { ...connectionOf(this.#url.reveal()), ...this.#limits() };
  }

  #limits(): SMTPPoolOptions & { pool: true } {
    return {
      pool: true, maxConnections: LANES.outbound.concurrency, maxMessages: 200, maxRequeues: 2, idleTimeout: 30_000,
      connectionTimeout: this.#timeoutMs, greetingTimeout: this.#timeoutMs, socketTimeout: this.#timeoutMs, dnsTimeout: this.#timeoutMs,
      socketCloseTimeout: 1_000,
    };
  }
}

/** A domain can be written as punycode and is; what stands before the @ cannot. */
function needsUtf8({ to, from, envelopeFrom, replyTo }: OutgoingMail): boolean {
  return [to, from.address, envelopeFrom ?? '', replyTo ?? ''].some((address) => /[^\0-\x7f]/.test(address.slice(0, address.lastIndexOf('@'))));
}

/** nodemailer's signer says nothing of a key that signs nothing: it only leaves its header line away. */
async function* lookForSignature(sign: () => Readable, missing: Set<'smime' | 'dkim'>): AsyncGenerator<Buffer> {
  let isFirst = true;
  for await (const chunk of sign() as AsyncIterable<Buffer>) {
    if (isFirst && !chunk.subarray(0, DKIM_HEADER.length).toString('latin1').startsWith(DKIM_HEADER)) missing.add('dkim');
    isFirst = false;
    yield chunk;
  }
}

function inOneWord(missing: ReadonlySet<'smime' | 'dkim'>): Unsigned | undefined {
  return missing.size > 1 ? 'both' : [...missing][0];
}

/**
 * Knows whether the relay took any of the mail. The pool may put a mail on a second connection when the first was
 * dead; once a byte has left it must not (rule 6), whatever the pool believes.
 */
class BodyWatch {
  #streams: Readable[] = [];

  get wasTaken(): boolean {
    return this.#streams.some((stream) => stream.readableDidRead);
  }

  /** Called for each connection that the mail is written to. */
  watch(body: Readable): Readable {
    if (this.wasTaken) return new PassThrough().destroy(new Error('the mail had already begun to leave on another connection'));
    this.#streams.push(body);
    return body;
  }
}

/** Signs in and goes. Undefined: there is no transport to try. */
async function checked(find: () => Transport | undefined | Promise<Transport | undefined>): Promise<RelayCheck | undefined> {
  try {
    const transport = await find();
    if (!transport) return undefined;
    await transport.verify();
    return { ok: true };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}

const PLACES: Readonly<Record<string, 'sender' | 'recipient'>> = { 'MAIL FROM': 'sender', 'RCPT TO': 'recipient' };

function answerFor(error: NodemailerError, bodyWasTaken: boolean): RelayAnswer {
  const aboutTheMail = error.code === 'EENVELOPE' || error.code === 'EMESSAGE';
  return {
    outcome: judgeFailure({ replyCode: error.responseCode || undefined, reply: error.response || undefined, at: PLACES[error.command ?? ''], aboutTheMail, bodyWasTaken }),
    reply: error.response || error.message,
  };
}

import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type NodemailerError, type SendMailOptions, type SMTPPoolOptions } from 'nodemailer';
import DKIM from 'nodemailer/lib/dkim';
import { PassThrough, type Readable } from 'node:stream';
import type { Settings } from '#config';
import { LANES } from '#jobs';
import { judgeFailure } from '../domain/relay-verdict.js';
import { MailRelay, type OutgoingMail, type RelayAnswer } from '../mail-relay.js';
import { OutboundConfig } from '../outbound.config.js';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]', '::1'];
/** A hand-over as a whole, in units of the relay's longest silence. Stays below what upkeep takes for a crash. */
const SILENCES = 4;

/** A relay that speaks SMTP, through pooled connections that are opened when the first mail leaves. */
@Injectable()
export class SmtpRelay extends MailRelay implements OnApplicationShutdown {
  readonly #transport;
  readonly #timeoutMs: number;

  constructor(@Inject(OutboundConfig.token) settings: Pick<Settings<typeof OutboundConfig>, 'SMTP_URL' | 'SEND_TIMEOUT_SECONDS'>) {
    super();
    this.#timeoutMs = settings.SEND_TIMEOUT_SECONDS * 1_000;
    this.#transport = createTransport({ ...connectionOf(settings.SMTP_URL.reveal()), ...this.#limits() });
    this.#transport.use('stream', (mail, done) => {
      const { bodyWatch, signer } = mail.data as { bodyWatch?: BodyWatch; signer?: DKIM };
      // The signature needs the whole mail before its first byte leaves, so the watch stands behind it.
      if (signer) mail.message.processFunc((body) => signer.sign(body));
      if (bodyWatch) mail.message.processFunc((body) => bodyWatch.watch(body));
      done();
    });
  }

  async hand(mail: OutgoingMail): Promise<RelayAnswer> {
    const body = new BodyWatch();
    try {
      const sent = await this.#transport.sendMail({
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
        signal: AbortSignal.timeout(this.#timeoutMs * SILENCES),
        // Handed through untouched to `watchBody`.
        bodyWatch: body,
        ...(mail.dkim && { signer: new DKIM({ domainName: mail.dkim.domain, keySelector: mail.dkim.selector, privateKey: mail.dkim.privateKey.reveal() }) }),
      } as SendMailOptions);
      return { outcome: 'accepted', reply: sent.response ?? '' };
    } catch (error) {
      return answerFor(error as NodemailerError, body.wasTaken);
    }
  }

  async check(): Promise<{ ok: true } | { ok: false; why: string }> {
    try {
      await this.#transport.verify();
      return { ok: true };
    } catch (error) {
      return { ok: false, why: error instanceof Error ? error.message : String(error) };
    }
  }

  onApplicationShutdown(): void {
    this.#transport.close();
  }

  #limits(): SMTPPoolOptions & { pool: true } {
    return {
      pool: true, maxConnections: LANES.outbound.concurrency, maxMessages: 200, maxRequeues: 2, idleTimeout: 30_000,
      connectionTimeout: this.#timeoutMs, greetingTimeout: this.#timeoutMs, socketTimeout: this.#timeoutMs, dnsTimeout: this.#timeoutMs,
      socketCloseTimeout: 1_000,
    };
  }
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

  /** Called by nodemailer for each connection that the mail is written to. */
  watch(body: Readable): Readable {
    if (this.wasTaken) return new PassThrough().destroy(new Error('the mail had already begun to leave on another connection'));
    this.#streams.push(body);
    return body;
  }
}

function answerFor(error: NodemailerError, bodyWasTaken: boolean): RelayAnswer {
  const aboutTheMail = error.code === 'EENVELOPE' || error.code === 'EMESSAGE';
  return {
    outcome: judgeFailure({ replyCode: error.responseCode || undefined, aboutTheMail, bodyWasTaken }),
    reply: error.response || error.message,
  };
}

/** `smtps:` is TLS from the first byte; `smtp:` demands STARTTLS, except on this machine or where the URL waives it. */
function connectionOf(text: string): SMTPPoolOptions {
  const url = new URL(text);
  const secure = url.protocol === 'smtps:';
  const isPlain = !secure && (LOOPBACK.includes(url.hostname) || url.searchParams.get('tls') === 'none');
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port ? Number(url.port) : secure ? 465 : 587,
    secure,
    ignoreTLS: isPlain,
    requireTLS: !secure && !isPlain,
    ...(url.username ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } } : {}),
  };
}

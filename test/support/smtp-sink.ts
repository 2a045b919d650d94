import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  /** '' is the null sender. */
  readonly envelopeFrom: string;
  readonly envelopeTo: readonly string[];
  readonly raw: string;
}

/** How the sink treats the next mails, until told otherwise. */
export type SinkMood =
  | { readonly kind: 'accept' }
  | { readonly kind: 'reply'; readonly at: 'sender' | 'recipient' | 'content'; readonly code: number; readonly text: string }
  /** Cuts the line before it has asked for the mail, after its first bytes, or after the last of them. */
  | { readonly kind: 'cut'; readonly at: 'recipient' | 'first-byte' | 'last-byte' }
  /** Refuses some recipients, each with its code. */
  | { readonly kind: 'refuse'; readonly codes: Readonly<Record<string, number>> }
  /** Takes so long for each of its answers. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Says nothing any more. */
  | { readonly kind: 'silent'; readonly at: 'recipient' | 'last-byte' };

/** A real SMTP server that keeps what it gets and fails on demand. */
export class SmtpSink {
  mood: SinkMood = { kind: 'accept' };
  readonly received: ReceivedMail[] = [];
  readonly #server: SMTPServer;

  private constructor(hasUtf8: boolean) {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      logger: false,
      hideSMTPUTF8: !hasUtf8,
      onMailFrom: (_address, _session, done) => this.#react('sender', done),
      onRcptTo: ({ address }, _session, done) => {
        const code = this.mood.kind === 'refuse' ? this.mood.codes[address] : undefined;
        if (code === undefined) this.#react('recipient', done);
        else done(Object.assign(new Error('not this one'), { responseCode: code }));
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          if (this.mood.kind === 'cut' && this.mood.at === 'first-byte') this.#cut();
        });
        stream.on('end', () => {
          this.#react('content', (error) => {
            if (!error) {
              const { mailFrom, rcptTo } = session.envelope;
              this.received.push({ envelopeFrom: mailFrom === false ? '' : mailFrom.address, envelopeTo: rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks).toString() });
            }
            done(error);
          });
        });
      },
    });
    this.#server.on('error', () => undefined);
  }

  static async start(host = '127.0.0.1', port = 0, { hasUtf8 = true } = {}): Promise<SmtpSink> {
    const sink = new SmtpSink(hasUtf8);
    await new Promise<void>((resolve) => sink.#server.listen(port, host, resolve));
    return sink;
  }

  get port(): number {
    return (this.#server.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  stop(): Promise<void> {
    this.#cut();
    return new Promise((resolve) => this.#server.close(resolve));
  }

  #react(at: 'sender' | 'recipient' | 'content', done: (error?: Error | null) => void): void {
    const { mood } = this;
    const place = at === 'content' ? 'last-byte' : at;
    if (mood.kind === 'reply' && mood.at === at) return done(Object.assign(new Error(mood.text), { responseCode: mood.code }));
    if (mood.kind === 'cut' && mood.at === place) return this.#cut();
    if (mood.kind === 'silent' && mood.at === place) return;
    if (mood.kind === 'slow') return void setTimeout(done, mood.ms);
    done();
  }

  #cut(): void {
    for (const connection of this.#server.connections as unknown as Set<{ _socket: { destroy(): void } }>) connection._socket.destroy();
  }
}

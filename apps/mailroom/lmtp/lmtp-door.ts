import { createConnection } from 'node:net';
import { rm } from 'node:fs/promises';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { ConfigProblems, type Settings } from '#config';
import type { Envelope } from '#intake';
import { LmtpConfig } from './lmtp.config.js';
import { TakeDelivery, type Delivered } from './take-delivery.js';

/** As many as a busy Postfix opens, and far more; each costs little, for mails pass in pieces. */
const MAX_CLIENTS = 100;
const MAX_RECIPIENTS = 200;
/** How long deliveries in hand may take to end when we are told to stop. */
const CLOSE_MS = 10_000;
const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

/** Step 1 the other way round: a mail server delivers straight in, over LMTP (RFC 2033). Shut unless a port or a socket is set. */
@Injectable()
export class LmtpDoor implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #log = new Logger('lmtp');
  #server: SMTPServer | undefined;

  constructor(@Inject(LmtpConfig.token) private readonly settings: Settings<typeof LmtpConfig>, private readonly takeDelivery: TakeDelivery) {}

  /** The port in use; undefined when the door is shut or a socket. */
  get port(): number | undefined {
    const address = this.#server?.server.address();
    return typeof address === 'object' ? address?.port : undefined;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { PORT, HOST, SOCKET } = this.settings;
    if (PORT === undefined && SOCKET === undefined) return;
    this.#server = this.#open();
    if (SOCKET === undefined) {
      if (!LOOPBACK.includes(HOST)) this.#log.warn(`${HOST} can be reached from other machines: whoever gets there delivers without being asked`);
      await listening(this.#server, PORT!, HOST).catch((error: NodeJS.ErrnoException) => {
        throw error.code === 'EADDRINUSE' ? new ConfigProblems([`REKEY_LMTP_PORT: port ${PORT} of ${HOST} is taken by another program`]) : error;
      });
    } else {
      await removeDeadSocket(SOCKET);
      await listening(this.#server, SOCKET);
    }
    this.#log.log(`taking deliveries at ${SOCKET ?? `${HOST}:${this.port}`}`);
  }

  async onApplicationShutdown(): Promise<void> {
    const server = this.#server;
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  #open(): SMTPServer {
    const server = new SMTPServer({
      lmtp: true,
      name: 'rekey',
      banner: 'Rekey',
      size: this.takeDelivery.maxBytes,
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      useXForward: true,
      maxClients: MAX_CLIENTS,
      closeTimeout: CLOSE_MS,
      onRcptTo: ({ address }, { envelope }, answer) => {
        if (envelope.rcptTo.length >= MAX_RECIPIENTS) return answer(Object.assign(new Error('4.5.3 too many recipients'), { responseCode: 452 }));
        this.takeDelivery.mailboxOf(address).then(() => answer(null), (error: Error) => answer(error));
      },
      onData: (stream, session, answer) => {
        // One answer per recipient: the types know only one text.
        this.takeDelivery.run(stream, deliveredOf(session)).then((answers) => answer(null, answers as never), (error: Error) => answer(error));
      },
    });
    // A client that hangs up is no news; without a listener it would end the process.
    server.on('error', (error) => this.#log.debug(error.message));
    return server;
  }
}

function deliveredOf({ envelope: { mailFrom, rcptTo }, xForward }: SMTPServerSession & { readonly xForward?: ReadonlyMap<string, unknown> }): Delivered {
  const client = clientOf(xForward);
  return { from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map(({ address }) => address), ...(client && { client }) };
}

/** What the mail server says about its own client (Postfix XFORWARD); `[UNAVAILABLE]` and the like are nothing. */
function clientOf(xForward: ReadonlyMap<string, unknown> | undefined): Envelope['client'] {
  const said = (key: string): string | undefined => {
    const value = xForward?.get(key);
    return typeof value === 'string' && value !== '' && !/^\[(UNAVAILABLE|TEMPUNAVAIL)\]$/i.test(value) ? value.slice(0, 255) : undefined;
  };
  const [address, name, helo] = [said('ADDR'), said('NAME'), said('HELO')];
  return address === undefined ? undefined : { address, ...(name !== undefined && { name }), ...(helo !== undefined && { helo }) };
}

function listening(server: SMTPServer, ...where: [number, string] | [string]): Promise<void> {
  return new Promise((resolve, reject) => {
    server.server.once('error', reject);
    server.server.listen(...(where as [number, string]), () => {
      server.server.off('error', reject);
      resolve();
    });
  });
}

/** A killed process leaves its socket behind; one that still answers belongs to somebody. */
async function removeDeadSocket(path: string): Promise<void> {
  const isDead = await new Promise<boolean>((resolve) => {
    const socket = createConnection(path, () => resolve(socket.destroy() && false));
    socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'ECONNREFUSED'));
  });
  if (isDead) await rm(path, { force: true });
}

import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

/** What servers do, or leave undone, that neither Dovecot nor Cyrus can be made to. */
export interface Peculiarities {
  /** No UIDNEXT in the answer to SELECT (RFC 3501 section 6.3.1 lets old servers leave it out). */
  hidesUidNext?: boolean;
  /** Nor in the answer to STATUS, which it refuses. */
  refusesStatus?: boolean;
  /** Whatever asks for one of these goes wrong. */
  broken?: ReadonlySet<number>;
  /** Sizes and dates of them, or their bytes. */
  breaksAt?: 'listing' | 'fetching';
  /** Says no, hangs up, answers with what is no IMAP, or ends the line in the middle of a mail. */
  breaksBy?: 'no' | 'bye' | 'gibberish' | 'cut';
  /** RFC822.SIZE tells so many bytes more than there are (Exchange tells what it stores). */
  tellsMore?: number;
}

/** A small IMAP server of our own with one folder, and with peculiarities that a test may change at any time. */
export class PeculiarImap {
  readonly #sockets = new Set<Socket>();
  readonly mails = new Map<number, Buffer>();
  is: Peculiarities = {};
  uidValidity = 7;

  private constructor(private readonly server: Server) {}

  static async start(mails: readonly Buffer[], is: Peculiarities = {}): Promise<PeculiarImap> {
    const server = createServer();
    const imap = new PeculiarImap(server);
    for (const [at, mail] of mails.entries()) imap.mails.set(at + 1, mail);
    imap.is = is;
    server.on('connection', (socket) => imap.#let(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return imap;
  }

  get port(): number {
    return (this.server.address() as { port: number }).port;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  #let(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => this.#sockets.delete(socket));
    socket.write('* OK [CAPABILITY IMAP4rev1] ready\r\n');
    let said = '';
    socket.on('data', (data) => {
      said += data.toString('latin1');
      for (let end = said.indexOf('\r\n'); end >= 0; end = said.indexOf('\r\n')) {
        this.#hear(socket, said.slice(0, end));
        said = said.slice(end + 2);
      }
    });
  }

  #hear(socket: Socket, line: string): void {
    const [tag = '', command = ''] = /^(\S+) (.*)$/.exec(line)?.slice(1) ?? [];
    const done = (...lines: string[]): void => void socket.write([...lines, `${tag} OK done`, ''].join('\r\n'));
    const uidNext = Math.max(0, ...this.mails.keys()) + 1;
    if (/^CAPABILITY/i.test(command)) done('* CAPABILITY IMAP4rev1');
    else if (/^LIST/i.test(command)) done('* LIST (\\HasNoChildren) "." INBOX');
    else if (/^(SELECT|EXAMINE)/i.test(command)) done('* FLAGS (\\Seen)', `* ${this.mails.size} EXISTS`, '* 0 RECENT', `* OK [UIDVALIDITY ${this.uidValidity}] x`, ...(this.is.hidesUidNext ? [] : [`* OK [UIDNEXT ${uidNext}] x`]));
    else if (/^STATUS/i.test(command)) {
      if (this.is.refusesStatus) socket.write(`${tag} NO not of this folder\r\n`);
      else done(`* STATUS INBOX (UIDNEXT ${uidNext})`);
    } else if (/^UID SEARCH/i.test(command)) done(`* SEARCH${[...this.mails.keys()].map((uid) => ` ${uid}`).join('')}`);
    else if (/^UID FETCH/i.test(command)) this.#fetch(socket, tag, command);
    else if (/^LOGOUT/i.test(command)) {
      done('* BYE');
      socket.end();
    } else done();
  }

  #fetch(socket: Socket, tag: string, command: string): void {
    const partial = /BODY\.PEEK\[\]<(\d+)\.(\d+)>/.exec(command);
    const asked = command.split(' ')[2]!.split(',').flatMap((range) => {
      const [from = 0, to = from] = range.split(':').map(Number);
      return [...this.mails.keys()].filter((uid) => uid >= from && uid <= to);
    });
    const { broken, breaksBy = 'no', breaksAt = 'fetching', tellsMore = 0 } = this.is;
    const isBroken = (breaksAt === 'fetching') === (partial !== null) && asked.some((uid) => broken?.has(uid));
    if (isBroken && breaksBy !== 'cut') {
      if (breaksBy === 'no') socket.write(`${tag} NO [SERVERBUG] Internal error occurred\r\n`);
      else socket.end(breaksBy === 'bye' ? '* BYE Internal error occurred\r\n' : '* 1 FETCH (UID ((\r\n) {{\r\n');
      return;
    }
    for (const uid of asked) {
      const mail = this.mails.get(uid)!;
      if (!partial) {
        socket.write(`* ${uid} FETCH (UID ${uid} RFC822.SIZE ${mail.length + tellsMore} INTERNALDATE "23-Nov-2026 09:00:00 +0000")\r\n`);
        continue;
      }
      const bytes = mail.subarray(Number(partial[1]), Number(partial[1]) + Number(partial[2]));
      socket.write(`* ${uid} FETCH (UID ${uid} BODY[]<${partial[1]}> {${bytes.length}}\r\n`);
      if (isBroken && broken!.has(uid)) return void socket.end(bytes.subarray(0, bytes.length / 2));
      socket.write(bytes);
      socket.write(')\r\n');
    }
    socket.write(`${tag} OK done\r\n`);
  }
}

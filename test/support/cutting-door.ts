import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** What a door does to the connections that pass through it from now on. */
export interface DoorRule {
  /** Cut when the client has said a line that fits. */
  readonly cutAtCommand?: RegExp;
  /** Before the server hears it. */
  readonly atQuestion?: Moment;
  /** When the server has answered it, of which the client hears nothing any more. */
  readonly atAnswer?: Moment;
  /** Cut after so many bytes from the server. */
  readonly cutAfterBytes?: number;
  /** Cut when so many bytes have come from the server over all connections, since `passed` was set back. */
  readonly cutAfterAll?: number;
  /** Swallow everything in both directions and keep the connection open: a line that is dead without saying so. */
  readonly isDead?: boolean;
  /** Nothing comes back for so long after the greeting. */
  readonly delayMs?: number;
  /** What fits is made unreadable in what the server says: a server that cannot do this. */
  readonly hides?: RegExp;
  /** The same in what the client says: bytes that are damaged on their way. */
  readonly garbles?: RegExp;
}

/** Something that happens once, at what a client says. */
interface Moment {
  readonly fits: RegExp;
  readonly then: () => void;
}

/** A door in front of a server, at which a test can cut, stall or slow the line. */
export class CuttingDoor {
  readonly #sockets = new Set<Socket>();
  rule: DoorRule = {};
  cuts = 0;
  /** Connections that came to it. */
  lines = 0;
  /** Bytes from the server, over all connections. */
  passed = 0;

  private constructor(private readonly server: Server, private readonly targetPort: () => number, private readonly host: string) {}

  static async open(targetPort: number | (() => number), host = '127.0.0.1'): Promise<CuttingDoor> {
    const server = createServer();
    const door = new CuttingDoor(server, typeof targetPort === 'number' ? () => targetPort : targetPort, host);
    server.on('connection', (inside) => door.#let(inside));
    server.listen(0, host);
    await once(server, 'listening');
    return door;
  }

  get port(): number {
    return (this.server.address() as { port: number }).port;
  }

  drop(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.drop();
    this.server.close();
    await once(this.server, 'close');
  }

  #once({ then }: Moment): void {
    this.rule = {};
    then();
  }

  #let(inside: Socket): void {
    this.lines += 1;
    const outside = connect(this.targetPort(), this.host);
    let bytes = 0;
    let answer: Moment | undefined;
    const cut = (): void => {
      this.cuts += 1;
      // Each cut happens once.
      this.rule = {};
      inside.destroy();
      outside.destroy();
    };
    for (const socket of [inside, outside]) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => {
        this.#sockets.delete(socket);
        inside.destroy();
        outside.destroy();
      });
    }
    inside.on('data', (data) => {
      if (this.rule.isDead) return;
      const said = data.toString('latin1');
      if (this.rule.cutAtCommand?.test(said)) return cut();
      if (this.rule.atAnswer?.fits.test(said)) answer = this.rule.atAnswer;
      if (this.rule.atQuestion?.fits.test(said)) this.#once(this.rule.atQuestion);
      outside.write(unreadable(data, this.rule.garbles));
    });
    outside.on('data', (said) => {
      if (this.rule.isDead) return;
      if (answer) {
        this.#once(answer);
        return cut();
      }
      const data = unreadable(said, this.rule.hides);
      const left = (this.rule.cutAfterBytes ?? Number.POSITIVE_INFINITY) - bytes;
      bytes += data.length;
      this.passed += data.length;
      if (this.passed >= (this.rule.cutAfterAll ?? Number.POSITIVE_INFINITY)) return cut();
      if (this.rule.delayMs) setTimeout(() => inside.write(data), this.rule.delayMs);
      else inside.write(left < data.length ? data.subarray(0, Math.max(0, left)) : data);
      if (bytes >= (this.rule.cutAfterBytes ?? Number.POSITIVE_INFINITY)) cut();
    });
  }
}

function unreadable(said: Buffer, what: RegExp | undefined): Buffer {
  return what ? Buffer.from(said.toString('latin1').replace(what, (word) => 'X'.repeat(word.length)), 'latin1') : said;
}

import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** What passed since the last `take`. */
export interface Passed {
  /** By name: `UID FETCH`, `EXAMINE` … */
  readonly commands: Readonly<Record<string, number>>;
  /** Mails whose bytes were asked for, each time counted. */
  readonly fetched: number;
  /** Kilobytes from the server. */
  readonly kilobytes: number;
}

const LOOK_MS = 5;
const COMMAND = /^\S+ (UID \w+|\w+)(?: ([\d:,]+) )?/i;

/** A door in front of an IMAP server that counts what a client asks for. It changes nothing. */
export class CountingDoor {
  #commands: Record<string, number> = {};
  #fetched = 0;
  #bytes = 0;
  readonly #sockets = new Set<Socket>();

  private constructor(private readonly server: Server, private readonly target: number) {}

  static async open(target: number): Promise<CountingDoor> {
    const server = createServer();
    const door = new CountingDoor(server, target);
    server.on('connection', (client) => door.#let(client));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return door;
  }

  get port(): number {
    return (this.server.address() as { port: number }).port;
  }

  /** Returns once a client has said something since the last `take`. */
  async heard(): Promise<void> {
    while (Object.keys(this.#commands).length === 0) await wait(LOOK_MS);
  }

  take(): Passed {
    const passed = { commands: this.#commands, fetched: this.#fetched, kilobytes: Math.round(this.#bytes / 1024) };
    this.#commands = {};
    this.#fetched = 0;
    this.#bytes = 0;
    return passed;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  #let(client: Socket): void {
    const server = connect(this.target, '127.0.0.1');
    let line = '';
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true).on('error', () => undefined).on('close', () => {
        this.#sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    client.on('data', (data) => {
      server.write(data);
      const lines = (line + data.toString('latin1')).split('\r\n');
      line = lines.pop()!;
      for (const one of lines) this.#count(one);
    });
    server.on('data', (data) => {
      client.write(data);
      this.#bytes += data.length;
    });
  }

  #count(line: string): void {
    const [, name, uids] = COMMAND.exec(line) ?? [];
    if (!name) return;
    const command = name.toUpperCase();
    this.#commands[command] = (this.#commands[command] ?? 0) + 1;
    if (command === 'UID FETCH' && uids && /\bBODY/i.test(line)) this.#fetched += sizeOf(uids);
  }
}

/** How many numbers a set names: `3:7,9` are six. */
function sizeOf(set: string): number {
  return set.split(',').map((range) => range.split(':').map(Number)).reduce((sum, [from, to]) => sum + ((to ?? from!) - from! + 1), 0);
}

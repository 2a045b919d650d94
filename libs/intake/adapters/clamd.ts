import { connect, type Socket } from 'node:net';
import { VirusScanner, type Verdict } from '../virus-scanner.js';

const CHUNK_BYTES = 64 * 1024;
const PATIENCE_MS = 30_000;

/** ClamAV's daemon, by its INSTREAM command (clamd(8)): length, chunk, length, chunk, zero. */
export class Clamd extends VirusScanner {
  /** @param url `tcp://host:port` or `unix:/path/to/socket`; undefined: there is none */
  constructor(private readonly url: string | undefined, private readonly patienceMs: number = PATIENCE_MS) {
    super();
  }

  get isOn(): boolean {
    return this.url !== undefined;
  }

  async scan(bytes: Buffer): Promise<Verdict> {
    if (this.url === undefined) return { state: 'off' };
    try {
      return readAnswer(await this.#ask(this.url, bytes));
    } catch (error) {
      return { state: 'unreachable', because: error instanceof Error ? error.message : String(error) };
    }
  }

  #ask(url: string, bytes: Buffer): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = open(url);
      let answer = '';
      socket.setTimeout(this.patienceMs, () => socket.destroy(new Error(`clamd did not answer within ${this.patienceMs / 1_000} s`)));
      socket.setEncoding('utf8');
      socket.on('data', (text: string) => (answer += text));
      socket.on('error', (error) => (answer === '' ? reject(error) : resolve(answer)));
      socket.on('close', () => resolve(answer));
      socket.on('connect', () => {
        socket.write('zINSTREAM\0');
        for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
          const chunk = bytes.subarray(at, at + CHUNK_BYTES);
          const length = Buffer.alloc(4);
          length.writeUInt32BE(chunk.length);
          socket.write(length);
          socket.write(chunk);
        }
        socket.write(Buffer.alloc(4));
      });
    });
  }
}

function open(url: string): Socket {
  if (url.startsWith('unix:')) return connect(url.replace(/^unix:(\/\/)?/, ''));
  const { hostname, port } = new URL(url);
  return connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 3310) });
}

/** `stream: OK`, `stream: Eicar FOUND`, or a complaint such as a stream that is larger than clamd takes. */
function readAnswer(answer: string): Verdict {
  const line = answer.replaceAll('\0', '').trim();
  if (/^stream: OK$/.test(line)) return { state: 'clean' };
  const infected = /^stream: (.+) FOUND$/.exec(line)?.[1];
  return infected ? { state: 'infected', name: infected.slice(0, 200) } : { state: 'unreachable', because: line.slice(0, 200) || 'clamd hung up' };
}

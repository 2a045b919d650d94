import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A mail server's side of LMTP, word for word, so that each recipient's own answer can be seen. */
export class LmtpClient {
  #seen = '';
  #waiting: (() => void) | undefined;

  private constructor(readonly socket: Socket) {
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      this.#seen += text;
      this.#waiting?.();
    });
    socket.on('close', () => this.#waiting?.());
    socket.on('error', () => undefined);
  }

  static async connect(where: number | string): Promise<LmtpClient> {
    const socket = typeof where === 'number' ? connect(where, '127.0.0.1') : connect(where);
    await once(socket, 'connect');
    const client = new LmtpClient(socket);
    await client.answers(1);
    await client.says('LHLO border.example');
    return client;
  }

  /** Sends one line and returns the answer to it. */
  async says(line: string): Promise<string> {
    this.socket.write(`${line}\r\n`);
    return (await this.answers(1))[0]!;
  }

  /** Delivers; one answer per recipient that was accepted. Lines that begin with a dot are stuffed. */
  async delivers(from: string, to: readonly string[], raw: Buffer | string): Promise<{ readonly rcpt: string[]; readonly data: string[] }> {
    await this.says(`MAIL FROM:<${from}>`);
    const rcpt: string[] = [];
    for (const one of to) rcpt.push(await this.says(`RCPT TO:<${one}>`));
    const accepted = rcpt.filter((answer) => answer.startsWith('250')).length;
    if (accepted === 0) {
      await this.says('RSET');
      return { rcpt, data: [] };
    }
    await this.says('DATA');
    const bytes = Buffer.from(raw).toString('latin1').replace(/^\./gm, '..');
    this.socket.write(`${bytes}${bytes.endsWith('\r\n') ? '' : '\r\n'}.\r\n`, 'latin1');
    return { rcpt, data: await this.answers(accepted) };
  }

  /** @throws Error when the server hangs up first */
  async answers(count: number): Promise<string[]> {
    for (;;) {
      const final = [...this.#seen.matchAll(/^\d{3}(?: .*)?\r\n/gm)];
      if (final.length >= count) {
        const last = final[count - 1]!;
        this.#seen = this.#seen.slice(last.index + last[0].length);
        return final.slice(0, count).map(([line]) => line.trim());
      }
      if (this.socket.destroyed) throw new Error(`the server hung up after ${this.#seen}`);
      await new Promise<void>((resolve) => (this.#waiting = resolve));
    }
  }

  async quits(): Promise<void> {
    await this.says('QUIT').catch(() => undefined);
    this.socket.destroy();
  }
}

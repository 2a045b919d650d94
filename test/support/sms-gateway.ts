import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SmsGateway, SmsGatewayUnreachable, type OutgoingSms, type SmsAnswer } from '#outbound';

export interface SeenSms {
  readonly id: string;
  readonly to: string;
  readonly text: string;
}

/** Stands for a gateway in memory, under the same contract as the real one. */
export class MemorySmsGateway extends SmsGateway {
  readonly sent: SeenSms[] = [];
  isAway = false;
  refuses: string | undefined;

  override async send(sms: OutgoingSms): Promise<SmsAnswer> {
    if (this.isAway) throw new SmsGatewayUnreachable('memory');
    if (this.refuses !== undefined) return { outcome: 'refused', detail: this.refuses };
    if (!this.sent.some(({ id }) => id === sms.id)) this.sent.push({ ...sms });
    return { outcome: 'taken', reference: `ref-${sms.id}` };
  }
}

/** A gateway as SMS.md asks for it, over HTTP on the loopback interface. */
export class ReferenceSmsGateway {
  readonly sent: (SeenSms & { readonly from: string })[] = [];
  /** How often it was called, taken or not. */
  calls = 0;
  isAway = false;
  refuses: string | undefined;
  /** Takes the message, and dies before it says so. */
  forgetsToAnswer = false;

  private constructor(private readonly server: Server, readonly url: string, readonly signingKey: string) {}

  static async start(signingKey = 'a signing key of a gateway'): Promise<ReferenceSmsGateway> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const gateway = new ReferenceSmsGateway(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/sms`, signingKey);
    server.on('request', async (request, response) => {
      const [status, answer] = gateway.#take(await text(request), request.headers);
      if (status === 0) request.socket.destroy();
      else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
    return gateway;
  }

  #take(body: string, headers: NodeJS.Dict<string | string[]>): [number, object] {
    this.calls += 1;
    if (this.isAway) return [503, {}];
    const [, seconds = '', mac = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['rekey-signature'])) ?? [];
    if (mac !== createHmac('sha256', this.signingKey).update(`${seconds}.${body}`).digest('hex')) return [401, { error: 'signature' }];
    if (this.refuses !== undefined) return [422, { error: this.refuses }];
    const sms = JSON.parse(body) as SeenSms & { from: string };
    if (headers['idempotency-key'] !== sms.id) return [400, { error: 'idempotency-key' }];
    if (!this.sent.some(({ id }) => id === sms.id)) this.sent.push(sms);
    if (this.forgetsToAnswer) return [0, {}];
    return [202, { reference: `ref-${sms.id}` }];
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock, SIGNATURE_HEADER, signCall } from '#kernel';
import { SmsGateway, SmsGatewayUnreachable, type OutgoingSms, type SmsAccess, type SmsAnswer } from '../sms-gateway.js';

const MOST_BYTES = 16_384;
const Taken = z.object({ reference: z.string().max(200).optional() });
const Refused = z.object({ error: z.string().max(200).optional() });
const AGAIN = new Set([408, 425, 429]);

/** Any gateway behind one HTTPS address; the calls are signed like those to a home-grown directory. See SMS.md. */
@Injectable()
export class WebhookSmsGateway extends SmsGateway {
  constructor(private readonly clock: Clock) {
    super();
  }

  override async send({ id, to, text }: OutgoingSms, { settings, signingKey }: SmsAccess): Promise<SmsAnswer> {
    const where = new URL(settings.url).host;
    const body = JSON.stringify({ id, to, from: settings.sender, text });
    const answer = await this.#call(where, settings, { 'content-type': 'application/json', 'idempotency-key': id, [SIGNATURE_HEADER]: signCall(signingKey, body, this.clock.now()) }, body);
    if (answer.status >= 500 || AGAIN.has(answer.status)) throw new SmsGatewayUnreachable(`${where} answered ${answer.status}`);
    if (answer.status >= 200 && answer.status < 300) return { outcome: 'taken', reference: Taken.safeParse(answer.body).data?.reference ?? null };
    return { outcome: 'refused', detail: `${answer.status} ${Refused.safeParse(answer.body).data?.error ?? ''}`.trim() };
  }

  /** Redirects are not followed: number and code would go where they were not sent. */
  async #call(where: string, { url, timeoutSeconds }: SmsAccess['settings'], headers: Record<string, string>, body: string): Promise<{ status: number; body: unknown }> {
    try {
      const answer = await fetch(url, { method: 'POST', redirect: 'manual', headers, body, signal: AbortSignal.timeout(timeoutSeconds * 1_000) });
      return { status: answer.status, body: parsed(await readAtMost(answer)) };
    } catch (error) {
      throw new SmsGatewayUnreachable(where, error);
    }
  }
}

async function readAtMost(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    // Whatever it goes on to say, its status said enough.
    if (size > MOST_BYTES) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

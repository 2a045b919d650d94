import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock, MINUTE_MS, Secret, signCall } from '#kernel';
import { DemoPeople } from './demo-world.js';

/** As `libs/outbound/adapters/SMS.md` describes a call. */
export const DemoSms = z.strictObject({ id: z.uuid(), to: z.string().max(20), from: z.string().max(20), text: z.string().max(1_000) });

export interface ShownSms {
  readonly from: string;
  readonly text: string;
  readonly at: Date;
}

const MOST = 500;
const FRESH_MS = 5 * MINUTE_MS;

/**
 * Stands for the phones of the demo world, and for the SMS gateway that reaches them: what it takes is shown on the
 * playground. In memory, since a code lives ten minutes; a message that came twice is one.
 */
@Injectable()
export class DemoPhones {
  readonly #messages = new Map<string, ShownSms & { readonly to: string }>();

  constructor(private readonly people: DemoPeople, private readonly clock: Clock) {}

  /** Whether Rekey itself signed this, just now. */
  async isSigned(body: object, signature: string): Promise<boolean> {
    const { smsKey } = await this.people.world();
    const seconds = Number(/^t=(\d{1,12}),/.exec(signature)?.[1] ?? Number.NaN);
    if (smsKey === undefined || !(Math.abs(this.clock.now().getTime() - seconds * 1_000) < FRESH_MS)) return false;
    const [expected, given] = [Buffer.from(signCall(new Secret(smsKey), JSON.stringify(body), new Date(seconds * 1_000))), Buffer.from(signature)];
    return expected.length === given.length && timingSafeEqual(expected, given);
  }

  take({ id, ...sms }: z.output<typeof DemoSms>): void {
    if (this.#messages.has(id)) return;
    this.#messages.set(id, { ...sms, at: this.clock.now() });
    if (this.#messages.size > MOST) this.#messages.delete(this.#messages.keys().next().value!);
  }

  /** Newest first. */
  of(phone: string | undefined): ShownSms[] {
    return [...this.#messages.values()].filter(({ to }) => to === phone).reverse();
  }
}

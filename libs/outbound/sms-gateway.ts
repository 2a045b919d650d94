import { Fault, type Secret } from '#kernel';
import type { SmsSettings } from '#portals';

export interface OutgoingSms {
  /** The same for every attempt: a gateway that has it already must not send it again. */
  readonly id: string;
  /** E.164 */
  readonly to: string;
  readonly text: string;
}

/** `taken`: it will arrive or not, we are done. `refused`: it will not, and asking again is pointless. */
export type SmsAnswer =
  | { readonly outcome: 'taken'; /** What the gateway calls it. */ readonly reference: string | null }
  | { readonly outcome: 'refused'; readonly detail: string };

export interface SmsAccess {
  readonly settings: SmsSettings;
  readonly signingKey: Secret;
}

/** Whoever hands text messages to phones. Text messages are not read back: that a code arrived is proved by its being typed, of a notice nobody knows. */
export abstract class SmsGateway {
  /** @throws SmsGatewayUnreachable when it is not known whether the gateway took it: the same message may be handed over again */
  abstract send(sms: OutgoingSms, access: SmsAccess): Promise<SmsAnswer>;
}

export class SmsGatewayUnreachable extends Fault {
  readonly code = 'outbound.sms-gateway-unreachable';
  readonly retry = 'later';

  constructor(what: string, cause?: unknown) {
    super(`the SMS gateway did not answer: ${what}`, { cause });
  }
}

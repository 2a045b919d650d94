import { z } from 'zod';
import { section } from '#config';
import { Secret } from '#kernel';
import { LONGEST_SILENCES } from './domain/delivery-plan.js';

const seconds = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

export const OutboundConfig = section('OUTBOUND', {
  SMTP_URL: z.string({ error: 'the mail relay is needed, e.g. smtps://user:password@relay.example:465' })
    .regex(/^smtps?:\/\/[^/\s]+/, 'must look like smtps://user:password@relay.example:465')
    .transform((url) => new Secret(url))
    .describe('the relay, credentials included; smtp:// to another machine demands STARTTLS unless it ends in ?tls=none; with ?auth=mailbox a mailbox that reads its mail by token signs in here as itself, by the same token (XOAUTH2)'),
  RELAY_SIGNS: z.stringbool().default(false).describe('the relay signs by DKIM what leaves in the name of our domains: `rekey doctor` then misses no key here'),
  SEND_TIMEOUT_SECONDS: seconds(1, 60).default(60).describe('how long the relay may stay silent before a hand-over counts as broken'),
  STUCK_AFTER_SECONDS: seconds(5, 3600).default(300).describe('a hand-over that lasts longer is shown as unknown, whoever does it; one whose process is gone already after ten seconds'),
  ACK_DELAY_MIN_SECONDS: seconds(0, 3600).default(30).describe('an acknowledgement leaves after a random delay, so that its timing tells nothing (T10)'),
  ACK_DELAY_MAX_SECONDS: seconds(0, 3600).default(120).describe('upper end of that delay'),
  TO_MANY_PER_HOUR: z.coerce.number().int().min(1).default(1_000).describe('mails an hour, besides, that one order sends to many, such as "everybody has to choose a new password"; the order goes on as its hour has room'),
  AUTOMATIC_PER_HOUR: z.coerce.number().int().min(1).default(200).describe('automatic mails of the whole desk that are never too many; beyond, ten times the median of the same hour in the last four weeks opens the breaker'),
}, ({ SEND_TIMEOUT_SECONDS, STUCK_AFTER_SECONDS }) => (STUCK_AFTER_SECONDS > LONGEST_SILENCES * SEND_TIMEOUT_SECONDS ? undefined
  : `REKEY_OUTBOUND_STUCK_AFTER_SECONDS: must be more than ${LONGEST_SILENCES} times REKEY_OUTBOUND_SEND_TIMEOUT_SECONDS (${STUCK_AFTER_SECONDS} against ${LONGEST_SILENCES} × ${SEND_TIMEOUT_SECONDS}), or mails are called unknown while the relay still takes them`));

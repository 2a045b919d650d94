import { Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database } from '#persistence';
import { Mailboxes, type PortalProfile } from '#portals';
import { recognise } from '#recognition';
import { ForeseeInstant } from '#recovery';
import { isAuthenticated } from '../domain/authenticity.js';
import { senderClassOf } from '../domain/brake.js';
import { withoutInstant } from '../domain/judge-content.js';
import { screenMail } from '../domain/screen-mail.js';
import { toRecognise } from '../domain/to-recognise.js';
import { explainMail, recognitionContext, screenedFromOutside, type MailExplanation } from '../explain-mail.js';
import { readMime } from '../read/read-mime.js';
import { BrakeOpenings, type BrakeState } from './brake-openings.js';
import { JudgeSender } from './judge-sender.js';

/** `rekey explain --live`: as `explainMail`, but `instant` also looks at directory, authenticity and limits, as intake does, and the brake says what it would do to one that opens a ticket. */
@Injectable()
export class ExplainLive {
  constructor(private readonly mailboxes: Mailboxes, private readonly foresee: ForeseeInstant, private readonly judgeSender: JudgeSender, private readonly brakeOpenings: BrakeOpenings, private readonly database: Database, private readonly clock: Clock) {}

  /** Changes nothing. @throws DirectoryUnreachable */
  async run(bytes: Uint8Array, profile: PortalProfile): Promise<MailExplanation & { readonly authenticity: string; readonly brake?: BrakeState }> {
    const [explanation, mail, mailboxes] = await Promise.all([explainMail(bytes, profile), readMime(bytes), this.mailboxes.forPortal(profile.key)]);
    const named = new Set([...mail.to, ...mail.cc].map(({ address }) => address).concat(mail.deliveredTo).map((address) => address.toLowerCase()));
    const mailbox = mailboxes.find(({ address }) => named.has(address)) ?? mailboxes[0];
    const authenticity = await this.judgeSender.run({ bytes: async () => bytes, sizeBytes: bytes.length, isPartial: false }, mail, profile, { authservId: mailbox?.authservId ?? null });
    const { verdict } = authenticity;
    const isFromMachine = explanation.mailClass !== 'request' && explanation.mailClass !== 'reply';
    if (isFromMachine) return { ...explanation, authenticity: verdict };
    const recognition = withoutInstant(recognise(toRecognise(mail), recognitionContext(profile)), screenMail(mail, screenedFromOutside(profile)));
    const instant = await this.foresee.run({
      profile, recognition, authenticity: verdict, fromAddress: mail.from.length === 1 ? mail.from[0]!.address : undefined,
    });
    const brake = await this.database.read((em) => this.brakeOpenings.look(em, profile.key, { mail, profile, mailbox: { address: mailbox?.address ?? '' } }, senderClassOf(verdict, isAuthenticated(authenticity, profile)), this.clock.now()));
    return { ...explanation, authenticity: verdict, instant, brake };
  }
}

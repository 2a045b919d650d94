import { Injectable } from '@nestjs/common';
import { domainOf } from '#kernel';
import { OutboundIds } from '#outbound';
import { Mailboxes, Portals, promiseFor, type DuePromise, type Mailbox, type PortalProfile } from '#portals';
import type { Recognition } from '#recognition';
import { Storage } from '#storage';
import type { Authenticity } from '../domain/authenticity.js';
import { readDeliveryReport } from '../domain/delivery-report/read-delivery-report.js';
import type { DeliveryReport } from '../domain/delivery-report/report-types.js';
import { withEnvelope } from '../domain/envelope.js';
import type { IncomingMail } from '../domain/incoming-mail.js';
import { withAuthenticity, withContent, withoutInstant } from '../domain/judge-content.js';
import { releasedByPerson, screenMail, type Screening } from '../domain/screen-mail.js';
import { recognitionContext } from '../explain-mail.js';
import { senderFlags } from '../domain/sender-flags.js';
import { MailReader, type ReadMail } from '../mail-reader.js';
import type { TraceLine } from '../store/intake.queries.js';
import type { KeptMail } from '../store/kept-mail.entity.js';
import { JudgeSender } from './judge-sender.js';
import { KnowNames } from './know-names.js';

/** Everything about a mail that can be said without looking at tickets. */
export interface Judgement {
  /** Secrets that nobody asked for are masked. */
  readonly mail: ReadMail['mail'];
  readonly profile: PortalProfile;
  readonly mailbox: Mailbox;
  readonly screening: Screening;
  readonly authenticity: Authenticity;
  /** Tricks around the sender, `flag` or `flag:about`. */
  readonly flags: readonly string[];
  readonly recognition: Recognition;
  /** What the portal promises for such a case, counted from the arrival. */
  readonly promise: DuePromise;
  /** What it says about our mails, when it is a delivery report. */
  readonly report: DeliveryReport | undefined;
  readonly trace: readonly TraceLine[];
}

/** Steps 3, 4 and 6: read, screen, recognise. Nothing is written; the same bytes give the same judgement, for what DNS said is kept with the mail. */
@Injectable()
export class JudgeMail {
  constructor(
    private readonly reader: MailReader, private readonly portals: Portals, private readonly mailboxes: Mailboxes, private readonly outboundIds: OutboundIds,
    private readonly judgeSender: JudgeSender, private readonly knowNames: KnowNames, private readonly storage: Storage,
  ) {}

  async run(kept: Pick<KeptMail, 'rawSha256' | 'portalKey' | 'mailboxId' | 'isPartial' | 'receivedAt' | 'releasedAt' | 'sizeBytes' | 'authenticity' | 'envelope' | 'door'>): Promise<Judgement> {
    const [profile, mailbox] = await Promise.all([this.portals.get(kept.portalKey), this.mailboxes.recent(kept.mailboxId)]);
    if (!mailbox) throw new Error(`mailbox ${kept.mailboxId} of a kept mail is gone`);
    const { mail: read, recognition: recognised } = await this.reader.read(kept.rawSha256, recognitionContext(profile), profile.authenticity.smimeAuthorities);
    const mail = withEnvelope(read, kept.envelope);
    const released = kept.releasedAt !== null;
    const known = kept.authenticity?.isTemporary ? undefined : kept.authenticity;
    const [authenticity, wellKnown] = await Promise.all([known ?? this.judgeSender.run({ sizeBytes: kept.sizeBytes, isPartial: kept.isPartial, client: kept.envelope?.client, isOld: kept.door === 'import', bytes: () => this.storage.get(kept.rawSha256) }, mail, profile, mailbox), this.knowNames.of(profile)]);
    const screened = withContent(released ? releasedByPerson(mail) : this.#screen(mail, mailbox), recognised, released);
    const screening = withAuthenticity(screened, authenticity, released);
    const recognition = withoutInstant(recognised, screening);
    const defects = [...mail.defects, ...(kept.isPartial ? ['partial'] : [])];
    return {
      mail, profile, mailbox, screening, authenticity, flags: senderFlags(mail, wellKnown), recognition, promise: promiseFor(profile, recognition.caseType, kept.receivedAt),
      report: screening.mailClass === 'bounce' ? readDeliveryReport(mail) : undefined,
      trace: [
        { step: 'read', verdict: defects.some((defect) => defect.startsWith('unreadable')) ? 'unreadable' : 'read', by: 'read-mime', because: defects.join(', ') || 'no defects' },
        { step: 'screen', verdict: screening.mailClass, by: screening.screen ?? 'screens', because: `${screening.because}; authenticity ${authenticity.verdict}: ${authenticity.because}` },
        { step: 'recognise', verdict: recognition.caseType, by: 'recognise', because: `confidence ${recognition.confidence.toFixed(2)}, risk ${recognition.risk}: ${recognition.signals.slice(0, 5).map(({ name }) => name).join(', ')}` },
      ],
    };
  }

  #screen(mail: IncomingMail, mailbox: Mailbox): Screening {
    return screenMail(mail, {
      isOurLoopMark: (value) => this.outboundIds.loopMarkIsOurs(value),
      isOurMessageId: (messageId) => this.outboundIds.messageIdIsOurs(messageId),
      ownDomains: [domainOf(mailbox.address)],
    });
  }
}

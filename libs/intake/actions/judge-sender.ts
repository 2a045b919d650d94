import { Injectable } from '@nestjs/common';
import { domainOf } from '#kernel';
import type { Mailbox, PortalProfile } from '#portals';
import { judgeAuthenticity, objectionToForm, type Authenticity } from '../domain/authenticity.js';
import type { Envelope } from '../domain/envelope.js';
import type { IncomingMail } from '../domain/incoming-mail.js';
import { judgeFindings } from '../domain/own-check.js';
import { wayIn } from '../read/way-in.js';
import { SenderChecker } from '../sender-checker.js';

/** Larger ones are not read a second time; few are, and a person looks at them. */
const LARGEST_CHECKED_BYTES = 25_000_000;

export interface MailToCheck {
  readonly bytes: () => Promise<Uint8Array>;
  readonly sizeBytes: number;
  /** Its end is missing, and with it what the signature covers. */
  readonly isPartial: boolean;
  /** Who delivered to the border, where the border said so at our door (XFORWARD): better than any Received line. */
  readonly client?: Envelope['client'];
  /** From an archive: its keys are long gone from DNS. */
  readonly isOld?: boolean;
}

/**
 * Who wrote a mail: the findings of the portal's border where the mailbox names one, our own checks where it does not
 * (R72, R73). Asks DNS; nothing is written.
 */
@Injectable()
export class JudgeSender {
  constructor(private readonly checker: SenderChecker) {}

  /** @throws what `bytes` throws */
  async run({ bytes, sizeBytes, isPartial, client, isOld }: MailToCheck, mail: IncomingMail, profile: PortalProfile, mailbox: Pick<Mailbox, 'authservId'>): Promise<Authenticity> {
    if (mailbox.authservId) return judgeAuthenticity(mail, mailbox.authservId);
    const { checkOurselves, ownRelays, arcSealers } = profile.authenticity;
    const objection = objectionToForm(mail);
    if (objection) return objection;
    if (!checkOurselves || isOld || isPartial || sizeBytes > LARGEST_CHECKED_BYTES) return judgeAuthenticity(mail, null);
    const findings = await this.checker.run({ bytes: await bytes(), path: client?.address ? { ip: client.address, helo: client.helo, mailFrom: mail.returnPath ?? '' } : wayIn(mail, ownRelays) });
    return findings ? judgeFindings(findings, domainOf(mail.from[0]!.address), arcSealers) : judgeAuthenticity(mail, null);
  }
}

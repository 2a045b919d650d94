import { Injectable } from '@nestjs/common';
import { actorOf } from '#agents';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { Storage } from '#storage';
import { MailOpener } from '../mail-opener.js';
import { Attachment } from '../store/attachment.entity.js';
import { goneOf, holdBytes } from '../store/held-bytes.js';
import { ExamineAttachment } from './examine-attachment.js';
import { FileLinks } from './file-links.js';
import { FindMessage, type FoundMessage, type MessageAsked } from './find-message.js';

export interface OpenCommand extends MessageAsked {
  readonly part: string;
  /** The file as it came, to be saved; or a picture drawn anew, to be looked at. */
  readonly way: 'file' | 'picture';
  /** Whoever asks has read why the file may do harm. */
  readonly despiteMarks?: boolean | undefined;
}

export interface OpenedFile {
  readonly allowed: true;
  readonly url: string;
  readonly expiresAt: Date;
  readonly attachment: Attachment;
}

/**
 * An agent wants an attachment: it is taken out, typed, scanned, written down in the audit (access to personal data),
 * and answered with a link that lives two minutes. Infected ones are blocked; marked ones need a second word (T18, R56).
 */
@Injectable()
export class OpenAttachment {
  constructor(
    private readonly database: Database, private readonly findMessage: FindMessage, private readonly examine: ExamineAttachment, private readonly opener: MailOpener, private readonly storage: Storage,
    private readonly links: FileLinks, private readonly audit: AuditTrail, private readonly clock: Clock,
  ) {}

  /** @throws StorageFault */
  async run(command: OpenCommand): Promise<OpenedFile | Refusal> {
    const found = await this.findMessage.run(command, 'tickets.read');
    if (!found.allowed) return found;
    const described = found.message.attachments.find(({ part }) => part === command.part);
    if (!described) return refuse('attachments.unknown');
    const attachment = await this.examine.run({ mail: found.mail, part: described.part, name: described.name, type: described.type });
    if (!attachment) return refuse(found.mail.rawRemovedAt ? 'attachments.removed' : 'attachments.unknown');
    const refused = whyNot(attachment, command) ?? (command.way === 'picture' ? await this.#cannotDraw(attachment) : undefined);
    await this.#writeDown(found, command, attachment, refused);
    return refused ?? { allowed: true, ...this.links.make({ way: command.way, id: attachment.id }), attachment };
  }

  async #cannotDraw(attachment: Attachment): Promise<Refusal | undefined> {
    if (attachment.previewSha256) return undefined;
    const previewSha256 = await this.opener.redraw(attachment.sha256);
    if (!previewSha256) return refuse('attachments.no-picture');
    // Another's same picture may have ended meanwhile: then the next click draws it anew.
    const isThere = await this.database.transaction(async (tx) => (await goneOf(this.storage, await holdBytes(tx, [previewSha256]))).length === 0 && (await tx.nativeUpdate(Attachment, { id: attachment.id, removedAt: null }, { previewSha256 })) > 0);
    return isThere ? undefined : refuse('attachments.no-picture');
  }

  async #writeDown({ portalKey, message }: FoundMessage, { ticketNumber, agent, part, way }: OpenCommand, { sha256, marks, scan }: Attachment, refused: Refusal | undefined): Promise<void> {
    const now = this.clock.now();
    const detail = { messageId: message.id, part, way, sha256, marks, scan, ...(refused && { refusal: refused.refusal }) };
    await this.database.transaction((tx) => this.audit.record(tx, {
      portalKey, verb: refused ? 'attachment.blocked' : 'attachment.opened', actor: actorOf(agent, now), ticketNumber, outcome: refused ? 'refused' : 'done', detail, now,
    }));
  }
}

function whyNot({ scan, infection, marks, isPicture }: Attachment, { way, despiteMarks }: OpenCommand): Refusal | undefined {
  if (scan === 'infected') return refuse('attachments.infected', { missing: [infection ?? ''] });
  if (scan === 'unreachable') return refuse('attachments.scanner-unreachable');
  if (way === 'picture') return isPicture ? undefined : refuse('attachments.no-picture');
  return marks.length > 0 && !despiteMarks ? refuse('attachments.dangerous', { missing: marks }) : undefined;
}

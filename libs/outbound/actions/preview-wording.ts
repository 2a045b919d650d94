import { Injectable } from '@nestjs/common';
import type { Locale } from '#kernel';
import { Portals } from '#portals';
import { fixedIn, type MailKind, type WordedKind } from '../domain/mail-kinds.js';
import { judgeWording, type JudgedWording } from '../render/judge-wording.js';
import { previewMail, variantsToPreview } from '../render/preview-mail.js';
import type { RenderedMail } from '../render/render-mail.js';
import { prepareTemplates } from '../render/templates.js';
import { shippedWords, Wordings } from './wordings.js';

export interface WordingPreviewCommand {
  readonly portalKey: string;
  readonly kind: WordedKind;
  readonly locale: Locale;
  /** Not saved yet. */
  readonly words: Readonly<Record<string, string>>;
  readonly scheme: 'light' | 'dark';
  /** One of `variants`; one that is none is shown as the sample. */
  readonly variant?: string | undefined;
}

/** The frame is looked at around a mail that has most of it. */
const MAIL_IN_FRAME: MailKind = 'recovery-link';

/** The forms of a mail that a wording is looked at in. */
export async function variantsOfWording(kind: WordedKind): Promise<readonly string[]> {
  await prepareTemplates();
  return variantsToPreview(shownFor(kind));
}

function shownFor(kind: WordedKind): MailKind {
  return kind === 'frame' ? MAIL_IN_FRAME : kind;
}

/** A mail with made-up contents in words that nobody has saved. Sends and stores nothing. */
@Injectable()
export class PreviewWording {
  constructor(private readonly portals: Portals, private readonly wordings: Wordings) {}

  /** What does not fit is shown as shipped. @throws PortalUnknown */
  async run({ portalKey, kind, locale, words, scheme, variant }: WordingPreviewCommand): Promise<{ readonly mail: RenderedMail; readonly judged: JudgedWording }> {
    await prepareTemplates();
    const portal = await this.portals.get(portalKey);
    const shipped = shippedWords(kind, locale);
    const changed = Object.fromEntries(Object.entries(words).filter(([key, text]) => text !== shipped[key]));
    const judged = judgeWording(shipped, changed, locale, fixedIn(kind));
    const shown = shownFor(kind);
    const stored = await this.wordings.wordsFor(portalKey, shown, locale);
    // What is being written counts instead of what is stored, even where it is the shipped sentence again.
    const mail = previewMail(shown, locale, { portal, scheme, variant: variantsToPreview(shown).find((key) => key === variant), words: { ...stored, ...shipped, ...judged.fitting } });
    return { mail, judged };
  }
}

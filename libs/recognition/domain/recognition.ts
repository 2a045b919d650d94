import type { CaseType, Locale } from '#kernel';

/** What recognition looks at: a mail that is already read and stripped of quotes and signature. */
export interface MailToRecognise {
  readonly subject: string;
  /** What the person wrote now. */
  readonly text: string;
  /** Signature block, if one was found: for name, phone, organisation. */
  readonly signature: string;
  /** What they quote or forward; a request may stand in there when the own text is empty. */
  readonly quoted: string;
  readonly fromAddress: string;
  readonly fromName: string;
  readonly replyTo: readonly string[];
  /** File names only. */
  readonly attachmentNames: readonly string[];
}

/** What differs between portals. */
export interface RecognitionContext {
  readonly portalKey: string;
  readonly vocabulary: readonly string[];
  /** Our own addresses and domains: never a requester's. */
  readonly ownAddresses: readonly string[];
}

export interface Signal {
  /** `case.forgot-password.de.passwort-vergessen` */
  readonly name: string;
  readonly weight: number;
  /** The words in the mail that made us think so, ≤ 80 characters. */
  readonly text: string;
}

export interface ExtractedFields {
  readonly username?: string;
  readonly registeredEmail?: string;
  readonly oldEmail?: string;
  readonly newEmail?: string;
  readonly serialNumber?: string;
  readonly customerNumber?: string;
  readonly fullName?: string;
  readonly phone?: string;
  readonly organisation?: string;
}

export type Risk = 'low' | 'medium' | 'high';

export interface Recognition {
  /** `spam` where the content says so; machine mail is told by the screens, before. */
  readonly caseType: CaseType;
  readonly secondary: readonly CaseType[];
  /** 0…1, how far the primary case type stands out. */
  readonly confidence: number;
  readonly language: Locale | 'other';
  readonly fields: ExtractedFields;
  readonly risk: Risk;
  readonly riskSignals: readonly string[];
  readonly signals: readonly Signal[];
  /** By content alone: is a link to the address on file safe and enough? With the reasons for or against. */
  readonly instant: { readonly allowed: boolean; readonly because: readonly string[] };
}

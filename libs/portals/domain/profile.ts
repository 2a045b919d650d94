import { z } from 'zod';
import { CASE_TYPES, certificateInPem, LOCALES } from '#kernel';
import { ApprovalOfficeSchema } from './approval-office.js';
import { DirectorySettingsSchema } from './directory-settings.js';
import { PlaybookSchema } from './playbook.js';
import { HomeSignInSchema, SmsSettingsSchema } from './proof-settings.js';
import { RetentionSchema } from './retention-times.js';
import { StricterPolicySchema } from './stricter-policy.js';
import { says } from './profile-mistakes.js';

const key = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, says('dashed-words'));
const text = z.strictObject({ de: z.string().min(1), en: z.string().min(1) });
const colour = z.string().regex(/^#[0-9a-f]{6}$/i, says('colour'));

const folder = z.string().min(1).max(200).regex(/^[^*%\u0000-\u001f]+$/, says('folder'));

/** Länder of the German holiday calendar (ISO 3166-2:DE). */
export const LAENDER = ['BB', 'BE', 'BW', 'BY', 'HB', 'HE', 'HH', 'MV', 'NI', 'NW', 'RP', 'SH', 'SL', 'SN', 'ST', 'TH'] as const;
export type Land = (typeof LAENDER)[number];

const openingHours = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, says('hours'))
  .refine((hours) => hours.slice(0, 5) < hours.slice(6), says('closes-before'));

/** Words that stand where a portal's key stands and mean something else: the chain of the audit for what belongs to no portal. */
export const RESERVED_KEYS: readonly string[] = ['house'];

const closedDay = z.string().refine((day) => isDay(/^\d{2}-\d{2}$/.test(day) ? `2000-${day}` : day), says('day'));

function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}

/** A portal profile as written in YAML: everything that makes one organisation's desk different from another's. */
export const PortalProfileSchema = z.strictObject({
  key: key.refine((word) => !RESERVED_KEYS.includes(word), says('key-reserved')),
  name: text,
  brand: z.strictObject({ colour, accent: colour, organisation: z.string().min(1) }),
  languages: z.array(z.enum(LOCALES)).min(1),
  ticketPrefix: z.string().regex(/^[A-Z]{2,5}$/, says('ticket-prefix')),
  mailboxes: z.array(z.strictObject({
    address: z.email(),
    displayName: z.string().min(1),
    /** Whether `address+anything` reaches it, too; signed reply addresses and return paths need that. Without it: yes. */
    plusAddresses: z.boolean().optional(),
    /** Which folders are read, each by a connection of its own; without it the one that the mailbox was added with. */
    folders: z.array(folder).min(1).max(10).optional(),
    /** What the mail server does with a mail that is kept; without it everything stays as it is. */
    afterKeep: z.union([z.strictObject({ flag: z.string().regex(/^(\\Seen|\\Flagged|\\Answered|\$?[A-Za-z0-9_-]{1,40})$/, says('flag')) }), z.strictObject({ moveTo: folder })]).optional(),
  })).min(1),
  directory: DirectorySettingsSchema,
  office: z.strictObject({ name: z.string(), street: z.string(), city: z.string(), phone: z.string(), fax: z.string().optional(), email: z.email(), hours: text }),
  signInUrl: z.url().optional().describe('the sign-in page of the portal; the demo uses its own'),
  queues: z.array(z.strictObject({ key, name: text })).min(1),
  /** First rule that fits wins; the last one must fit everything. `risk` and `caseTypes` are conditions. */
  routes: z.array(z.strictObject({
    queue: key,
    caseTypes: z.array(z.enum(CASE_TYPES)).optional(),
    risk: z.array(z.enum(['low', 'medium', 'high'])).optional(),
    priority: z.enum(['low', 'normal', 'high', 'urgent']).optional(),
  })).min(1),
  /** Sure enough for the queue of its case type; below, a person triages. 0…1. */
  triageBelow: z.number().min(0).max(1).default(0.45),
  triageQueue: key,
  /** Who takes over what cannot be delivered safely (ORP.4.A11, R64); without it see `escalationQueueOf`. */
  escalationQueue: key.optional(),
  /** Whoever releases registrations and changed data; `none`: nobody has to. */
  approvalOffice: ApprovalOfficeSchema.default('none'),
  calendar: z.strictObject({
    timeZone: z.string().refine(isTimeZone, says('time-zone')),
    /** Land of the German holiday calendar, e.g. `BE`. */
    holidays: z.enum(LAENDER),
    /** Days on which the office is closed besides: each year (`12-24`) or once (`2027-05-07`, a bridge day). */
    closed: z.array(closedDay).max(200).optional(),
    /** Monday 1 … Sunday 7 → opening hours, e.g. `"09:00-15:30"`. */
    hours: z.partialRecord(z.enum(['1', '2', '3', '4', '5', '6', '7']), openingHours)
      .refine((hours) => Object.keys(hours).length > 0, says('never-open')),
  }),
  promises: z.array(z.strictObject({
    caseTypes: z.array(z.enum(CASE_TYPES)).optional(),
    businessDays: z.number().int().min(0).max(30),
    text,
  })).min(1),
  /** Whether a machine gives a first answer: that a request arrived, or the answer or questions of its playbook. Without it: yes. A link at once is another switch (`instant.enabled`), and the law's own receipt (Art. 12) goes out anyway. */
  acknowledge: z.boolean().optional(),
  instant: z.strictObject({
    enabled: z.boolean(),
    caseTypes: z.array(z.enum(CASE_TYPES)),
    /** The portal's own relay authenticates senders, so mail without a DMARC result may be answered automatically. */
    trustRelay: z.boolean().default(false),
    minimumConfidence: z.number().min(0.5).max(1).default(0.6),
  }),
  /** Whom we believe about senders. Where the mailbox names an authserv-id, its border's findings count and nothing is checked here. */
  authenticity: z.strictObject({
    /** Check DKIM, SPF, ARC and DMARC ourselves where no border does. */
    checkOurselves: z.boolean().default(true),
    /** Servers between the outside and the mailbox: their names in Received lines, and their addresses. Without them SPF is not asked. */
    ownRelays: z.strictObject({ names: z.array(z.hostname()).default([]), addresses: z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])).default([]) }).prefault({}),
    /** Forwarders whose ARC seals count, by the domain that signs (R73). */
    arcSealers: z.array(z.hostname()).default([]),
    /** Where the people of this portal have their mail, for look-alikes; those of the built-in directory are known anyway. */
    userDomains: z.array(z.hostname()).default([]),
    /** Certificates of authorities in PEM whose S/MIME signatures are shown as theirs. None: the issuer is not checked. Shown only; a signature is never evidence. */
    smimeAuthorities: z.array(z.string().refine((pem) => certificateInPem(pem) !== undefined, says('certificate'))).max(20).default([]),
  }).prefault({}),
  threading: z.strictObject({
    /** An answer to what is closed for longer opens a linked ticket. */
    closedForGoodDays: z.number().int().min(1).max(365).default(14),
  }).prefault({}),
  /** Pages that mail a link on demand ask for a small proof of work first; whoever cannot give it writes a mail. */
  captcha: z.boolean().default(false),
  passwordPolicy: z.strictObject({
    minLength: z.number().int().min(8).max(64).default(15),
    /** Only where the directory imposes it (R17). */
    classes: z.number().int().min(0).max(4).default(0),
    forbiddenWords: z.array(z.string()).default([]),
    /** A temporary password that is handed out at the counter is made of words, easy to say, hear and type, instead of sixteen symbols (R38). */
    wordsAtCounter: z.boolean().default(false),
  }),
  /** What the desk asks to compare; names of facts on file. */
  facts: z.array(z.enum(['customerNumber', 'serialNumber', 'birthDate', 'postcode', 'contractNumber'])),
  /** Ways to prove who one is that need somebody outside: a gateway for text messages, sign-in services of organisations. */
  sms: SmsSettingsSchema.optional(),
  homeSignIn: z.array(HomeSignInSchema).max(50).default([]),
  /** Answers from the portal's own texts, for cases that need information only. */
  answers: z.array(z.strictObject({ caseType: z.enum(CASE_TYPES), text })).default([]),
  /** How credentials are given back here, one sentence a step, in the portal's own words (ORP.4.A11, R63); without it those of `procedureOf`. */
  procedure: z.strictObject({ de: z.array(z.string().min(1).max(500)).min(1).max(30), en: z.array(z.string().min(1).max(500)).min(1).max(30) }).optional(),
  /** How this portal works a case type, where it differs from the playbooks that come with Rekey. */
  playbooks: z.array(PlaybookSchema).default([]),
  /** Days that this portal keeps a class of data, where they differ from `DATA_CLASSES`, and within its bounds (R79). */
  retention: RetentionSchema.prefault({}),
  /** Where this portal wants more than the policy of the house; never less. */
  policy: StricterPolicySchema.optional(),
  /** Words by which mails speak of this portal; helps recognition, never decides alone. */
  vocabulary: z.array(z.string()).default([]),
});

export type PortalProfile = z.output<typeof PortalProfileSchema>;
export type Priority = NonNullable<PortalProfile['routes'][number]['priority']>;
export type ProfileText = PortalProfile['name'];

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

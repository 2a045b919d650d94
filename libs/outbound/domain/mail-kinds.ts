import { z } from 'zod';

const link = z.url();
/** Rendered by the template in the recipient's language and the portal's time zone: `expiresAt` → `{expiresInWords}`. */
const instant = z.iso.datetime();
const maybe = <Type extends z.ZodType>(type: Type) => type.nullable().default(null);
/** A short text that somebody at the desk wrote, or words from the portal profile. */
const words = z.string().min(1).max(500);

/** Everything but an agent's own reply greets by name where the name is fit for it, and may carry the agent's code. */
const person = { salutationName: maybe(z.string()), agentCode: maybe(z.string()) };
/** A link that ends, and the code for those whose mail program breaks links. */
const withCode = z.strictObject({ link, code: z.string(), codePage: link });
/** Stands in for the acknowledgement where it answers whoever wrote at once (`standsIn`): the page of the request, and whether their mail held a secret. `quietLink`, where nobody at the desk set it off (`fromOutside`): stops such mails for a day (T12). */
const atOnce = { variables: { standsIn: z.boolean().default(false), fromOutside: z.boolean().default(false), mentionsSecret: z.boolean().default(false) }, secrets: { statusLink: maybe(link), quietLink: maybe(link) } };
/** The page behind the link asks for this code. */
const askedCode = z.strictObject({ link, code: z.string() });
/** The next step, where there is one: all three or none (with `expiresAt` in the variables). */
const maybeLink = z.strictObject({ link: maybe(link), code: maybe(z.string()), codePage: maybe(link) });
const cancel = z.strictObject({ cancelLink: link, typedNumber: z.string() });
const nothing = z.strictObject({});

/** What may wait in a hold; the mails name it in the reader's words. */
export const HELD_CHANGES = ['change-email', 'add-second-address', 'reset-second-factor', 'issue-temporary-password', 'merge-accounts', 'delete-account'] as const;
/** What a second person may be asked to approve. */
export const APPROVABLE = [
  'issue-temporary-password', 'change-email', 'add-second-address', 'reset-second-factor', 'approve-registration', 'release-registration-data', 'assign-username', 'issue-pin', 'merge-accounts',
  'migrate-account', 'unfreeze', 'override',
] as const;

/** What people ask about their data (Art. 15, 16, 17 GDPR). */
export const DATA_REQUESTS = ['access', 'rectification', 'erasure'] as const;

/** What may change about how somebody at the desk signs in, and through whom. */
export const KEY_EVENTS = ['key-bound', 'key-removed', 'key-suspended', 'app-bound', 'second-factor-reset', 'enrolment-code-issued', 'password-changed'] as const;
export const KEY_CHANGED_BY = ['self', 'administrator', 'rekey'] as const;

/** The shelves of the preview in the console. */
export const MAIL_GROUPS = ['conversation', 'access', 'proof', 'registration', 'account', 'hold', 'notice', 'desk'] as const;
export type MailGroup = (typeof MAIL_GROUPS)[number];

interface Mail {
  readonly group: MailGroup;
  /** Nobody wrote it: it is marked as such and leaves with the null sender. */
  readonly automatic: boolean;
  /** Warns the holder, so it has limits of its own that other mails cannot use up (R8). */
  readonly warns?: true;
  /** One order sends it to many: it has an hour of its own, so that nobody's link waits for it, nor it for the links. */
  readonly bulk?: true;
  /** Nobody loses anything without it: not sent by itself to an address that a server called unknown. */
  readonly optional?: true;
  readonly variables: z.ZodObject;
  readonly secrets: z.ZodObject;
}

const hold = { username: z.string(), change: z.enum(HELD_CHANGES), newAddressMasked: maybe(z.string()) };

/**
 * Every mail that Rekey writes, by the name its recipient would give it: the folder in `mail-templates/`, the
 * variables that are stored, and the secrets (links, codes) that lie sealed until the mail has left.
 *
 * A variable named `expiresAt` stops the mail when that time is over; what should arrive in any case has another name.
 * Brand, signature block and ticket number are added by the renderer.
 */
export const MAIL_KINDS = {
  // conversation
  'request-received': { group: 'conversation', automatic: true, optional: true, variables: z.strictObject({ ...person, promise: z.string(), mentionsSecret: z.boolean().default(false), correctionDueAt: maybe(instant) }), secrets: z.strictObject({ statusLink: link }) },
  reply: { group: 'conversation', automatic: false, variables: z.strictObject({ text: z.string(), agentCode: z.string() }), secrets: nothing },
  /** A text of the portal (`answers` of its profile) for cases that need information only; U1, U2, U18, U29, U38, U43, U45. */
  answer: { group: 'conversation', automatic: true, optional: true, variables: z.strictObject({ ...person, text: z.string() }), secrets: z.strictObject({ statusLink: link }) },
  /** "We need something more": the questions of the playbook, answered on one short form. */
  'form-request': { group: 'conversation', automatic: true, optional: true, variables: z.strictObject({ ...person, asks: z.array(words).min(1).max(8), dueAt: maybe(instant), correctionDueAt: maybe(instant) }), secrets: z.strictObject({ link }) },
  /** There is no safe way to deliver, so others take over (R64). Whoever reads it may be anybody. */
  'request-handed-on': { group: 'conversation', automatic: true, variables: z.strictObject({ ...person }), secrets: nothing },

  // data protection (R77, R78); whoever reads it is who wrote
  'data-request-received': { group: 'conversation', automatic: true, variables: z.strictObject({ ...person, request: z.enum(DATA_REQUESTS), dueAt: instant }), secrets: nothing },
  'data-request-extended': { group: 'conversation', automatic: true, variables: z.strictObject({ ...person, request: z.enum(DATA_REQUESTS), dueAt: instant, reason: words }), secrets: nothing },
  'data-request-refused': { group: 'conversation', automatic: true, variables: z.strictObject({ ...person, request: z.enum(DATA_REQUESTS), reason: words }), secrets: nothing },
  'data-copy-ready': { group: 'conversation', automatic: true, variables: z.strictObject({ ...person, expiresAt: instant }), secrets: z.strictObject({ link }) },
  'data-erased': { group: 'conversation', automatic: true, variables: z.strictObject({ ...person, happenedAt: instant, keepsRunning: z.boolean(), keepsAccount: z.boolean() }), secrets: nothing },

  // access
  'recovery-link': { group: 'access', automatic: true, variables: z.strictObject({ ...person, username: z.string(), expiresAt: instant, ...atOnce.variables }), secrets: withCode.extend(atOnce.secrets) },
  /** `minutesAfterReveal`: how long the password works once it was seen. */
  'temporary-password': { group: 'access', automatic: true, variables: z.strictObject({ ...person, username: z.string(), expiresAt: instant, minutesAfterReveal: z.int().positive().default(60) }), secrets: askedCode },
  'tell-username': { group: 'access', automatic: true, variables: z.strictObject({ ...person, username: z.string(), ...atOnce.variables }), secrets: z.strictObject(atOnce.secrets) },
  'pin-letter': { group: 'access', automatic: true, variables: z.strictObject({ ...person, username: z.string(), area: words, usableUntil: instant }), secrets: nothing },
  'pin-area-unlocked': { group: 'access', automatic: true, variables: z.strictObject({ ...person, username: z.string(), area: words }), secrets: z.strictObject({ reportLink: link, typedNumber: z.string() }) },
  'forced-reset': { group: 'access', automatic: true, bulk: true, variables: z.strictObject({ ...person, username: z.string(), deadlineAt: maybe(instant) }), secrets: nothing },

  // proof
  'mailbox-proof': { group: 'proof', automatic: true, variables: z.strictObject({ ...person, expiresAt: instant }), secrets: askedCode },
  'second-address-proof': { group: 'proof', automatic: true, variables: z.strictObject({ ...person, expiresAt: instant }), secrets: askedCode },
  /** To whoever wrote, when the desk asks for something that is given on the status page; never asks for it by mail. */
  'proof-request': { group: 'proof', automatic: true, variables: z.strictObject({ ...person, proof: z.enum(['totp', 'recovery-code', 'home-idp', 'sms']), expiresAt: instant }), secrets: z.strictObject({ link }) },
  'voucher-request': { group: 'proof', automatic: true, variables: z.strictObject({ ...person, forName: words, expiresAt: instant }), secrets: z.strictObject({ link }) },

  // registration
  'activation-link': { group: 'registration', automatic: true, variables: z.strictObject({ ...person, username: z.string(), expiresAt: instant, ...atOnce.variables }), secrets: withCode.extend(atOnce.secrets) },
  'registration-released': { group: 'registration', automatic: true, variables: z.strictObject({ ...person, username: z.string(), formerUsername: maybe(z.string()), expiresAt: maybe(instant) }), secrets: maybeLink },
  'registration-confirmed': { group: 'registration', automatic: true, variables: z.strictObject({ ...person, username: z.string(), expiresAt: maybe(instant) }), secrets: maybeLink },
  'registration-approved': { group: 'registration', automatic: true, variables: z.strictObject({ ...person, username: z.string(), expiresAt: maybe(instant) }), secrets: maybeLink },
  'registration-refused': { group: 'registration', automatic: true, variables: z.strictObject({ ...person, reason: words }), secrets: nothing },
  'username-assigned': { group: 'registration', automatic: true, variables: z.strictObject({ ...person, username: z.string(), formerUsername: maybe(z.string()) }), secrets: nothing },
  'initial-credentials': { group: 'registration', automatic: true, variables: z.strictObject({ ...person, username: z.string(), expiresAt: instant }), secrets: askedCode },

  // account
  /** To the new address: nothing is changed before somebody there says yes. It knows no user name, since the address may be mistyped. */
  'confirm-new-address': { group: 'account', automatic: true, variables: z.strictObject({ ...person, expiresAt: instant }), secrets: askedCode },
  /** To the new address while the owner may still object. As little as in the mail before: it may be a stranger's. */
  'new-address-waits': { group: 'account', automatic: true, variables: z.strictObject({ ...person, effectiveAt: instant }), secrets: nothing },
  'address-changed': { group: 'account', automatic: true, variables: z.strictObject({ ...person, username: z.string(), expiresAt: maybe(instant) }), secrets: maybeLink },
  'confirm-second-address': { group: 'account', automatic: true, variables: z.strictObject({ ...person, expiresAt: instant }), secrets: askedCode },
  'account-migrated': { group: 'account', automatic: true, variables: z.strictObject({ ...person, username: z.string(), expiresAt: maybe(instant) }), secrets: maybeLink },
  'accounts-merged': { group: 'account', automatic: true, variables: z.strictObject({ ...person, username: z.string() }), secrets: nothing },
  'deletion-announced': { group: 'account', automatic: true, warns: true, variables: z.strictObject({ ...person, username: z.string(), effectiveAt: instant }), secrets: cancel },
  'deletion-cancelled': { group: 'account', automatic: true, warns: true, variables: z.strictObject({ ...person, username: z.string() }), secrets: nothing },
  'account-deleted': { group: 'account', automatic: true, warns: true, variables: z.strictObject({ ...person, username: z.string(), happenedAt: instant }), secrets: nothing },

  // hold: to every address on file at the start, half-way, at the end, and when it was stopped (5.6)
  'hold-started': { group: 'hold', automatic: true, warns: true, variables: z.strictObject({ ...person, ...hold, effectiveAt: instant }), secrets: cancel },
  'hold-half-time': { group: 'hold', automatic: true, warns: true, variables: z.strictObject({ ...person, ...hold, effectiveAt: instant }), secrets: cancel },
  'hold-completed': { group: 'hold', automatic: true, warns: true, variables: z.strictObject({ ...person, ...hold, happenedAt: instant, revertUntil: instant }), secrets: z.strictObject({ revertLink: link, typedNumber: z.string() }) },
  'hold-cancelled': { group: 'hold', automatic: true, warns: true, variables: z.strictObject({ ...person, ...hold, happenedAt: instant, by: z.enum(['holder', 'desk', 'sign-in']) }), secrets: nothing },
  'hold-reverted': { group: 'hold', automatic: true, warns: true, variables: z.strictObject({ ...person, ...hold, happenedAt: instant }), secrets: nothing },

  /** Something was done to your account (R8, R9, R42). `event` is one of NOTICE_EVENTS. */
  notice: {
    group: 'notice', automatic: true, warns: true,
    variables: z.strictObject({ ...person, username: z.string(), event: z.string(), happenedAt: instant, actor: z.enum(['requester', 'agent', 'rekey']) }),
    secrets: z.strictObject({ reportLink: link, typedNumber: z.string() }),
  },

  // desk
  'approval-requested': { group: 'desk', automatic: true, variables: z.strictObject({ ...person, action: z.enum(APPROVABLE), askedBy: z.string(), dueAt: instant }), secrets: z.strictObject({ link }) },
  /** To somebody at the desk: a key, the app, a code for binding one, or the password of theirs (R68). Nothing can be done from it: the mailbox may be in the same wrong hands. */
  'sign-in-key-changed': {
    group: 'desk', automatic: true, warns: true,
    variables: z.strictObject({ ...person, event: z.enum(KEY_EVENTS), keyName: maybe(z.string()), happenedAt: instant, by: z.enum(KEY_CHANGED_BY) }), secrets: nothing,
  },
} as const satisfies Record<string, Mail>;

export type MailKind = keyof typeof MAIL_KINDS;
export type MailVariables<Kind extends MailKind> = z.input<(typeof MAIL_KINDS)[Kind]['variables']>;
export type MailSecrets<Kind extends MailKind> = z.input<(typeof MAIL_KINDS)[Kind]['secrets']>;

export const NOTICE_EVENTS = [
  'case-opened', 'password-set', 'temporary-password-issued', 'account-unlocked', 'account-activated', 'account-frozen', 'account-unfrozen', 'email-changed',
  'second-address-added', 'second-factor-reset', 'pin-issued', 'pin-area-unlocked', 'username-changed', 'profile-changed', 'registration-changed', 'account-migrated', 'accounts-merged',
  'account-deleted', 'recovery-code-used', 'recovery-code-replaced', 'voucher-answered', 'data-copy-ready', 'mails-paused',
] as const;

/** Whether a mail warns the holder (limits of its own). */
export function warns(kind: MailKind): boolean {
  const mail: Mail = MAIL_KINDS[kind];
  return mail.warns === true;
}

/** The kinds that do. */
export const WARNING = (Object.keys(MAIL_KINDS) as MailKind[]).filter(warns);

/** The kinds that say all they have to say without a link, code or number; the page of the request may stand in them. */
export const WITHOUT_SECRETS = (Object.keys(MAIL_KINDS) as MailKind[]).filter((kind) => Object.entries(MAIL_KINDS[kind].secrets.shape).every(([name, schema]) => (name === 'statusLink' || name === 'quietLink') && schema.safeParse(null).success));

type WarningKind = { [Kind in MailKind]: (typeof MAIL_KINDS)[Kind] extends { readonly warns: true } ? Kind : never }[MailKind];

/**
 * How each warning says that one may object: by which button, until when, and who of its readers need do nothing. By kind,
 * since the same name means something else in another mail: `when` is the deadline of a hold that runs, and the past of one that ended.
 */
const SAYS_HOW_TO_OBJECT: Readonly<Record<WarningKind, readonly string[]>> = {
  'deletion-announced': ['preview', 'when', 'until', 'button', 'nothing'],
  'deletion-cancelled': ['notYou'],
  'account-deleted': ['notYou'],
  'hold-started': ['preview', 'when', 'hold', 'notYou', 'button', 'wasYou'],
  'hold-half-time': ['preview', 'when', 'notYou', 'button', 'wasYou'],
  'hold-completed': ['preview', 'notYou', 'button', 'wasYou'],
  'hold-cancelled': ['next', 'nothing'],
  'hold-reverted': ['next'],
  notice: ['preview', 'wasYou', 'notYou', 'button'],
  'sign-in-key-changed': ['preview', 'next', 'notYou', 'safe'],
};

/** What the frame says about codes, numbers, addresses and passwords: whoever words one of these words it in every mail. */
const SAYS_HOW_TO_PROVE: readonly string[] = ['neverAsk', 'linkAsText', 'codeAsked', 'numberAsked', 'codePage', 'codeElsewhere', 'codeSecret', 'stopMails'];

/**
 * Sentences that no portal words: what the frame says about codes and passwords, and in a mail that warns its holder, those that say how to object. No rule about words could
 * tell "was it not you?" from "this is routine, do nothing", and whoever takes an account by the desk would want just
 * these sentences to sleep. All others, those about what happened among them, stand beside them in the portal's words.
 */
export function fixedIn(kind: WordedKind): readonly string[] {
  if (kind === 'frame') return SAYS_HOW_TO_PROVE;
  return Object.hasOwn(SAYS_HOW_TO_OBJECT, kind) ? SAYS_HOW_TO_OBJECT[kind as WarningKind] : [];
}

/** The kinds that one order sends to many. */
export const TO_MANY = (Object.keys(MAIL_KINDS) as MailKind[]).filter((kind) => (MAIL_KINDS[kind] as Mail).bulk === true);

/** Whether it can be left out where nobody is there to read it. What an agent has a hand in carries their code, and is none of these. */
export function isOptional(kind: MailKind, variables: Readonly<Record<string, unknown>>): boolean {
  const mail: Mail = MAIL_KINDS[kind];
  return mail.optional === true && !namesAgent(variables);
}

/** The kinds that can be left out. */
export const OPTIONAL: readonly MailKind[] = (Object.keys(MAIL_KINDS) as MailKind[]).filter((kind) => isOptional(kind, {}));

/** Whether it carries the code of an agent who had a hand in it. */
export function namesAgent(variables: Readonly<Record<string, unknown>>): boolean {
  return (variables['agentCode'] ?? null) !== null;
}

/** Kinds that only say how it goes: nobody is stuck without them. */
const SAY_HOW_IT_GOES: readonly MailKind[] = ['request-received', 'data-request-received'];

/** Whether whoever it goes to waits for what is in it (an answer, a link, a question), so that somebody has to reach them another way when it fails for good. Warnings go to every address on file. */
export function isWaitedFor(kind: MailKind): boolean {
  return !warns(kind) && MAIL_KINDS[kind].group !== 'desk' && !SAY_HOW_IT_GOES.includes(kind);
}

/** The kinds that answer somebody, see `isWaitedFor`. */
export const WAITED_FOR: readonly MailKind[] = (Object.keys(MAIL_KINDS) as MailKind[]).filter((kind) => isWaitedFor(kind));

/** What a portal may put into its own words: a mail, or the frame around all of them. */
export type WordedKind = MailKind | 'frame';
export const WORDED_KINDS: readonly WordedKind[] = ['frame', ...(Object.keys(MAIL_KINDS) as MailKind[])];

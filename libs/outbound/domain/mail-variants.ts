import { z } from 'zod';
import { MAIL_KINDS, NOTICE_EVENTS, type MailKind } from './mail-kinds.js';

/** Another mail of the same kind as its template allows it: what differs from its made-up contents. */
export interface MailVariant {
  /** Unique within its kind, `about.value`: `event.account-frozen`, `link.without`. */
  readonly key: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Null: this one has no such link. */
  readonly secrets: Readonly<Record<string, string | null>>;
}

/** The contents that a kind is shown with by itself. */
export interface SampleContents {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
}

type Contents = Pick<MailVariant, 'variables' | 'secrets'>;

/** Made-up contents where the sample has none. */
const FILLED: Readonly<Record<string, unknown>> = { salutationName: 'Mara Lindqvist', agentCode: 'ro' };
/** The next step, where there is one: all of it or nothing. */
const NEXT_STEP = ['link', 'code', 'codePage'];
/** Holds that are about an address; no other one names it. */
const ABOUT_ADDRESS = ['change-email', 'add-second-address'];
/** There or not by what the mail is about, never by itself. */
const GOES_WITH_A_CHOICE = ['newAddressMasked', 'keyName'];
/** What the holder does on our pages themselves; everything else is done for them. */
const BY_HOLDER = ['password-set', 'account-activated', 'recovery-code-used', 'recovery-code-replaced', 'voucher-answered', 'pin-area-unlocked'];
/** Something that all three do. */
const BY_ANYBODY = 'account-frozen';

/**
 * Every form that the template of a kind allows, one difference to its sample at a time: with and without a name, with and without the next step, each
 * event, each change. What belongs together goes together: no code without its link, no address in a hold that is about none. Not all of them are sent:
 * who sends a kind may never have an agent's code or a link for it. Whoever words a mail must have seen what it would say then.
 */
export function variantsOf(kind: MailKind, sample: SampleContents): readonly MailVariant[] {
  const { variables, secrets } = MAIL_KINDS[kind];
  const shape = variables.shape as Readonly<Record<string, z.ZodType>>;
  const hasNextStep = NEXT_STEP.every((name) => name in secrets.shape && takesNull((secrets.shape as Record<string, z.ZodType>)[name]!));
  const found = Object.entries(shape).flatMap(([name, schema]): MailVariant[] => {
    if (name === 'standsIn') return [...withAndWithout('status', { variables: { standsIn: true }, secrets: {} }, { variables: { standsIn: false, mentionsSecret: false }, secrets: { statusLink: null } })];
    if (name === 'fromOutside') return [...withAndWithout('stop', { variables: { fromOutside: true }, secrets: {} }, { variables: { fromOutside: false }, secrets: { quietLink: null } })];
    const options = optionsOf(kind, name, schema);
    if (options) return options.map((value) => ({ key: `${name}.${value}`, ...about(kind, name, value) }));
    if (isBoolean(schema)) return withAndWithout(name, { variables: { [name]: true }, secrets: {} }, { variables: { [name]: false }, secrets: {} });
    if (!takesNull(schema) || GOES_WITH_A_CHOICE.includes(name) || (hasNextStep && name === 'expiresAt')) return [];
    return withAndWithout(name, { variables: { [name]: sample.variables[name] ?? FILLED[name] }, secrets: {} }, { variables: { [name]: null }, secrets: {} });
  });
  const step = hasNextStep ? withAndWithout('link', { variables: {}, secrets: {} }, { variables: { expiresAt: null }, secrets: { link: null, code: null, codePage: null } }) : [];
  return once([...found, ...step], sample);
}

/** Without what is as the sample, or as another one. */
function once(variants: readonly MailVariant[], sample: SampleContents): MailVariant[] {
  const contentsOf = ({ variables, secrets }: Contents): string => JSON.stringify(Object.entries({ salutationName: null, agentCode: null, ...sample.variables, ...variables, ...sample.secrets, ...secrets }).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  const seen = new Set([contentsOf({ variables: {}, secrets: {} })]);
  return variants.filter((variant) => seen.size < seen.add(contentsOf(variant)).size);
}

function withAndWithout(name: string, with_: Contents, without: Contents): MailVariant[] {
  return [{ key: `${name}.with`, ...with_ }, { key: `${name}.without`, ...without }];
}

function optionsOf(kind: MailKind, name: string, schema: z.ZodType): readonly string[] | undefined {
  if (kind === 'notice' && name === 'event') return NOTICE_EVENTS;
  return schema instanceof z.ZodEnum ? (schema.options as string[]) : undefined;
}

/** What goes with a choice, so that the mail says nothing that no real one does. */
function about(kind: MailKind, name: string, value: string): Contents {
  const more = name === 'change' && !ABOUT_ADDRESS.includes(value) ? { newAddressMasked: null }
    : name === 'event' && kind === 'notice' ? { actor: BY_HOLDER.includes(value) ? 'requester' : 'agent' }
      : name === 'event' && !value.startsWith('key-') ? { keyName: null, ...(value === 'enrolment-code-issued' || value === 'second-factor-reset' ? { by: 'administrator', agentCode: 'ro' } : {}) }
        : name === 'event' && value === 'key-suspended' ? { by: 'rekey' }
          : name === 'actor' ? { event: BY_ANYBODY } : name === 'by' && value === 'administrator' ? { agentCode: 'ro' } : name === 'by' && value === 'rekey' ? { event: 'key-suspended' } : {};
  return { variables: { [name]: value, ...more }, secrets: {} };
}

function takesNull(schema: z.ZodType): boolean {
  return schema.safeParse(null).success;
}

function isBoolean(schema: z.ZodType): boolean {
  return [true, false].every((value) => schema.safeParse(value).success);
}

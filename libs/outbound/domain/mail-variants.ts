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

/** What no mail of a kind ever says, although its template allows it: whoever queues it leaves it out. Only what differs between who may read it is here. */
interface NeverThere {
  /** Nobody is greeted by name: its reader may be a stranger. */
  readonly name?: true;
  /** No agent stands behind it by their code. */
  readonly agentCode?: true;
  /** Never with the next step; or never without it. */
  readonly link?: 'with' | 'without';
}

/** By kind; what is not here is sent in every form. Specs compare it with what was queued (`test/support/as-shown.ts`). */
const NEVER_THERE: Partial<Record<MailKind, NeverThere>> = {
  'request-received': { name: true, agentCode: true }, answer: { name: true, agentCode: true }, 'form-request': { name: true, agentCode: true }, 'request-handed-on': { name: true },
  'data-request-received': { name: true, agentCode: true }, 'data-request-extended': { name: true }, 'data-request-refused': { name: true }, 'data-copy-ready': { name: true, agentCode: true }, 'data-erased': { name: true, agentCode: true },
  'forced-reset': { agentCode: true }, 'mailbox-proof': { agentCode: true }, 'second-address-proof': { agentCode: true }, 'proof-request': { name: true },
  'registration-released': { link: 'without' }, 'registration-confirmed': { link: 'with' }, 'address-changed': { link: 'with' }, 'account-migrated': { link: 'with' },
  'confirm-new-address': { name: true }, 'confirm-second-address': { name: true }, 'new-address-waits': { name: true, agentCode: true },
  'deletion-announced': { agentCode: true }, 'deletion-cancelled': { agentCode: true }, 'account-deleted': { agentCode: true },
  'hold-started': { agentCode: true }, 'hold-half-time': { agentCode: true }, 'hold-completed': { agentCode: true }, 'hold-cancelled': { agentCode: true }, 'hold-reverted': { agentCode: true },
  notice: { agentCode: true }, 'approval-requested': { agentCode: true },
};

export function neverThere(kind: MailKind): NeverThere {
  return NEVER_THERE[kind] ?? {};
}

/** Made-up contents without what no mail of this kind ever says. */
export function asSent<Sample extends SampleContents>(kind: MailKind, sample: Sample): Pick<MailVariant, 'variables' | 'secrets'> {
  const { name, agentCode, link } = neverThere(kind);
  return {
    // Nobody at the desk starts what answers at once.
    variables: { ...sample.variables, ...(name && { salutationName: null }), ...((agentCode ?? sample.variables['standsIn'] === true) && { agentCode: null }), ...(link === 'with' && { expiresAt: null }) },
    secrets: { ...sample.secrets, ...(link === 'with' && WITHOUT_STEP) },
  };
}

/** The contents that a kind is shown with by itself. */
export interface SampleContents {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string | null>>;
}

type Contents = Pick<MailVariant, 'variables' | 'secrets'>;

/** Made-up contents where the sample has none. */
const FILLED: Readonly<Record<string, unknown>> = { salutationName: 'Mara Lindqvist', agentCode: 'ro' };
/** The next step, where there is one: all of it or nothing. */
const NEXT_STEP = ['link', 'code', 'codePage'];
/** Asked for on a page: not instead of an acknowledgement. */
const FROM_PAGE: Contents = { variables: { standsIn: false, mentionsSecret: false }, secrets: { statusLink: null } };
/** Nor by somebody from outside, who could be stopped. */
const BY_DESK: Contents = { variables: { ...FROM_PAGE.variables, fromOutside: false }, secrets: { ...FROM_PAGE.secrets, quietLink: null } };
const WITHOUT_STEP = { link: null, code: null, codePage: null };
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
 * event, each change; without what is never there. What belongs together goes together: no code without its link, no address in a hold that is about none.
 */
export function variantsOf(kind: MailKind, sample: SampleContents): readonly MailVariant[] {
  const { variables, secrets } = MAIL_KINDS[kind];
  const shape = variables.shape as Readonly<Record<string, z.ZodType>>;
  const hasNextStep = NEXT_STEP.every((name) => name in secrets.shape && takesNull((secrets.shape as Record<string, z.ZodType>)[name]!));
  const found = Object.entries(shape).flatMap(([name, schema]): MailVariant[] => {
    if (name === 'standsIn') return [...withAndWithout('status', { variables: { standsIn: true, agentCode: null }, secrets: {} }, FROM_PAGE)];
    if (name === 'fromOutside') return [...withAndWithout('stop', { variables: { fromOutside: true }, secrets: {} }, BY_DESK)];
    if (name === 'agentCode' && 'standsIn' in shape) return [{ key: 'agentCode.with', variables: { ...BY_DESK.variables, agentCode: 'ro' }, secrets: BY_DESK.secrets }];
    const options = optionsOf(kind, name, schema);
    if (options) return options.map((value) => ({ key: `${name}.${value}`, ...about(kind, name, value) }));
    if (isBoolean(schema)) return withAndWithout(name, { variables: { [name]: true }, secrets: {} }, { variables: { [name]: false }, secrets: {} });
    if (!takesNull(schema) || GOES_WITH_A_CHOICE.includes(name) || (hasNextStep && name === 'expiresAt')) return [];
    return withAndWithout(name, { variables: { [name]: sample.variables[name] ?? FILLED[name] }, secrets: {} }, { variables: { [name]: null }, secrets: {} });
  });
  const step = hasNextStep ? withAndWithout('link', { variables: {}, secrets: {} }, { variables: { expiresAt: null }, secrets: WITHOUT_STEP }) : [];
  return once([...found, ...step].filter(({ key }) => !isNeverSent(kind, key)), sample);
}

function isNeverSent(kind: MailKind, key: string): boolean {
  const { name, agentCode, link } = neverThere(kind);
  return (name === true && key === 'salutationName.with') || (agentCode === true && key === 'agentCode.with') || (link !== undefined && key === `link.${link}`);
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

import { Injectable } from '@nestjs/common';
import { LOCALES, type Actor, type Locale } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { mistake, type MailsKeeper, type Mistake, type OwnMails } from '#portals';
import { fixedIn, WORDED_KINDS, type WordedKind } from '../domain/mail-kinds.js';
import { judgeWording, longestFor, type WordingFinding } from '../render/judge-wording.js';
import { prepareTemplates } from '../render/templates.js';
import { currentWordings } from '../store/wordings.queries.js';
import { isSame, ownWords, SaveWording } from './save-wording.js';
import { shippedWords, Wordings } from './wordings.js';

interface Worded {
  readonly kind: WordedKind;
  readonly locale: Locale;
  readonly words: Readonly<Record<string, string>>;
}

/** The mails in the portal's own words, as they stand in its file beside the profile. They are judged as in the console. */
@Injectable()
export class MailsOfPortal implements MailsKeeper {
  constructor(private readonly database: Database, private readonly saving: SaveWording, private readonly wordings: Wordings) {}

  /** What mails use now; a sentence that a new release left behind is not among it. */
  async of(portalKey: string): Promise<OwnMails> {
    await prepareTemplates();
    const now = await this.database.read((em) => currentlyOf(em, portalKey));
    const mails: OwnMails = {};
    for (const { kind, locale, words } of now.toSorted((one, other) => one.kind.localeCompare(other.kind) || one.locale.localeCompare(other.locale))) {
      const { fitting } = judgeWording(shippedWords(kind, locale), words, locale, fixedIn(kind));
      if (Object.keys(fitting).length > 0) mails[kind] = { ...mails[kind], [locale]: fitting };
    }
    return mails;
  }

  judge(mails: OwnMails): ReturnType<typeof problemsOfMails> {
    return problemsOfMails(mails);
  }

  async changes(em: EntityManager, portalKey: string, mails: OwnMails): Promise<string[]> {
    await prepareTemplates();
    return (await changed(em, portalKey, mails)).map(({ kind, locale }) => `mails.${kind}.${locale}`);
  }

  async within(tx: EntityManager, portalKey: string, mails: OwnMails, actor: Actor, now: Date): Promise<void> {
    await prepareTemplates();
    const agentId = actor.kind === 'agent' ? (actor.id ?? null) : null;
    for (const { kind, locale, words } of await changed(tx, portalKey, mails)) await this.saving.within(tx, { portalKey, kind, locale, words, agentId, actor, now });
  }

  forget(portalKey: string): void {
    this.wordings.forget(portalKey);
  }
}

/** Why these mails cannot be said like this, each with where it stands; needs no database. */
export async function problemsOfMails(mails: OwnMails): Promise<(Mistake & { readonly path: readonly string[] })[]> {
  await prepareTemplates();
  const unknown = Object.keys(mails).filter((kind) => !isWorded(kind)).map((kind) => ({ path: [kind], ...mistake('no-mail', kind) }));
  const unfit = wordedIn(mails).flatMap(({ kind, locale, words }) => judgeWording(shippedWords(kind, locale), words, locale, fixedIn(kind)).problems.map((finding) => ({ path: [kind, locale, finding.key], code: `mail-${finding.code}`, values: [finding.what], message: inWords(finding) })));
  return [...unknown, ...unfit];
}

/** What has to be said anew, in one order, so that two who bring in the same wait for each other; none of its own: as shipped. */
async function changed(em: EntityManager, portalKey: string, mails: OwnMails): Promise<Worded[]> {
  const present = new Map((await currentlyOf(em, portalKey)).map((one) => [`${one.kind} ${one.locale}`, one.words]));
  return WORDED_KINDS.flatMap((kind) => LOCALES.map((locale) => ({ kind, locale, words: ownWords(kind, locale, mails[kind]?.[locale] ?? {}) })))
    .filter(({ kind, locale, words }) => !isSame(present.get(`${kind} ${locale}`) ?? {}, words));
}

async function currentlyOf(em: EntityManager, portalKey: string): Promise<Worded[]> {
  return (await currentWordings(em, portalKey)).filter(({ kind }) => isWorded(kind));
}

/** The portal's own sentences in the file, without what is the shipped text anyway. */
function wordedIn(mails: OwnMails): Worded[] {
  return WORDED_KINDS.flatMap((kind) => LOCALES.flatMap((locale) => (mails[kind]?.[locale] ? [{ kind, locale, words: ownWords(kind, locale, mails[kind][locale]) }] : [])));
}

function isWorded(kind: string): kind is WordedKind {
  return WORDED_KINDS.some((one) => one === kind);
}

/** For people who look at the file. */
function inWords({ key, code, what }: WordingFinding): string {
  switch (code) {
    case 'unknown-sentence': return `this mail has no sentence "${key}"`;
    case 'not-a-message': return 'is no message: a brace is open or one too many';
    case 'empty': return 'is empty: leave it out for the shipped text';
    case 'too-long': return `is too long: ${longestFor(key)} characters fit`;
    case 'several-lines': return 'is one line, without invisible characters';
    case 'variable-lost': return `lost {${what}}, which the shipped sentence says`;
    case 'variable-unknown': return `names {${what}}, which this sentence does not know`;
    case 'choice-lost': return `lost the choice "${what}" of the shipped sentence`;
    case 'format-unknown': return `has the format "${what}", which the shipped sentence does not have`;
    case 'link': return `has a link (${what}): links stand in the template, where they are ours`;
    case 'markup': return `has markup (${what}): a sentence is plain text`;
    case 'always-as-shipped': return 'warns people, or says how codes and passwords are used: it always stays as shipped, leave it out';
    case 'phone': return `has a phone number, which stands in the office block only: "${what}"`;
    case 'asks-for-secret': return `asks for a secret: "${what}"`;
    case 'long-sentence': case 'hard-word': return `could be easier: ${what}`;
  }
}

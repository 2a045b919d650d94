import { Injectable } from '@nestjs/common';
import { Clock, type Locale } from '#kernel';
import { Database } from '#persistence';
import { fixedIn, warns, WORDED_KINDS, type MailKind, type WordedKind } from '../domain/mail-kinds.js';
import { judgeWording, type JudgedWording } from '../render/judge-wording.js';
import { frame, prepareTemplates, templateOf } from '../render/templates.js';
import { currentWordings, wordingHistory } from '../store/wordings.queries.js';
import type { Wording } from '../store/wording.entity.js';

/** How one mail is worded in one language. */
export interface WordingDetail {
  readonly kind: WordedKind;
  readonly locale: Locale;
  /** 0: as shipped. */
  readonly version: number;
  readonly shipped: Readonly<Record<string, string>>;
  readonly own: Readonly<Record<string, string>>;
  /** Of what is stored: a new release may have changed a sentence, and then ours no longer fits. */
  readonly judged: JudgedWording;
  /** Newest first. */
  readonly history: readonly { readonly version: number; readonly at: Date; readonly agentId: string | null; readonly changed: number }[];
}

type Words = Readonly<Record<string, string>>;
/** So old the words of a mail may be when it is written. */
export const FRESH_MS = 5_000;

/** What the portals say in their own words. */
@Injectable()
export class Wordings {
  readonly #known = new Map<string, { readonly readAtMs: number; readonly byMail: ReadonlyMap<string, Words>; readonly joined: Map<string, Words> }>();

  constructor(private readonly database: Database, private readonly clock: Clock) {}

  /**
   * A portal's own sentences for a mail: those that fit, since a mail must never fail because of one that no longer does.
   * A warning has the shipped frame: a greeting that says "this is a drill" would put all of it to sleep.
   * Every mail asks, so the answer is up to five seconds old.
   */
  async wordsFor(portalKey: string, kind: MailKind, locale: Locale): Promise<Words> {
    const nowMs = this.clock.now().getTime();
    let known = this.#known.get(portalKey);
    if (!known || Math.abs(nowMs - known.readAtMs) >= FRESH_MS) {
      const rows = await this.database.read((em) => currentWordings(em, portalKey));
      known = { readAtMs: nowMs, byMail: new Map(rows.map((row) => [`${row.kind} ${row.locale}`, fittingOf(row)])), joined: new Map() };
      this.#known.set(portalKey, known);
    }
    const mail = `${kind} ${locale}`;
    const joined = known.joined.get(mail) ?? { ...(warns(kind) ? {} : known.byMail.get(`frame ${locale}`)), ...known.byMail.get(mail) };
    known.joined.set(mail, joined);
    return joined;
  }

  /** The same as they were at a moment before, and as far as they fit what is shipped today. */
  async wordsAt(portalKey: string, kind: MailKind, locale: Locale, at: Date): Promise<Words> {
    const rows = (await this.database.read((em) => currentWordings(em, portalKey, at))).filter((row) => row.locale === locale);
    const of = (wanted: WordedKind): Words => rows.filter((row) => row.kind === wanted).reduce((words, row) => ({ ...words, ...fittingOf(row) }), {});
    return { ...(warns(kind) ? {} : of('frame')), ...of(kind) };
  }

  /** A change is seen here at once, and elsewhere within seconds. */
  forget(portalKey: string): void {
    this.#known.delete(portalKey);
  }

  /** What differs from the shipped text in a portal. */
  async list(portalKey: string): Promise<{ kind: WordedKind; locale: Locale; version: number; changed: number; changedAt: Date }[]> {
    const rows = await this.database.read((em) => currentWordings(em, portalKey));
    return rows.filter(({ kind }) => WORDED_KINDS.includes(kind)).map(({ kind, locale, version, words, createdAt }) => ({ kind, locale, version, changed: Object.keys(words).length, changedAt: createdAt }));
  }

  async get(portalKey: string, kind: WordedKind, locale: Locale): Promise<WordingDetail> {
    await prepareTemplates();
    const history = await this.database.read((em) => wordingHistory(em, portalKey, kind, locale));
    const own = history[0]?.words ?? {};
    const shipped = shippedWords(kind, locale);
    return {
      kind, locale, version: history[0]?.version ?? 0, shipped, own, judged: judgeWording(shipped, own, locale, fixedIn(kind)),
      history: history.map(({ version, createdAt, agentId, words }) => ({ version, at: createdAt, agentId: agentId ?? null, changed: Object.keys(words).length })),
    };
  }
}

/** `prepareTemplates` first. */
export function shippedWords(kind: WordedKind, locale: Locale): Words {
  return (kind === 'frame' ? frame() : templateOf(kind)).strings[locale];
}

function fittingOf({ kind, locale, words }: Wording): Words {
  // A kind that an earlier release had.
  return WORDED_KINDS.includes(kind) ? judgeWording(shippedWords(kind, locale), words, locale, fixedIn(kind)).fitting : {};
}

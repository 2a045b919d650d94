import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, newId, refuse, type Actor, type Locale, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { fixedIn, type WordedKind } from '../domain/mail-kinds.js';
import { judgeWording } from '../render/judge-wording.js';
import { prepareTemplates } from '../render/templates.js';
import { Wording } from '../store/wording.entity.js';
import { lockWording, wordingHistory } from '../store/wordings.queries.js';
import { shippedWords, Wordings } from './wordings.js';

export interface SaveWordingCommand {
  readonly portalKey: string;
  readonly kind: WordedKind;
  readonly locale: Locale;
  /** The sentences in the portal's own words; what equals the shipped text is left out, and none at all means: back to the shipped text. */
  readonly words: Readonly<Record<string, string>>;
  /** The version that was read; another one in between is a conflict. */
  readonly version: number;
  readonly agentId: string | null;
  readonly actor: Actor;
}

type WordsToKeep = Omit<SaveWordingCommand, 'version'> & { readonly version?: number; readonly now: Date };

/** Puts one mail of a portal into other words, from the next mail on. */
@Injectable()
export class SaveWording {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly wordings: Wordings, private readonly clock: Clock) {}

  /** Refusals: `outbound.wording-changed-meanwhile`, `outbound.wording-unfit` (`missing` says `sentence code what`). The same words twice change nothing. */
  async run(command: SaveWordingCommand): Promise<{ readonly allowed: true; readonly version: number } | Refusal> {
    await prepareTemplates();
    const { portalKey, kind, locale } = command;
    const words = ownWords(kind, locale, command.words);
    const { problems } = judgeWording(shippedWords(kind, locale), words, locale, fixedIn(kind));
    if (problems.length > 0) return refuse('outbound.wording-unfit', { missing: problems.slice(0, 20).map(({ key, code, what }) => `${key} ${code} ${what}`.trim()) });
    const saved = await this.database.transaction((tx) => this.within(tx, { ...command, words, now: this.clock.now() }));
    this.wordings.forget(portalKey);
    return saved;
  }

  /** The same in the transaction of somebody who made sure that the words fit and are the portal's own (`ownWords`); without a version whatever is there is replaced. */
  async within(tx: EntityManager, { portalKey, kind, locale, words, version: read, agentId, actor, now }: WordsToKeep): Promise<{ readonly allowed: true; readonly version: number } | Refusal> {
    await lockWording(tx, portalKey, kind, locale);
    const [latest] = await wordingHistory(tx, portalKey, kind, locale);
    const version = latest?.version ?? 0;
    if (isSame(latest?.words ?? {}, words)) return { allowed: true, version };
    if (read !== undefined && version !== read) return refuse('outbound.wording-changed-meanwhile');
    tx.persist(tx.create(Wording, { id: newId(now.getTime()), createdAt: now, portalKey, kind, locale, version: version + 1, words, agentId }));
    await tx.flush();
    const sentences = Object.keys(words).sort();
    await this.audit.record(tx, { portalKey, verb: sentences.length === 0 ? 'wording.reset' : 'wording.saved', actor, outcome: 'done', now, detail: { kind, locale, version: version + 1, sentences } });
    return { allowed: true, version: version + 1 };
  }
}

/** What of these words is not the shipped text anyway. `prepareTemplates` first. */
export function ownWords(kind: WordedKind, locale: Locale, words: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const shipped = shippedWords(kind, locale);
  return Object.fromEntries(Object.entries(words).map(([key, text]) => [key, text.trim().normalize('NFC')] as const).filter(([key, text]) => text !== shipped[key]));
}

export function isSame(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  return Object.keys(one).length === Object.keys(other).length && Object.entries(one).every(([key, text]) => other[key] === text);
}

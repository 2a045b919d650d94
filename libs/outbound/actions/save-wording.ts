import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, newId, refuse, type Actor, type Locale, type Refusal } from '#kernel';
import { Database } from '#persistence';
import type { WordedKind } from '../domain/mail-kinds.js';
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

/** Puts one mail of a portal into other words, from the next mail on. */
@Injectable()
export class SaveWording {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly wordings: Wordings, private readonly clock: Clock) {}

  /** Refusals: `outbound.wording-changed-meanwhile`, `outbound.wording-unfit` (`missing` says `sentence code what`). The same words twice change nothing. */
  async run(command: SaveWordingCommand): Promise<{ readonly allowed: true; readonly version: number } | Refusal> {
    await prepareTemplates();
    const { portalKey, kind, locale } = command;
    const shipped = shippedWords(kind, locale);
    const given = Object.entries(command.words).map(([key, text]) => [key, text.trim().normalize('NFC')] as const).filter(([key, text]) => text !== shipped[key]);
    const words = Object.fromEntries(given);
    const { problems } = judgeWording(shipped, words, locale);
    if (problems.length > 0) return refuse('outbound.wording-unfit', { missing: problems.slice(0, 20).map(({ key, code, what }) => `${key} ${code} ${what}`.trim()) });
    const saved = await this.database.transaction(async (tx) => {
      await lockWording(tx, portalKey, kind, locale);
      const [latest] = await wordingHistory(tx, portalKey, kind, locale);
      const version = latest?.version ?? 0;
      if (isSame(latest?.words ?? {}, words)) return { allowed: true as const, version };
      if (version !== command.version) return refuse('outbound.wording-changed-meanwhile');
      const now = this.clock.now();
      tx.persist(tx.create(Wording, { id: newId(now.getTime()), createdAt: now, portalKey, kind, locale, version: version + 1, words, agentId: command.agentId }));
      await tx.flush();
      await this.audit.record(tx, {
        portalKey, verb: given.length === 0 ? 'wording.reset' : 'wording.saved', actor: command.actor, outcome: 'done', now,
        detail: { kind, locale, version: version + 1, sentences: given.map(([key]) => key).sort() },
      });
      return { allowed: true as const, version: version + 1 };
    });
    this.wordings.forget(portalKey);
    return saved;
  }
}

function isSame(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  return Object.keys(one).length === Object.keys(other).length && Object.entries(one).every(([key, text]) => other[key] === text);
}

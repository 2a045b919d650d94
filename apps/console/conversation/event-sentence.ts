import type { TimelineEvent } from '#contracts';
import type { Texts } from '../texts/de.js';
import { wordFor } from '../texts/language.js';
import { reasonInWords } from './reason.js';

/** Names that only other lists know: agents by id, queues by key. */
export interface NamesFor {
  readonly agent: (id: string) => string | undefined;
  readonly queue: (key: string) => string | undefined;
}

/** One line of the timeline. An unknown verb is shown as it came, never hidden. */
export function eventInWords(event: Pick<TimelineEvent, 'verb' | 'actorKind' | 'actorName' | 'detail'>, t: Texts, names: NamesFor): string {
  const who = event.actorName ?? wordFor(t.words.actorKinds, event.actorKind);
  const sentence = Object.hasOwn(t.events.sentences, event.verb) ? t.events.sentences[event.verb] : undefined;
  if (!sentence) return t.events.unknown(who, wordFor(t.events.verbs, event.verb));
  return sentence({ who, detail: (name) => valueInWords(event.detail[name], name, t, names) });
}

function valueInWords(value: unknown, name: string, t: Texts, names: NamesFor): string {
  if (value === null || value === undefined) return '';
  // Several machine reasons can be one in words.
  if (Array.isArray(value)) return [...new Set(value.map((one) => valueInWords(one, name, t, names)))].join(name === 'because' ? ' · ' : ', ');
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return '';
  const word = String(value);
  if (name === 'because') return reasonInWords(word, t);
  const { ticketStates, caseTypes, priorities, evidenceKinds, actions, grantPurposes, mailKinds, noticeEvents, authenticity, mailFailures } = t.words;
  for (const table of [ticketStates, caseTypes, priorities, evidenceKinds, actions, grantPurposes, mailKinds, noticeEvents, authenticity, mailFailures] as Readonly<Record<string, string>>[]) {
    if (Object.hasOwn(table, word)) return table[word]!;
  }
  return names.agent(word) ?? names.queue(word) ?? word;
}

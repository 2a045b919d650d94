import type { Message, TimelineEvent } from '#contracts';
import type { z } from 'zod';

export type MessageView = z.output<typeof Message>;

export type Entry =
  | { readonly kind: 'message'; readonly message: MessageView }
  | { readonly kind: 'events'; readonly events: readonly TimelineEvent[] };

/** Events that a message on screen tells already. */
const TOLD_BY_MESSAGES: ReadonlySet<string> = new Set(['message.received', 'reply.written', 'note.written', 'message.machine-attached']);

/** Messages and events in the order of time; neighbouring events in one bundle. A message comes before an event of the same instant. */
export function interleave(messages: readonly MessageView[], timeline: readonly TimelineEvent[]): readonly Entry[] {
  const lines = [
    ...messages.map((message) => ({ at: Date.parse(message.createdAt), rank: 0, message, event: undefined })),
    ...timeline.filter(({ verb }) => !TOLD_BY_MESSAGES.has(verb)).map((event) => ({ at: Date.parse(event.at), rank: 1, message: undefined, event })),
  ].toSorted((one, other) => one.at - other.at || one.rank - other.rank);

  const entries: Entry[] = [];
  for (const { message, event } of lines) {
    const last = entries.at(-1);
    if (message) entries.push({ kind: 'message', message });
    else if (event && last?.kind === 'events') entries[entries.length - 1] = { kind: 'events', events: [...last.events, event] };
    else if (event) entries.push({ kind: 'events', events: [event] });
  }
  return entries;
}

/** A long conversation shows its beginning and its end; what lies between is one click away. */
const LONG = 7;
const TAIL = 4;

export function condense<Item>(items: readonly Item[]): { readonly head: readonly Item[]; readonly hidden: readonly Item[]; readonly tail: readonly Item[] } {
  if (items.length <= LONG) return { head: items, hidden: [], tail: [] };
  return { head: items.slice(0, 1), hidden: items.slice(1, -TAIL), tail: items.slice(-TAIL) };
}

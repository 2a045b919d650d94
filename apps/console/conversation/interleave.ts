import type { Message, TicketMail, TimelineEvent } from '#contracts';
import type { z } from 'zod';

export type MessageView = z.output<typeof Message>;

export type Entry =
  | { readonly kind: 'message'; readonly message: MessageView }
  | { readonly kind: 'mails'; readonly mails: readonly TicketMail[] }
  | { readonly kind: 'events'; readonly events: readonly TimelineEvent[] };

/** Events that a message on screen tells already. */
const TOLD_BY_MESSAGES: ReadonlySet<string> = new Set(['message.received', 'reply.written', 'note.written', 'message.machine-attached']);

/** Events that say no more than that a mail was written: where it is on screen, it tells so itself. */
export const TOLD_BY_MAILS: ReadonlySet<string> = new Set(['request.acknowledged', 'request.answered', 'details.asked', 'notice.queued']);

/** Messages, what Rekey sent, and events in the order of time; neighbouring mails and events in one bundle each. Of the same instant a message comes first, then mails. */
export function interleave(messages: readonly MessageView[], mails: readonly TicketMail[], timeline: readonly TimelineEvent[]): readonly Entry[] {
  const shown = new Set<unknown>(mails.map(({ id }) => id));
  const isTold = ({ verb, detail }: TimelineEvent): boolean => TOLD_BY_MESSAGES.has(verb) || (TOLD_BY_MAILS.has(verb) && shown.has(detail['outboundMessageId']));
  const lines = [
    ...messages.map((message) => ({ at: Date.parse(message.createdAt), rank: 0, message, mail: undefined, event: undefined })),
    ...mails.map((mail) => ({ at: Date.parse(mail.createdAt), rank: 1, message: undefined, mail, event: undefined })),
    ...timeline.filter((event) => !isTold(event)).map((event) => ({ at: Date.parse(event.at), rank: 2, message: undefined, mail: undefined, event })),
  ].toSorted((one, other) => one.at - other.at || one.rank - other.rank);

  const entries: Entry[] = [];
  for (const { message, mail, event } of lines) {
    const last = entries.at(-1);
    if (message) entries.push({ kind: 'message', message });
    else if (mail && last?.kind === 'mails') entries[entries.length - 1] = { kind: 'mails', mails: [...last.mails, mail] };
    else if (mail) entries.push({ kind: 'mails', mails: [mail] });
    else if (event && last?.kind === 'events') entries[entries.length - 1] = { kind: 'events', events: [...last.events, event] };
    else if (event) entries.push({ kind: 'events', events: [event] });
  }
  return entries;
}

/** A long conversation shows its beginning and its end; what lies between is one click away. Only what `counts` makes it long: lines are short, and what Rekey sent is looked for. */
const LONG = 7;
const TAIL = 4;

export function condense<Item>(items: readonly Item[], counts: (item: Item) => boolean): { readonly head: readonly Item[]; readonly hidden: readonly Item[]; readonly tail: readonly Item[] } {
  const long = [...items.entries()].filter(([, item]) => counts(item)).map(([at]) => at);
  if (long.length <= LONG) return { head: items, hidden: [], tail: [] };
  const [from, to] = [long[0]! + 1, long.at(-TAIL)!];
  return { head: items.slice(0, from), hidden: items.slice(from, to), tail: items.slice(to) };
}

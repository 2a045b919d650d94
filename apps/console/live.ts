import { LiveEvent } from '#contracts';
import type { QueryClient } from '@tanstack/react-query';
import { createStore } from './ui/store.js';

/** Whether the server can reach us by itself. */
export const liveStore = createStore<'connecting' | 'on' | 'off'>('connecting');

/** What to ask again after an event. Keys are the beginnings of query keys. */
export function concerns(event: LiveEvent): readonly (readonly string[])[] {
  switch (event.kind) {
    case 'ticket': return [['tickets', 'list'], ['queues'], ['waiting'], ...(event.number === undefined ? [] : [['tickets', 'one', event.number]])];
    case 'outbox': return [['outbox'], ['waiting'], ...(event.number === undefined ? [] : [['tickets', 'one', event.number]])];
    case 'quarantine': return [['quarantine'], ['waiting']];
    case 'mailbox': return [['mailboxes']];
    case 'alarm': return [['alarms']];
  }
}

const BY_EVENTS: readonly unknown[] = ['tickets', 'queues', 'waiting', 'outbox', 'quarantine', 'mailboxes', 'alarms'];

/** Whether events say when the answer to a question is no longer true. */
export function livesByEvents(queryKey: readonly unknown[]): boolean {
  return BY_EVENTS.includes(queryKey[0]);
}

/** Two hundred mails at once must not become two hundred refetches. */
const GATHER_MS = 400;
const POLL_WHILE_OFF_MS = 30_000;
const RECONNECT_MS = 5_000;

/** Follows `/live` until the returned function is called. A lost line is polled over, and everything is asked again when it is back. */
export function followLive(client: QueryClient): () => void {
  const waiting = new Map<string, readonly string[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasOff = false;

  const ask = () => {
    timer = undefined;
    const keys = [...waiting.values()];
    waiting.clear();
    for (const queryKey of keys) void client.invalidateQueries({ queryKey });
  };
  const hear = (message: MessageEvent<unknown>) => {
    const event = LiveEvent.safeParse(parse(message.data));
    if (!event.success) return;
    for (const key of concerns(event.data)) waiting.set(key.join('/'), key);
    timer ??= setTimeout(ask, GATHER_MS);
  };

  let source: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  const connect = () => {
    source = new EventSource('/live');
    source.addEventListener('message', hear);
    source.addEventListener('open', () => {
      liveStore.set('on');
      // What happened between the first answers and this moment was said to nobody.
      void client.invalidateQueries(wasOff ? {} : { predicate: ({ queryKey }) => livesByEvents(queryKey) });
      wasOff = false;
    });
    source.addEventListener('error', () => {
      wasOff = true;
      liveStore.set('off');
      // The browser comes back by itself after a broken line, but gives up for good after an answer such as 502.
      if (source?.readyState === EventSource.CLOSED) again = setTimeout(connect, RECONNECT_MS);
    });
  };
  connect();
  // A line that goes nowhere breaks only after minutes; the browser knows at once that the network is gone, and when it is back.
  const lost = () => {
    wasOff = true;
    liveStore.set('off');
  };
  const back = () => {
    source?.close();
    clearTimeout(again);
    connect();
  };
  addEventListener('offline', lost);
  addEventListener('online', back);
  const poll = setInterval(() => {
    if (liveStore.get() !== 'off') return;
    for (const queryKey of [['tickets'], ['waiting']]) void client.invalidateQueries({ queryKey });
  }, POLL_WHILE_OFF_MS);

  return () => {
    removeEventListener('offline', lost);
    removeEventListener('online', back);
    source?.close();
    clearTimeout(again);
    clearTimeout(timer);
    clearInterval(poll);
    liveStore.set('connecting');
  };
}

function parse(data: unknown): unknown {
  try {
    return typeof data === 'string' ? JSON.parse(data) : undefined;
  } catch {
    return undefined;
  }
}

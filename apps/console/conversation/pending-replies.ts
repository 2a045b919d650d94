import { Written } from '#contracts';
import type { QueryClient } from '@tanstack/react-query';
import { call, CallProblem } from '../call.js';
import { texts } from '../texts/language.js';
import { sayProblem } from '../ui/problem.js';
import { remember, textsByKey } from '../ui/remembered.js';
import { createStore } from '../ui/store.js';
import { toast } from '../ui/toasts.js';
import { draftOf, setDraft } from './drafts.js';

/** So long a reply can be called back; only then is the request made. */
export const UNDO_MS = 8000;

export interface PendingReply {
  readonly number: string;
  readonly text: string;
  readonly close: boolean;
  /** The ticket as the agent saw it. */
  readonly seenVersion: number;
  readonly leavesAt: number;
  readonly state: 'waiting' | 'sending';
}

/** At most one per ticket. They live outside the screens: the agent is already on the next ticket. */
export const pendingReplies = createStore<readonly PendingReply[]>([]);
/** Replies that the server held back because something new came in, by ticket. */
export const heldReplies = createStore<Readonly<Record<string, { readonly close: boolean }>>>({});

/** What waits, kept where the tab keeps its drafts: after a reload or a crash it is a draft again, never sent, and lost only while it is on its way. */
const waiting = remember<Readonly<Record<string, string>>>('rekey.waiting-replies', {}, textsByKey, 'session');

/** Once, when somebody is signed in and their language is known. */
export function takeBackUnsent(): void {
  const unsent = Object.entries(waiting.get());
  for (const [number, text] of unsent) setDraft(number, 'reply', [text, draftOf(number, 'reply')].filter(Boolean).join('\n\n'));
  waiting.set({});
  for (const [number] of unsent) toast('info', texts().desk.composer.backInDraft(number));
}

function forget(number: string): void {
  waiting.set(({ [number]: _sent, ...others }) => others);
}

const timers = new Map<string, ReturnType<typeof setTimeout>>();

/** Takes the reply out of the draft and lets it wait. A second one to the same ticket sends the first at once. */
export function sendLater(client: QueryClient, reply: Omit<PendingReply, 'leavesAt' | 'state'>, now = Date.now()): void {
  if (timers.has(reply.number)) void sendNow(client, reply.number);
  release(reply.number);
  setDraft(reply.number, 'reply', '');
  waiting.set((all) => ({ ...all, [reply.number]: reply.text }));
  pendingReplies.set((all) => [...all, { ...reply, leavesAt: now + UNDO_MS, state: 'waiting' }]);
  timers.set(reply.number, setTimeout(() => void sendNow(client, reply.number), UNDO_MS));
}

/** Back into the draft. Returns the ticket's number, or undefined when nothing waits any more. */
export function callBack(number?: string): string | undefined {
  const reply = pendingReplies.get().findLast((one) => one.state === 'waiting' && (number === undefined || one.number === number));
  if (!reply) return undefined;
  stopWaiting(reply.number);
  setDraft(reply.number, 'reply', reply.text);
  toast('info', texts().desk.composer.undone);
  return reply.number;
}

/** Ends the waiting. On `tickets.changed-meanwhile` the text goes back into the draft and the ticket asks what to do. */
export async function sendNow(client: QueryClient, number: string): Promise<void> {
  const reply = pendingReplies.get().find((one) => one.number === number && one.state === 'waiting');
  if (!reply) return;
  clearTimeout(timers.get(number));
  timers.delete(number);
  // On its way: no longer unsent. What goes wrong below puts it back into the draft.
  forget(number);
  pendingReplies.set((all) => all.map((one) => (one === reply ? { ...one, state: 'sending' } : one)));
  try {
    await call('POST', `/tickets/${encodeURIComponent(number)}/replies`, { reply: Written, body: { text: reply.text, close: reply.close, seenVersion: reply.seenVersion } });
    toast('ok', texts().desk.composer.sent(number));
  } catch (error) {
    setDraft(number, 'reply', reply.text);
    if (error instanceof CallProblem && error.code === 'tickets.changed-meanwhile') {
      heldReplies.set((all) => ({ ...all, [number]: { close: reply.close } }));
      toast('problem', texts().desk.composer.heldToast(number));
    } else {
      toast('problem', texts().desk.composer.failed(number));
      sayProblem(error);
    }
  } finally {
    pendingReplies.set((all) => all.filter((one) => !(one.number === number && one.state === 'sending')));
    await Promise.all([client.invalidateQueries({ queryKey: ['tickets'] }), client.invalidateQueries({ queryKey: ['queues'] })]);
  }
}

/** Before signing out: what was sent is sent. */
export async function sendAllNow(client: QueryClient): Promise<void> {
  await Promise.all(pendingReplies.get().map(({ number }) => sendNow(client, number)));
}

/** The agent has decided about a held reply. */
export function release(number: string): void {
  heldReplies.set(({ [number]: _decided, ...others }) => others);
}

function stopWaiting(number: string): void {
  forget(number);
  clearTimeout(timers.get(number));
  timers.delete(number);
  pendingReplies.set((all) => all.filter((one) => one.number !== number || one.state !== 'waiting'));
}

import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconMailForward } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTexts } from '../texts/language.js';
import { useKeys } from '../ui/keys.js';
import { useStore } from '../ui/store.js';
import { wishedComposer } from './drafts.js';
import { callBack, pendingReplies, sendNow, UNDO_MS, type PendingReply } from './pending-replies.js';
import classes from './pending-bar.module.css';

/** Replies that are about to leave, with the seconds left to call them back. */
export function PendingReplies() {
  const { desk } = useTexts();
  const pending = useStore(pendingReplies);
  const waits = pending.some(({ state }) => state === 'waiting');
  useStayUntilSent(pending.length > 0 ? desk.composer.leave : undefined);
  return (
    <>
      {waits && <UndoKey />}
      {pending.map((reply) => <Pending key={`${reply.number}/${reply.leavesAt}`} reply={reply} />)}
    </>
  );
}

function UndoKey() {
  const back = useCallBack();
  useKeys({ z: () => back() });
  return null;
}

function Pending({ reply }: { readonly reply: PendingReply }) {
  const { desk, shell } = useTexts();
  const client = useQueryClient();
  const back = useCallBack();
  const seconds = useSecondsUntil(reply.leavesAt);
  if (reply.state === 'sending') return <div className={classes.bar}><IconMailForward size={18} aria-hidden /><span className={classes.text}>{desk.composer.sending(reply.number)}</span></div>;
  return (
    <div className={classes.bar} role="group" aria-label={desk.composer.pending(reply.number, UNDO_MS / 1000)}>
      <IconMailForward size={18} aria-hidden />
      <span className={classes.text} role="timer">{desk.composer.pending(reply.number, seconds)}</span>
      <Button size="xs" variant="default" onClick={() => back(reply.number)} rightSection={<kbd aria-hidden>z</kbd>}>{shell.common.undo}</Button>
      <Button size="xs" variant="subtle" onClick={() => void sendNow(client, reply.number)}>{desk.composer.sendNow}</Button>
      <i className={classes.left} aria-hidden />
    </div>
  );
}

function useCallBack(): (number?: string) => void {
  const navigate = useNavigate();
  return (wanted) => {
    const number = callBack(wanted);
    if (number === undefined) return;
    wishedComposer.set({ number, mode: 'reply' });
    void navigate({ to: '/tickets/$number', params: { number } });
  };
}

function useSecondsUntil(instant: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((instant - now) / 1000));
}

/** Asks before the tab is closed over a reply that has not left. */
function useStayUntilSent(why: string | undefined): void {
  useEffect(() => {
    if (why === undefined) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [why]);
}

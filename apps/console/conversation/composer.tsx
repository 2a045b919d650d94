import { Button, CloseButton, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconArrowBackUp, IconEyeOff, IconHandStop, IconSend2 } from '@tabler/icons-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Written, type TicketView } from '#contracts';
import { call } from '../call.js';
import { useOpenNext } from '../desk/change-ticket.js';
import { ticketQuery } from '../desk/desk.queries.js';
import { useTexts } from '../texts/language.js';
import { Address, Badge } from '../ui/bits.js';
import { useCommands } from '../ui/commands.js';
import { useStore } from '../ui/store.js';
import { toast } from '../ui/toasts.js';
import { setDraft, useDraft, wishedComposer, type Mode } from './drafts.js';
import { heldReplies, release, sendLater, sendNow } from './pending-replies.js';
import classes from './composer.module.css';

/**
 * Two ways to write that cannot be taken for each other: a reply leaves the house, a note stays. Folded at first, so
 * that the choice is made anew on every ticket; each keeps a draft of its own.
 */
export function Composer({ ticket }: { readonly ticket: TicketView }) {
  const { desk, shell } = useTexts();
  const [mode, setMode] = useState<Mode | null>(null);
  const replyDraft = useDraft(ticket.number, 'reply');
  const noteDraft = useDraft(ticket.number, 'note');
  const held = useStore(heldReplies)[ticket.number];
  const wish = useStore(wishedComposer);
  useEffect(() => {
    if (wish?.number !== ticket.number) return;
    setMode(wish.mode);
    wishedComposer.set(null);
  }, [wish, ticket.number]);
  useEffect(() => { if (held) setMode('reply'); }, [held]);
  useCommands([
    { label: shell.keys.reply, group: 'ticket', keys: 'r', run: () => setMode('reply') },
    { label: shell.keys.note, group: 'ticket', keys: 'n', run: () => setMode('note') },
  ]);

  if (mode === null) {
    return (
      <div className={classes.closed}>
        <Button leftSection={<IconArrowBackUp size={16} />} rightSection={<kbd aria-hidden>r</kbd>} variant="filled" onClick={() => setMode('reply')}>{desk.composer.reply}</Button>
        {replyDraft !== '' && <Badge tone="accent">{desk.composer.draft}</Badge>}
        <Button leftSection={<IconEyeOff size={16} />} rightSection={<kbd aria-hidden>n</kbd>} variant="default" className={classes.noteButton} onClick={() => setMode('note')}>{desk.composer.note}</Button>
        {noteDraft !== '' && <Badge tone="warn">{desk.composer.draft}</Badge>}
      </div>
    );
  }
  return mode === 'reply' ? <ReplyForm key="reply" ticket={ticket} text={replyDraft} onFold={() => setMode(null)} /> : <NoteForm key="note" ticket={ticket} text={noteDraft} onFold={() => setMode(null)} />;
}

interface FormProps {
  readonly ticket: TicketView;
  readonly text: string;
  readonly onFold: () => void;
}

function ReplyForm({ ticket, text, onFold }: FormProps) {
  const { desk } = useTexts();
  const client = useQueryClient();
  const openNext = useOpenNext();
  const field = useFocus();
  const held = useStore(heldReplies)[ticket.number];
  // What the agent had read when they began to write; something newer from outside holds the reply back (409).
  const seenVersion = useRef(ticket.version);
  const send = (close: boolean, options: { readonly version: number; readonly atOnce?: boolean }) => {
    if (text.trim() === '') return;
    sendLater(client, { number: ticket.number, text: text.trim(), close, seenVersion: options.version });
    if (options.atOnce) void sendNow(client, ticket.number);
    onFold();
    if (close) openNext(ticket.number);
  };
  const edit = () => {
    seenVersion.current = ticket.version;
    release(ticket.number);
    field.current?.focus();
  };

  return (
    <section className={classes.open} data-mode="reply" aria-label={desk.composer.reply}>
      <header className={classes.head}>
        <IconArrowBackUp size={17} aria-hidden />
        <p><strong>{desk.composer.replyTitle}</strong> <Address address={ticket.answersTo?.address ?? ticket.requesterAddress} /> <span>{desk.composer.replyHint}</span></p>
        <CloseButton size="sm" aria-label={desk.composer.fold} title={desk.composer.fold} onClick={onFold} />
      </header>
      {held && (
        <div className={classes.held} role="alert">
          <IconHandStop size={18} aria-hidden />
          <div>
            <strong>{desk.composer.heldTitle}</strong>
            <p>{desk.composer.heldText}</p>
            <div className={classes.row}>
              <Button size="compact-sm" onClick={() => send(held.close, { version: ticket.version, atOnce: true })}>{desk.composer.heldKeep}</Button>
              <Button size="compact-sm" variant="default" onClick={edit}>{desk.composer.heldEdit}</Button>
              <Button size="compact-sm" variant="subtle" color="red" onClick={() => { release(ticket.number); setDraft(ticket.number, 'reply', ''); onFold(); }}>{desk.composer.heldDiscard}</Button>
            </div>
          </div>
        </div>
      )}
      <Field ref={field} label={desk.composer.replyLabel} placeholder={desk.composer.replyPlaceholder} text={text} onChange={(value) => setDraft(ticket.number, 'reply', value)} onSend={() => send(false, { version: seenVersion.current })} onFold={onFold} />
      <footer className={classes.foot}>
        <span className={classes.hint}><kbd>Ctrl ⏎</kbd></span>
        <Button variant="default" disabled={text.trim() === '' || !!held} onClick={() => send(true, { version: seenVersion.current })}>{desk.composer.sendAndClose}</Button>
        <Button leftSection={<IconSend2 size={16} />} disabled={text.trim() === '' || !!held} onClick={() => send(false, { version: seenVersion.current })}>{desk.composer.send}</Button>
      </footer>
    </section>
  );
}

function NoteForm({ ticket, text, onFold }: FormProps) {
  const { desk } = useTexts();
  const client = useQueryClient();
  const field = useFocus();
  const save = useMutation({
    mutationFn: () => call('POST', `/tickets/${encodeURIComponent(ticket.number)}/notes`, { reply: Written, body: { text: text.trim() } }),
    onSuccess: async () => {
      setDraft(ticket.number, 'note', '');
      toast('ok', desk.composer.noteSaved);
      onFold();
      await client.invalidateQueries({ queryKey: ticketQuery(ticket.number).queryKey });
    },
  });
  const send = () => { if (text.trim() !== '' && !save.isPending) save.mutate(); };
  return (
    <section className={classes.open} data-mode="note" aria-label={desk.composer.note}>
      <header className={classes.head}>
        <IconEyeOff size={17} aria-hidden />
        <p><strong>{desk.composer.noteTitle}</strong> <span>{desk.composer.noteHint}</span></p>
        <CloseButton size="sm" aria-label={desk.composer.fold} title={desk.composer.fold} onClick={onFold} />
      </header>
      <Field ref={field} label={desk.composer.noteLabel} placeholder={desk.composer.notePlaceholder} text={text} onChange={(value) => setDraft(ticket.number, 'note', value)} onSend={send} onFold={onFold} />
      <footer className={classes.foot}>
        <span className={classes.hint}><kbd>Ctrl ⏎</kbd></span>
        <Button color="note" leftSection={<IconEyeOff size={16} />} disabled={text.trim() === ''} loading={save.isPending} onClick={send}>{desk.composer.saveNote}</Button>
      </footer>
    </section>
  );
}

interface FieldProps {
  readonly ref: React.Ref<HTMLTextAreaElement>;
  readonly label: string;
  readonly placeholder: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onSend: () => void;
  readonly onFold: () => void;
}

function Field({ ref, label, placeholder, text, onChange, onSend, onFold }: FieldProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSend();
    }
    if (event.key === 'Escape') onFold();
  };
  return <Textarea ref={ref} variant="unstyled" autosize minRows={4} maxRows={14} maxLength={50_000} aria-label={label} placeholder={placeholder} value={text} onChange={(event) => onChange(event.currentTarget.value)} onKeyDown={onKeyDown} classNames={{ input: classes.field ?? '' }} />;
}

function useFocus() {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length);
  }, []);
  return field;
}

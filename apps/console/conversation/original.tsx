import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconCode, IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { FileAddress, OriginalText } from '#contracts';
import { call } from '../call.js';
import { useMay } from '../shell/session.js';
import { useTexts } from '../texts/language.js';
import type { MessageView } from './interleave.js';
import classes from './messages.module.css';
import { useTicketNumber } from './ticket-number.js';

/** What a mail was before intake made plain text of it: its HTML in a frame that can do nothing, and what was masked. */
export function Original({ message }: { readonly message: MessageView }) {
  const may = useMay();
  if (message.kind !== 'inbound' || !message.hasOriginal) return null;
  return (
    <>
      <Page message={message} />
      {message.warnings.some((warning) => warning.startsWith('masked-')) && may('messages.original') && <Masked message={message} />}
    </>
  );
}

function Page({ message }: { readonly message: MessageView }) {
  const { files } = useTexts();
  const number = useTicketNumber();
  const [url, setUrl] = useState<string>();
  const open = useMutation({ mutationFn: () => call('POST', `/tickets/${number}/messages/${message.id}/page`, { reply: FileAddress }), onSuccess: (answer) => setUrl(answer.url) });
  if (number === undefined || !message.hasPage) return null;
  return (
    <>
      <button type="button" className={classes.fold} aria-expanded={url !== undefined} disabled={open.isPending} onClick={() => (url === undefined ? open.mutate() : setUrl(undefined))}><IconCode size={13} aria-hidden />{url === undefined ? files.showPage : files.hidePage}</button>
      {/* No scripts, no origin, no forms, no pop-ups: an empty sandbox. */}
      {url !== undefined && <iframe className={classes.page} sandbox="" referrerPolicy="no-referrer" src={url} title={files.pageTitle} />}
    </>
  );
}

function Masked({ message }: { readonly message: MessageView }) {
  const { files, shell } = useTexts();
  const number = useTicketNumber();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const open = useMutation({ mutationFn: () => call('POST', `/tickets/${number}/messages/${message.id}/original`, { body: { reason }, reply: OriginalText }) });
  if (number === undefined) return null;
  if (open.data) {
    return (
      <>
        <blockquote className={classes.quoted}><b>{open.data.subject}</b>{'\n\n'}{open.data.text}</blockquote>
        <button type="button" className={classes.fold} onClick={() => { open.reset(); setAsking(false); setReason(''); }}>{files.hideMasked}</button>
      </>
    );
  }
  if (!asking) return <button type="button" className={classes.fold} onClick={() => setAsking(true)}><IconEye size={13} aria-hidden />{files.showMasked}</button>;
  return (
    <form className={classes.reason} onSubmit={(event) => { event.preventDefault(); open.mutate(); }}>
      <TextInput size="xs" label={files.reason} description={files.reasonWhy} value={reason} onChange={(event) => setReason(event.currentTarget.value)} minLength={5} maxLength={200} required data-autofocus autoFocus />
      <Button size="xs" type="submit" loading={open.isPending} disabled={reason.trim().length < 5}>{files.showMasked}</Button>
      <Button size="xs" variant="default" onClick={() => setAsking(false)}>{shell.common.cancel}</Button>
    </form>
  );
}

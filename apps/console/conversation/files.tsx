import { Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconPaperclip, IconPhoto, IconVirus } from '@tabler/icons-react';
import { useState } from 'react';
import { FileAddress } from '#contracts';
import { call, CallProblem } from '../call.js';
import { useLocale, useTexts, wordFor } from '../texts/language.js';
import { sayProblem } from '../ui/problem.js';
import { Sure } from '../oversight/sure.js';
import { fileSize } from '../ui/times.js';
import type { MessageView } from './interleave.js';
import classes from './messages.module.css';
import { useTicketNumber } from './ticket-number.js';

type File = MessageView['attachments'][number];

interface Opening {
  readonly file: File;
  readonly way: 'file' | 'picture';
  readonly despiteMarks?: boolean;
}

/** What came with a message: what it is, whether it may harm, and a way to it that no browser opens by itself. */
export function Files({ message }: { readonly message: MessageView }) {
  const { desk, files } = useTexts();
  const locale = useLocale();
  const number = useTicketNumber();
  const client = useQueryClient();
  const [sure, setSure] = useState<File>();
  const [picture, setPicture] = useState<{ readonly file: File; readonly url: string }>();
  const open = useMutation({
    mutationFn: ({ file, way, despiteMarks }: Opening) => call('POST', `/tickets/${number}/messages/${message.id}/attachments/${file.part}`, { body: { way, ...(despiteMarks && { despiteMarks }) }, reply: FileAddress }),
    onSuccess: ({ url }, { file, way }) => (way === 'picture' ? setPicture({ file, url }) : save(url)),
    onError: (error, { file, way }) => (way === 'file' && error instanceof CallProblem && error.code === 'attachments.dangerous' ? setSure(file) : sayProblem(error)),
    meta: { quiet: true },
    // By now the server knows what it is.
    onSettled: () => client.invalidateQueries({ queryKey: ['tickets', 'one', number] }),
  });
  return (
    <>
      <ul className={classes.files} aria-label={desk.message.attachments(message.attachments.length)}>
        {message.attachments.map((file) => (
          <li key={file.part} className={classes.file} data-dangerous={file.dangerous || file.scan === 'infected' || undefined}>
            {file.dangerous ? <IconVirus size={14} aria-hidden /> : file.isPicture ? <IconPhoto size={14} aria-hidden /> : <IconPaperclip size={14} aria-hidden />}
            <span title={`${file.name} · ${file.type}`}>{file.name}</span><small>{fileSize(file.sizeBytes, locale)}</small>
            {file.marks.length > 0 && <strong>{file.marks.map((mark) => wordFor(files.marks, mark)).join(', ')}</strong>}
            <small>{file.infection ? files.infected(file.infection) : wordFor(files.scans, file.scan)}</small>
            {file.scan !== 'infected' && number !== undefined && (
              <>
                {file.isPicture && <button type="button" className={classes.fold} disabled={open.isPending} onClick={() => open.mutate({ file, way: 'picture' })} aria-label={files.lookAt(file.name)}>{files.look}</button>}
                <button type="button" className={classes.fold} disabled={open.isPending} onClick={() => open.mutate({ file, way: 'file' })} aria-label={files.saveNamed(file.name)}>{files.save}</button>
              </>
            )}
          </li>
        ))}
      </ul>
      {sure && <Sure title={files.sureTitle} text={`${sure.name}: ${sure.marks.map((mark) => wordFor(files.marks, mark)).join(', ')}. ${files.sureText}`} go={files.saveAnyway} onCancel={() => setSure(undefined)} onConfirm={() => { setSure(undefined); open.mutate({ file: sure, way: 'file', despiteMarks: true }); }} />}
      {picture && (
        <Modal opened onClose={() => setPicture(undefined)} size="xl" title={picture.file.name} closeButtonProps={{ 'aria-label': files.close }}>
          <img src={picture.url} alt={picture.file.name} className={classes.picture} />
          <p className={classes.claimed}>{files.redrawn}</p>
        </Modal>
      )}
    </>
  );
}

/** The server says "save"; nothing is shown, and this page stays where it is. */
function save(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.rel = 'noreferrer';
  link.download = '';
  link.click();
}

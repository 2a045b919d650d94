import { Button, Modal, Textarea } from '@mantine/core';
import { IconArrowForwardUp } from '@tabler/icons-react';
import { useState } from 'react';
import type { CaseView, TicketView } from '#contracts';
import { useTexts } from '../texts/language.js';
import { Time } from '../ui/bits.js';
import { toast } from '../ui/toasts.js';
import { useCase } from './case.queries.js';
import classes from './case.module.css';

/** To refuse because nothing can be delivered safely: the case is not closed, others take over (R64). */
export function HandOn({ ticket, recoveryCase: { escalated } }: { readonly ticket: TicketView; readonly recoveryCase: CaseView }) {
  const { case: { handOn: words }, shell } = useTexts();
  const { handOn } = useCase(ticket.number);
  const [asks, setAsks] = useState(false);
  const [note, setNote] = useState('');
  if (ticket.state === 'closed') return null;
  const go = () => handOn.mutate(note.trim(), { onSuccess: () => { setAsks(false); setNote(''); toast('ok', words.done); } });
  return (
    <div className={classes.handOn}>
      {escalated && <p className={classes.soft}>{words.was(escalated.by ?? '–')} <Time at={escalated.at} /></p>}
      <Button size="compact-sm" variant="default" leftSection={<IconArrowForwardUp size={15} aria-hidden />} onClick={() => setAsks(true)}>{words.button}</Button>
      <Modal opened={asks} onClose={() => setAsks(false)} title={words.title} closeButtonProps={{ 'aria-label': shell.common.close }}>
        <p>{words.text}</p>
        <Textarea mt="sm" label={words.note} description={words.noteHint} maxLength={500} autosize minRows={2} value={note} onChange={({ currentTarget }) => setNote(currentTarget.value)} data-autofocus />
        <div className={classes.handOnGo}>
          <Button variant="default" onClick={() => setAsks(false)}>{shell.common.cancel}</Button>
          <Button loading={handOn.isPending} onClick={go}>{words.go}</Button>
        </div>
      </Modal>
    </div>
  );
}

import { Autocomplete, Button, Checkbox, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { TicketPage, type TicketView } from '#contracts';
import { call, CallProblem } from '../call.js';
import { useTexts } from '../texts/language.js';
import { Problem } from '../ui/problem.js';
import { useThreads } from './change-threads.js';
import classes from './threads.module.css';

/** Into which ticket this one goes: those of the same person are offered, any number can be typed. */
export function MergeDialog({ ticket, onClose }: { readonly ticket: TicketView; readonly onClose: () => void }) {
  const { threads, shell } = useTexts();
  const [into, setInto] = useState('');
  const [across, setAcross] = useState(false);
  const { merge } = useThreads();
  const { data: others = [] } = useQuery({
    queryKey: ['tickets', 'of', ticket.requesterAddress, ticket.portal],
    queryFn: ({ signal }) => call('GET', '/tickets', { reply: TicketPage, query: { portal: ticket.portal, q: ticket.requesterAddress, limit: 10 }, signal }),
    select: ({ items }) => items.filter(({ number, requesterAddress }) => number !== ticket.number && requesterAddress === ticket.requesterAddress),
  });
  const needsConfirmation = merge.error instanceof CallProblem && merge.error.code === 'tickets.merge-other-requester';
  const number = into.trim().split(/\s/)[0]!.toUpperCase();
  const go = () => { if (number !== '') merge.mutate({ number: ticket.number, into: number, acrossRequesters: across }, { onSuccess: onClose }); };
  return (
    <Modal opened onClose={onClose} title={threads.mergeTitle(ticket.number)} closeButtonProps={{ 'aria-label': shell.common.close }}>
      <form className={classes.dialog} onSubmit={(event) => { event.preventDefault(); go(); }}>
        <p>{threads.mergeWhat}</p>
        <Autocomplete
          data-autofocus label={threads.mergeInto} placeholder={threads.mergePlaceholder} value={into} onChange={setInto}
          data={others.map((other) => `${other.number} ${other.subject}`)} limit={10}
        />
        {needsConfirmation
          ? <div className={classes.sure} role="alert"><p>{threads.otherRequester}</p><Checkbox label={threads.otherRequesterSure} checked={across} onChange={(event) => setAcross(event.currentTarget.checked)} /></div>
          : merge.error && <Problem error={merge.error} />}
        <div className={classes.row}>
          <Button variant="default" onClick={onClose}>{shell.common.cancel}</Button>
          <Button type="submit" loading={merge.isPending} disabled={number === '' || (needsConfirmation && !across)}>{threads.merge}</Button>
        </div>
      </form>
    </Modal>
  );
}

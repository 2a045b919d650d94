import { Button, Modal, Select, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { BreachAnswer } from '#contracts';
import { call } from '../call.js';
import { ticketQuery } from '../desk/desk.queries.js';
import { breachesQuery } from '../oversight/oversight.queries.js';
import { useTexts } from '../texts/language.js';
import { toast } from '../ui/toasts.js';
import classes from './case.module.css';

interface MarkBreachProps {
  readonly actionId: string;
  /** What was done, in words. */
  readonly name: string;
  readonly portal: string;
  readonly number: string;
}

/** This recovery should not have been granted: from here on 72 hours run (R80). */
export function MarkBreach({ actionId, name, portal, number }: MarkBreachProps) {
  const { case: { breach: words }, shell } = useTexts();
  const client = useQueryClient();
  const [asks, setAsks] = useState(false);
  const [reason, setReason] = useState('');
  const [into, setInto] = useState<string | null>(null);
  const { data } = useQuery(breachesQuery);
  const open = (data?.items ?? []).filter((one) => one.portal === portal && one.closedAt === null);
  const isMarked = data?.items.some(({ actions }) => actions.some(({ id }) => id === actionId)) === true;
  const mark = useMutation({
    mutationFn: () => call('POST', `/actions/${encodeURIComponent(actionId)}/breach`, { reply: BreachAnswer, body: { reason, ...(into !== null && { breachId: into }) } }),
    onSuccess: () => { setAsks(false); toast('ok', words.done); },
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: breachesQuery.queryKey }), client.invalidateQueries({ queryKey: ticketQuery(number).queryKey }), client.invalidateQueries({ queryKey: ['alarms'] })]),
  });
  if (isMarked) return <p className={classes.failure}>{words.marked}</p>;
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => setAsks(true)}>{words.button}<span className="said">: {name}</span></Button>
      <Modal opened={asks} onClose={() => setAsks(false)} title={words.title} closeButtonProps={{ 'aria-label': shell.common.close }}>
        <p>{words.text}</p>
        {open.length > 0 && <Select mt="sm" clearable label={words.belongs} placeholder={words.isNew} value={into} onChange={setInto} data={open.map(({ id, ticketNumber, reason: why }) => ({ value: id, label: `${ticketNumber}: ${why.slice(0, 60)}` }))} />}
        <Textarea mt="sm" label={words.reason} description={words.reasonHint} minRows={3} autosize maxLength={2_000} value={reason} onChange={({ currentTarget }) => setReason(currentTarget.value)} data-autofocus />
        <div className={classes.handOnGo}>
          <Button variant="default" onClick={() => setAsks(false)}>{shell.common.cancel}</Button>
          <Button color="red" loading={mark.isPending} onClick={() => mark.mutate()}>{words.go}</Button>
        </div>
      </Modal>
    </>
  );
}

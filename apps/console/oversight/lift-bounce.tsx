import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { call } from '../call.js';
import { useTexts } from '../texts/language.js';
import { Address } from '../ui/bits.js';
import { toast } from '../ui/toasts.js';
import classes from './oversight.module.css';

const SHORTEST_REASON = 10;

/** Asks why an address that a server called unknown shall get acknowledgements again. */
export function LiftBounce({ id, recipient, close }: { readonly id: string; readonly recipient: string; readonly close: () => void }) {
  const { oversight, shell } = useTexts();
  const { lift } = oversight.outbox;
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const write = useMutation({
    mutationFn: () => call('POST', `/outbox/${encodeURIComponent(id)}/lifting`, { reply: z.unknown(), body: { reason } }),
    onSuccess: () => {
      toast('ok', lift.done);
      close();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['outbox'] }),
  });
  return (
    <Modal opened onClose={close} title={lift.title} closeButtonProps={{ 'aria-label': shell.common.close }}>
      <form className={classes.ask} onSubmit={(event) => { event.preventDefault(); write.mutate(); }}>
        <p><Address address={recipient} /></p>
        <p>{lift.text}</p>
        <Textarea label={lift.reason} value={reason} required minLength={SHORTEST_REASON} maxLength={500} autosize minRows={2} data-autofocus onChange={({ currentTarget }) => setReason(currentTarget.value)} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={close}>{shell.common.cancel}</Button>
          <Button type="submit" loading={write.isPending} disabled={reason.trim().length < SHORTEST_REASON}>{lift.go}</Button>
        </div>
      </form>
    </Modal>
  );
}

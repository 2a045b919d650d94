import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import { BreakerReleased, type BreakerView } from '#contracts';
import { call } from '../call.js';
import { useMay } from '../shell/session.js';
import { useTexts } from '../texts/language.js';
import { Time } from '../ui/bits.js';
import { toast } from '../ui/toasts.js';
import { breakerQuery } from './oversight.queries.js';
import classes from './oversight.module.css';

/** Above the outbox while the breaker is open or mail waits behind it; an administrator who finds the rush right lets it pass. */
export function Breaker() {
  const { oversight } = useTexts();
  const may = useMay();
  const query = useQuery(breakerQuery);
  const [asking, setAsking] = useState(false);
  const breaker = query.data;
  if (!breaker || (!breaker.isOpen && breaker.held === 0)) return null;
  return (
    <section className={classes.verdict} data-broken={breaker.isOpen || undefined} role="status">
      <IconHandStop size={18} aria-hidden />
      <p>{sentence(breaker, oversight.breaker)} {breaker.releasedUntil && <>{oversight.breaker.released} <Time at={breaker.releasedUntil} /></>}</p>
      {may('outbox.release') && breaker.held > 0 && <Button size="xs" variant="default" onClick={() => setAsking(true)}>{oversight.breaker.release}</Button>}
      {asking && <Release held={breaker.held} close={() => setAsking(false)} />}
    </section>
  );
}

function sentence({ isOpen, lastHour, limit, held }: BreakerView, texts: ReturnType<typeof useTexts>['oversight']['breaker']): string {
  return [isOpen ? texts.open(lastHour, limit) : texts.shut, texts.held(held)].join(' ');
}

function Release({ held, close }: { readonly held: number; readonly close: () => void }) {
  const { oversight, shell } = useTexts();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const release = useMutation({
    mutationFn: () => call('POST', '/outbox/breaker/release', { reply: BreakerReleased, body: { reason } }),
    onSuccess: ({ released }) => {
      toast('ok', oversight.breaker.done(released));
      close();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['outbox'] }),
  });
  return (
    <Modal opened onClose={close} title={oversight.breaker.title} closeButtonProps={{ 'aria-label': shell.common.close }}>
      <form className={classes.ask} onSubmit={(event) => { event.preventDefault(); release.mutate(); }}>
        <p>{oversight.breaker.text(held)}</p>
        <Textarea label={oversight.breaker.reason} value={reason} required minLength={10} maxLength={500} autosize minRows={2} data-autofocus onChange={({ currentTarget }) => setReason(currentTarget.value)} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={close}>{shell.common.cancel}</Button>
          <Button type="submit" loading={release.isPending} disabled={reason.trim().length < 10}>{oversight.breaker.release}</Button>
        </div>
      </form>
    </Modal>
  );
}

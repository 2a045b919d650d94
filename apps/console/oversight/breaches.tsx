import { Button, Checkbox, Modal, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconDownload, IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { z } from 'zod';
import type { BreachView } from '#contracts';
import { call, fetchFile } from '../call.js';
import { useTexts, wordFor } from '../texts/language.js';
import { Badge, Empty, Time, Waiting, type Tone } from '../ui/bits.js';
import { Problem } from '../ui/problem.js';
import { toast } from '../ui/toasts.js';
import { breachesQuery } from './oversight.queries.js';
import { PortalName, TicketLink } from './parts.js';
import { Screen } from './screen.js';
import classes from './oversight.module.css';

const TONES: Readonly<Record<BreachView['clock'], Tone>> = { running: 'accent', ending: 'danger', over: 'danger', closed: 'plain' };

/** Recoveries that should not have been granted: how much of the 72 hours is left, whom they concern, what came of it (R80). */
export function Breaches() {
  const { oversight: { breaches: words }, words: named } = useTexts();
  const query = useQuery(breachesQuery);
  const [closing, setClosing] = useState<BreachView | null>(null);
  const save = useMutation({ mutationFn: ({ id, ticketNumber }: BreachView) => fetchFile('POST', `/breaches/${id}/accounts.csv`, `breach-${ticketNumber}.csv`) });
  return (
    <Screen title={words.title} lead={words.lead} needs="recovery.breach">
      {query.isPending && <Waiting />}
      {query.isError && <Problem error={query.error} retry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && <Empty icon={IconShieldCheck} title={words.none}><p>{words.noneText}</p></Empty>}
      {query.data && query.data.items.length > 0 && (
        <table className={classes.table}>
          <thead><tr><th>{words.clock}</th><th>{words.what}</th><th>{words.concerns}</th><th>{words.outcome}</th><th><span className="said">{words.actions}</span></th></tr></thead>
          <tbody>
            {query.data.items.map((one) => (
              <tr key={one.id}>
                <td className={classes.nowrap}><Badge tone={TONES[one.clock]}>{words.clocks[one.clock]}</Badge><small>{words.until} <Time at={one.dueAt} /></small></td>
                <td className={classes.wide}><TicketLink number={one.ticketNumber} /> <PortalName portal={one.portal} /><small>{one.reason}</small><small>{one.markedBy ?? '–'} · <Time at={one.knownAt} /></small></td>
                <td>{one.actions.map(({ id, type, ticketNumber }) => <small key={id}>{wordFor(named.actions, type)} · {ticketNumber}</small>)}</td>
                <td className={classes.wide}>{one.closedAt && <>{one.reported ? words.reported : words.notReported}<small>{one.note}</small><small>{one.closedBy ?? '–'} · <Time at={one.closedAt} /></small></>}</td>
                <td className={classes.right}>
                  <div className={classes.buttons}>
                    <Button size="compact-xs" variant="default" leftSection={<IconDownload size={14} aria-hidden />} loading={save.isPending && save.variables?.id === one.id} onClick={() => save.mutate(one)}>{words.export}<span className="said">: {one.ticketNumber}</span></Button>
                    {!one.closedAt && <Button size="compact-xs" onClick={() => setClosing(one)}>{words.close}<span className="said">: {one.ticketNumber}</span></Button>}
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {closing && <CloseBreach breach={closing} onEnd={() => setClosing(null)} />}
    </Screen>
  );
}

function CloseBreach({ breach, onEnd }: { readonly breach: BreachView; readonly onEnd: () => void }) {
  const { oversight: { breaches: words }, shell } = useTexts();
  const client = useQueryClient();
  const [reported, setReported] = useState(false);
  const [note, setNote] = useState('');
  const close = useMutation({
    mutationFn: () => call('POST', `/breaches/${breach.id}/closing`, { reply: z.unknown(), body: { reported, note } }),
    onSuccess: () => { toast('ok', words.closed); onEnd(); },
    onSettled: () => client.invalidateQueries({ queryKey: breachesQuery.queryKey }),
  });
  return (
    <Modal opened onClose={onEnd} title={words.closeTitle(breach.ticketNumber)} closeButtonProps={{ 'aria-label': shell.common.close }}>
      <div className={classes.ask}>
        <p>{words.closeText}</p>
        <Checkbox label={words.didReport} checked={reported} onChange={({ currentTarget }) => setReported(currentTarget.checked)} />
        <Textarea label={words.note} description={words.noteHint} minRows={3} autosize maxLength={4_000} value={note} onChange={({ currentTarget }) => setNote(currentTarget.value)} data-autofocus />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onEnd}>{shell.common.cancel}</Button>
          <Button loading={close.isPending} onClick={() => close.mutate()}>{words.close}</Button>
        </div>
      </div>
    </Modal>
  );
}

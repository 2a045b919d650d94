import { Button, Select } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconMailForward } from '@tabler/icons-react';
import { useState } from 'react';
import type { OutboxRow } from '#contracts';
import { z } from 'zod';
import { WaitingSent } from '#contracts';
import { call } from '../call.js';
import { useMay } from '../shell/session.js';
import { useTexts, wordFor } from '../texts/language.js';
import { Address, Badge, Empty, Time, Waiting, type Tone } from '../ui/bits.js';
import { useNow } from '../ui/now.js';
import { Problem } from '../ui/problem.js';
import { toast } from '../ui/toasts.js';
import { attemptsQuery, outboxQuery } from './oversight.queries.js';
import { Breaker } from './breaker.js';
import { LiftBounce } from './lift-bounce.js';
import { More, PortalFilter, PortalName, TicketLink } from './parts.js';
import { Screen } from './screen.js';
import { Sure } from './sure.js';
import classes from './oversight.module.css';

const STATES = ['queued', 'sending', 'sent', 'failed', 'unknown', 'bounced', 'cancelled'] as const;
const TONES: Readonly<Record<string, Tone>> = { queued: 'accent', sending: 'accent', sent: 'ok', failed: 'danger', bounced: 'danger', unknown: 'warn' };

/** Every mail that leaves, one row for each recipient. */
export function Outbox() {
  const { oversight, shell, words } = useTexts();
  const [filter, setFilter] = useState<{ readonly portal?: string; readonly state?: string }>({});
  const may = useMay();
  const query = useInfiniteQuery(outboxQuery(filter));
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Screen
      title={oversight.outbox.title} lead={oversight.outbox.lead} needs="outbox.read"
      tools={(
        <>
          <PortalFilter value={filter.portal} onChange={(portal) => setFilter(({ portal: _, ...others }) => ({ ...others, ...(portal && { portal }) }))} />
          <Select size="xs" clearable aria-label={oversight.state} placeholder={oversight.anyState} value={filter.state ?? null} onChange={(state) => setFilter(({ state: _, ...others }) => ({ ...others, ...(state && { state }) }))} data={STATES.map((value) => ({ value, label: value === 'queued' ? oversight.outbox.waitsOrLeaves : wordFor(words.deliveryStates, value) }))} />
          {may('outbox.retry') && rows.some(({ state, choices }) => state === 'queued' && choices.includes('send')) && <SendWaiting portal={filter.portal} />}
        </>
      )}
    >
      <Breaker />
      {query.isPending && <Waiting />}
      {query.isError && <Problem error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && rows.length === 0 && <Empty icon={IconMailForward} title={filter.state ? oversight.outbox.emptyFiltered : oversight.outbox.empty}>{!filter.state && <p>{oversight.outbox.emptyText}</p>}</Empty>}
      {rows.length > 0 && (
        <table className={classes.table}>
          <thead><tr><th>{oversight.state}</th><th>{oversight.outbox.mail}</th><th>{oversight.outbox.recipient}</th><th>{oversight.outbox.ticket}</th><th>{oversight.outbox.when}</th><th>{oversight.outbox.rounds}</th><th><span className="said">{shell.common.actions}</span></th></tr></thead>
          <tbody>{rows.map((row) => <Row key={row.id} row={row} />)}</tbody>
        </table>
      )}
      <More query={query} />
    </Screen>
  );
}

function Row({ row }: { readonly row: OutboxRow }) {
  const { oversight, words } = useTexts();
  const may = useMay();
  const now = useNow();
  const client = useQueryClient();
  const [sure, setSure] = useState<'retry' | 'cancel'>();
  const [lifting, setLifting] = useState(false);
  const change = useMutation({
    mutationFn: (what: 'retry' | 'cancel' | 'confirmation') => call('POST', `/outbox/${encodeURIComponent(row.id)}/${what}`, { reply: z.unknown() }),
    onSuccess: (_answer, what) => toast('ok', { retry: oversight.outbox.retried, cancel: oversight.outbox.cancelled, confirmation: oversight.outbox.confirmed }[what]),
    onSettled: () => client.invalidateQueries({ queryKey: ['outbox'] }),
  });
  // As in the conversation: "is being sent" is no word for what leaves in two hours.
  const isLater = row.state === 'queued' && row.nextAttemptAt !== null && Date.parse(row.nextAttemptAt) - now > 60_000;
  // What failed already is not harmless.
  const isRetried = row.state === 'queued' && row.rounds > 0;
  const mayAct = may('outbox.retry');
  const maySend = mayAct && row.choices.includes('send');
  const mayStop = mayAct && row.choices.includes('stop');
  return (
    <tr>
      <td className={classes.nowrap}><Badge tone={isRetried ? 'warn' : isLater ? 'plain' : (TONES[row.state] ?? 'plain')}>{isRetried ? oversight.outbox.triedAgain : isLater ? oversight.outbox.waits : wordFor(words.deliveryStates, row.state)}</Badge></td>
      <td>
        {wordFor(words.mailKinds, row.kind)}<small><PortalName portal={row.portal} /></small>
        {row.failure && <small className={classes.danger}>{words.mailFailures[row.failure] ?? row.failure}</small>}
        {(row.state === 'queued' || row.state === 'cancelled') && row.heldBy && <small>{oversight.outbox.heldBy[row.heldBy]}</small>}
        {row.unsigned && <small className={classes.danger}>{oversight.outbox.unsigned[row.unsigned]}</small>}
        {row.state === 'unknown' && <small>{oversight.outbox.unknownHint}</small>}
        {row.rounds > 0 && <Attempts id={row.id} />}
      </td>
      <td className={classes.wide}><Address address={row.recipient} />{row.suppressedUntil && <small>{oversight.outbox.lift.until} <Time at={row.suppressedUntil} /></small>}</td>
      <td><TicketLink number={row.ticketNumber} /></td>
      <td className={classes.nowrap} data-label={oversight.outbox.when}><Time at={row.createdAt} /><small><Time at={row.createdAt} as="relative" /></small>{row.nextAttemptAt && row.state === 'queued' && <small>{oversight.outbox.next} <Time at={row.nextAttemptAt} as="relative" /></small>}</td>
      <td data-label={oversight.outbox.rounds}>{row.rounds}</td>
      <td>
        <div className={classes.buttons}>
          {maySend && <Button size="compact-xs" variant="default" loading={change.isPending} onClick={() => (row.state === 'unknown' ? setSure('retry') : change.mutate('retry'))}>{row.state === 'queued' ? oversight.outbox.sendNow : oversight.outbox.retry}</Button>}
          {mayAct && row.state === 'unknown' && <Button size="compact-xs" variant="default" loading={change.isPending} onClick={() => change.mutate('confirmation')}>{oversight.outbox.confirm}</Button>}
          {mayStop && <Button size="compact-xs" variant="subtle" color="red" loading={change.isPending} onClick={() => setSure('cancel')}>{oversight.outbox.cancel}</Button>}
          {mayAct && row.suppressedUntil && <Button size="compact-xs" variant="default" onClick={() => setLifting(true)}>{oversight.outbox.lift.go}</Button>}
        </div>
        {lifting && <LiftBounce id={row.id} recipient={row.recipient} close={() => setLifting(false)} />}
        {sure === 'retry' && <Sure title={oversight.outbox.retryTitle} text={oversight.outbox.retryText} go={oversight.outbox.retry} onCancel={() => setSure(undefined)} onConfirm={() => { setSure(undefined); change.mutate('retry'); }} />}
        {sure === 'cancel' && <Sure title={oversight.outbox.cancelTitle} text={oversight.outbox.cancelText} go={oversight.outbox.cancel} onCancel={() => setSure(undefined)} onConfirm={() => { setSure(undefined); change.mutate('cancel'); }} />}
      </td>
    </tr>
  );
}

/** Everything that waits for another try, of the portal that is looked at or of all: for whoever knows that the relay is back. */
function SendWaiting({ portal }: { readonly portal: string | undefined }) {
  const { oversight } = useTexts();
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: () => call('POST', '/outbox/retries', { reply: WaitingSent, body: { portal } }),
    onSuccess: ({ mails }) => toast('ok', oversight.outbox.waitingSent(mails)),
    onSettled: () => client.invalidateQueries({ queryKey: ['outbox'] }),
  });
  return <Button size="xs" variant="default" loading={send.isPending} onClick={() => send.mutate()}>{oversight.outbox.sendWaiting}</Button>;
}

/** Every try, with the relay's own words: asked for only when somebody opens it. */
function Attempts({ id }: { readonly id: string }) {
  const { oversight } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const query = useQuery({ ...attemptsQuery(id), enabled: isOpen });
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{oversight.outbox.attempts}</summary>
      {query.isError && <Problem error={query.error} retry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && <small>{oversight.outbox.noAttempts}</small>}
      <ol>{query.data?.items.map(({ round, startedAt, outcome, reply }) => <li key={round}><small><Time at={startedAt} />{outcome && <> · {wordFor(oversight.outbox.outcomes, outcome)}</>}{reply && <> · {reply}</>}</small></li>)}</ol>
    </details>
  );
}

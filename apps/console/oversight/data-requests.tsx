import { Button, Modal, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconDownload, IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { z } from 'zod';
import { DataRequestOpened, DataRequests as DataRequestList, type DataRequestKind, type DataRequestView } from '#contracts';
import { call, fetchFile } from '../call.js';
import { withProof } from '../shell/proof-dialog.js';
import { useMay } from '../shell/session.js';
import { useLocale, useTexts, wordFor } from '../texts/language.js';
import { Badge, Empty, Time, Waiting, type Tone } from '../ui/bits.js';
import { Problem } from '../ui/problem.js';
import { toast } from '../ui/toasts.js';
import { PortalName, TicketLink } from './parts.js';
import { Screen } from './screen.js';
import classes from './oversight.module.css';

const KEY = ['data-requests'];
const TONES: Readonly<Record<DataRequestView['clock'], Tone>> = { running: 'accent', ending: 'danger', late: 'danger', over: 'plain' };

type Asking = { readonly one: DataRequestView; readonly what: 'extend' | 'refuse' | 'none' } | { readonly what: 'hold' } | { readonly what: 'letGo'; readonly ticketNumber: string };

/** What people ask about their data: how long the month still runs, what is proposed, what two people agreed on (R77, R78). */
export function DataRequests() {
  const { privacy: { requests: words } } = useTexts();
  const query = useQuery({ queryKey: KEY, queryFn: ({ signal }) => call('GET', '/privacy/requests', { reply: DataRequestList, signal }), refetchInterval: 60_000 });
  const [asking, setAsking] = useState<Asking | null>(null);
  const may = useMay();
  return (
    <Screen title={words.title} lead={words.lead} needs="privacy.read">
      {query.isPending && <Waiting />}
      {query.isError && <Problem error={query.error} retry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && <Empty icon={IconShieldCheck} title={words.none}><p>{words.noneText}</p></Empty>}
      {query.data && query.data.items.length > 0 && (
        <table className={classes.table}>
          <thead><tr><th>{words.clock}</th><th>{words.what}</th><th>{words.state}</th><th><span className="said">{words.actions}</span></th></tr></thead>
          <tbody>{query.data.items.map((one) => <Row key={one.id} one={one} ask={setAsking} />)}</tbody>
        </table>
      )}
      {may('privacy.handle') && <OpenOne />}
      {query.data && <Holds holds={query.data.holds} add={() => setAsking({ what: 'hold' })} letGo={(ticketNumber) => setAsking({ what: 'letGo', ticketNumber })} />}
      {asking && <AskReason asking={asking} onEnd={() => setAsking(null)} />}
    </Screen>
  );
}

function useSay() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body }: { path: string; body: unknown }) => withProof(() => call('POST', path, { reply: z.unknown(), body })),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

function Row({ one, ask }: { readonly one: DataRequestView; readonly ask: (asking: Asking) => void }) {
  const { privacy: { requests: words } } = useTexts();
  const may = useMay();
  const say = useSay();
  const read = useMutation({ mutationFn: () => withProof(() => fetchFile('POST', `/privacy/requests/${one.id}/copy.html`, `${one.ticketNumber}.html`)) });
  const said = <span className="said">: {one.ticketNumber}</span>;
  const propose = () => say.mutate({ path: `/privacy/requests/${one.id}/proposal`, body: { decision: 'fulfil' } }, { onSuccess: () => toast('ok', words.proposed) });
  const decide = (decision: 'approve' | 'return') => say.mutate({ path: `/privacy/requests/${one.id}/approval`, body: { decision } }, { onSuccess: () => toast('ok', words.decided) });
  return (
    <tr>
      <td className={classes.nowrap}><Badge tone={TONES[one.clock]}>{words.clocks[one.clock]}</Badge><small>{words.until} <Time at={one.dueAt} /></small>{one.extendedAt && <small>{words.extended}</small>}</td>
      <td className={classes.wide}><TicketLink number={one.ticketNumber} /> <PortalName portal={one.portal} /><small>{words.kinds[one.kind]} ({words.article(one.article)})</small><small>{one.openedBy ?? words.recognised} · <Time at={one.receivedAt} /></small></td>
      <td data-label={words.state} className={classes.wide}>{words.states[one.state]}<Outcome one={one} /></td>
      <td className={classes.right}>
        <div className={classes.buttons}>
          {may('privacy.handle') && one.kind === 'access' && !one.settledAt && <Button size="compact-xs" variant="default" leftSection={<IconDownload size={14} aria-hidden />} loading={read.isPending} onClick={() => read.mutate()}>{words.look}{said}</Button>}
          {may('privacy.handle') && one.state === 'open' && one.kind !== 'rectification' && <Button size="compact-xs" loading={say.isPending} onClick={propose}>{words.fulfil[one.kind]}{said}</Button>}
          {may('privacy.handle') && one.state === 'open' && <Button size="compact-xs" variant="default" onClick={() => ask({ one, what: 'refuse' })}>{words.refuse}{said}</Button>}
          {may('privacy.handle') && one.state === 'open' && <Button size="compact-xs" variant="default" onClick={() => ask({ one, what: 'none' })}>{words.isNone}{said}</Button>}
          {may('privacy.handle') && one.state === 'open' && !one.extendedAt && one.clock !== 'late' && <Button size="compact-xs" variant="default" onClick={() => ask({ one, what: 'extend' })}>{words.extend}{said}</Button>}
          {one.state === 'proposed' && one.mine && <small>{words.mine}</small>}
          {may('privacy.approve') && one.state === 'proposed' && !one.mine && <Button size="compact-xs" loading={say.isPending} onClick={() => decide('approve')}>{words.approve}{said}</Button>}
          {may('privacy.approve') && one.state === 'proposed' && !one.mine && <Button size="compact-xs" variant="default" onClick={() => decide('return')}>{words.giveBack}{said}</Button>}
        </div>
      </td>
    </tr>
  );
}

function Outcome({ one }: { readonly one: DataRequestView }) {
  const { privacy: { requests: words } } = useTexts();
  const locale = useLocale();
  const ended = Object.entries(one.ended).reduce((sum, [, count]) => sum + count, 0);
  return (
    <>
      {one.decision && one.proposedBy && <small>{words.decisions[one.decision]} · {one.proposedBy}{one.decidedBy && `, ${one.decidedBy}`}</small>}
      {one.reason && <small>{one.reason}</small>}
      {one.kind === 'rectification' && !one.settledAt && <small>{words.inTicket}</small>}
      {one.fetchUntil && <small>{words.fetchUntil} <Time at={one.fetchUntil} /></small>}
      {one.kind === 'erasure' && one.state === 'done' && <small>{words.ended(ended.toLocaleString(locale))}</small>}
      {one.kept.map(({ what, because }) => <small key={what}>{words.stays} {wordFor(words.keptWhat, what)}: {wordFor(words.because, because)}</small>)}
    </>
  );
}

/** Somebody asked in a way that no rule saw. */
function OpenOne() {
  const { privacy: { requests: words } } = useTexts();
  const client = useQueryClient();
  const [number, setNumber] = useState('');
  const [kind, setKind] = useState<DataRequestKind>('access');
  const open = useMutation({
    mutationFn: () => call('POST', '/privacy/requests', { reply: DataRequestOpened, body: { ticketNumber: number.trim(), kind } }),
    onSuccess: () => { setNumber(''); toast('ok', words.opened); },
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
  return (
    <section className={classes.part}>
      <h2>{words.openTitle}</h2>
      <p className={classes.hint}>{words.openHint}</p>
      <form className={classes.order} onSubmit={(event) => { event.preventDefault(); if (number.trim() !== '') open.mutate(); }}>
        <div><TextInput size="xs" label={words.ticket} placeholder="SCH-1042" value={number} onChange={({ currentTarget }) => setNumber(currentTarget.value)} /></div>
        <div><Select size="xs" label={words.kind} allowDeselect={false} value={kind} onChange={(one) => { if (one) setKind(one as DataRequestKind); }} data={(['access', 'erasure', 'rectification'] as const).map((value) => ({ value, label: words.kinds[value] }))} /></div>
        <Button size="xs" type="submit" variant="default" loading={open.isPending}>{words.open}</Button>
      </form>
    </section>
  );
}

function Holds({ holds, add, letGo }: { readonly holds: z.infer<typeof DataRequestList>['holds']; readonly add: () => void; readonly letGo: (ticketNumber: string) => void }) {
  const { privacy: { requests: words } } = useTexts();
  const may = useMay();
  return (
    <section className={classes.part}>
      <h2>{words.holds}</h2>
      <p className={classes.hint}>{words.holdsHint}</p>
      {holds.length > 0 && (
        <table className={classes.table}>
          <thead><tr><th>{words.ticket}</th><th>{words.reason}</th><th>{words.since}</th><th><span className="said">{words.actions}</span></th></tr></thead>
          <tbody>
            {holds.map((one) => (
              <tr key={one.ticketNumber}>
                <td className={classes.nowrap}><TicketLink number={one.ticketNumber} /> <PortalName portal={one.portal} /></td><td data-label={words.reason} className={classes.wide}>{one.reason}</td><td data-label={words.since} className={classes.nowrap}>{one.by ?? '–'} · <Time at={one.since} /></td>
                <td className={classes.right}>{one.mine && <small>{words.heldByYou}</small>}{may('privacy.approve') && !one.mine && <Button size="compact-xs" variant="default" onClick={() => letGo(one.ticketNumber)}>{words.letGo}<span className="said">: {one.ticketNumber}</span></Button>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {may('privacy.approve') && <div><Button size="xs" variant="default" onClick={add}>{words.hold}</Button></div>}
    </section>
  );
}

function AskReason({ asking, onEnd }: { readonly asking: Asking; readonly onEnd: () => void }) {
  const { privacy: { requests: words }, shell } = useTexts();
  const say = useSay();
  const [reason, setReason] = useState('');
  const [number, setNumber] = useState('');
  const send = () => {
    const order = asking.what === 'hold' ? { path: '/privacy/holds', body: { ticketNumber: number.trim(), reason } }
      : asking.what === 'letGo' ? { path: `/privacy/holds/${asking.ticketNumber}/release`, body: { reason } }
      : asking.what === 'extend' ? { path: `/privacy/requests/${asking.one.id}/extension`, body: { reason } } : { path: `/privacy/requests/${asking.one.id}/proposal`, body: { decision: asking.what, reason } };
    say.mutate(order, { onSuccess: onEnd });
  };
  return (
    <Modal opened onClose={onEnd} title={words.ask[asking.what].title} closeButtonProps={{ 'aria-label': shell.common.close }}>
      <div className={classes.ask}>
        <p>{words.ask[asking.what].text}</p>
        {asking.what === 'hold' && <TextInput label={words.ticket} placeholder="SCH-1042" value={number} onChange={({ currentTarget }) => setNumber(currentTarget.value)} data-autofocus />}
        <Textarea label={words.reason} description={words.ask[asking.what].hint} minRows={3} autosize maxLength={500} value={reason} onChange={({ currentTarget }) => setReason(currentTarget.value)} {...(asking.what !== 'hold' && { 'data-autofocus': true })} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onEnd}>{shell.common.cancel}</Button>
          <Button loading={say.isPending} onClick={send}>{words.ask[asking.what].go}</Button>
        </div>
      </div>
    </Modal>
  );
}

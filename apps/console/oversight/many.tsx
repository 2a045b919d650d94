import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { BulkAccountsView, BulkAnswer, type BulkView } from '#contracts';
import { call, fetchFile } from '../call.js';
import { portalsQuery } from '../desk/desk.queries.js';
import { withProof } from '../shell/proof-dialog.js';
import { useMay } from '../shell/session.js';
import { inLocale, useLocale, useTexts, wordFor } from '../texts/language.js';
import { Badge, Time, Waiting } from '../ui/bits.js';
import { Problem } from '../ui/problem.js';
import { toast } from '../ui/toasts.js';
import { APPROVALS, useDecide } from './approvals.queries.js';
import { PortalName } from './parts.js';
import classes from './oversight.module.css';

/** A class gets its first credentials, a whole portal has to choose new passwords: order, approve, watch, print. */
export function Many({ rows }: { readonly rows: readonly BulkView[] }) {
  const { oversight: { approvals: words }, words: named, shell } = useTexts();
  const may = useMay();
  const decide = useDecide();
  const client = useQueryClient();
  const [sure, setSure] = useState<BulkView | null>(null);
  const [listed, setListed] = useState<BulkView | null>(null);
  const print = useMutation({
    mutationFn: (row: BulkView) => withProof(() => fetchFile('POST', `/slips/print?portal=${encodeURIComponent(row.portal)}&bulk=${encodeURIComponent(row.id)}`, 'slips.pdf')),
    onSuccess: () => { toast('ok', words.papersSaved); void client.invalidateQueries({ queryKey: ['papers'] }); },
    onSettled: () => client.invalidateQueries({ queryKey: APPROVALS }),
  });
  return (
    <section className={classes.part} aria-label={words.many}>
      <h2>{words.many}</h2>
      <p className={classes.hint}>{words.manyHint}</p>
      <OrderMany />
      {rows.length > 0 && (
        <table className={classes.table}>
          <thead><tr><th>{words.what}</th><th>{words.progress}</th><th>{words.askedBy}</th><th><span className="said">{shell.common.actions}</span></th></tr></thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td><strong>{wordFor(words.kinds, row.kind)}</strong>{row.group && ` · ${row.group}`}<small><PortalName portal={row.portal} /></small>{row.reason && <small>{row.reason}</small>}{row.deadlineAt && <small>{words.deadlineSaid} <Time at={row.deadlineAt} /></small>}</td>
                <td data-label={words.progress}>{wordFor(named.actionStates, row.state)}<Progress row={row} onList={() => setListed(row)} />{row.slipsPrinted > 0 && <small>{words.received(row.slipsReceived, row.slipsPrinted)}</small>}</td>
                <td data-label={words.askedBy}>{row.requestedBy}<small><Time at={row.createdAt} /></small></td>
                <td>
                  <div className={classes.buttons}>
                    {row.state === 'awaiting-approval' && !row.mine && <Button size="compact-xs" onClick={() => setSure(row)}>{words.look}<span className="said">: {wordFor(words.kinds, row.kind)}</span></Button>}
                    {(row.state === 'awaiting-approval' || row.state === 'running') && <Button size="compact-xs" variant="default" onClick={() => decide.mutate({ path: `/bulk/${row.id}/cancel`, body: {} })}>{words.cancel}</Button>}
                    {row.slipsToPrint > 0 && may('recovery.office') && <Button size="compact-xs" variant="default" loading={print.isPending && print.variables.id === row.id} onClick={() => print.mutate(row)}>{words.print(row.slipsToPrint)}</Button>}
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {sure && <DecideMany row={sure} onClose={() => setSure(null)} onDecide={(decision) => { setSure(null); decide.mutate({ path: `/bulk/${sure.id}/approval`, body: { decision } }); }} />}
      {listed && <NotDone row={listed} onClose={() => setListed(null)} />}
    </section>
  );
}

/** How many are meant, or are done of them; and who was not told, failed or was passed over. */
function Progress({ row, onList }: { readonly row: BulkView; readonly onList: () => void }) {
  const { oversight: { approvals: words } } = useTexts();
  const meant = useMeantInWords(row);
  const notDone = row.untold + row.failed + row.skipped;
  return (
    <>
      {row.state === 'awaiting-approval' ? meant.map((line) => <small key={line}>{line}</small>) : <small>{words.counts(row.done + row.untold, row.meant, row.countedAll, row.skipped, row.failed)}</small>}
      {row.untold + row.failed > 0 && <small><Badge tone="danger">{words.untold(row.untold, row.failed)}</Badge></small>}
      {notDone > 0 && <Button className={classes.edge} size="compact-xs" variant="subtle" onClick={onList}>{words.notDone(notDone)}</Button>}
    </>
  );
}

/** Whom it means, as the directory counted. */
function useMeantInWords({ meant, leftOut, unreachable, countedAll }: BulkView): readonly string[] {
  const { oversight: { approvals: words } } = useTexts();
  if (meant === null) return [words.notCounted];
  return [words.meant(meant, countedAll), ...(leftOut > 0 ? [words.leftOut(leftOut)] : []), ...(unreachable > 0 ? [words.unreachable(unreachable)] : [])];
}

/** Whom it concerns, and why, read before it is decided: a second person who answers with one key is none (5.5). */
function DecideMany({ row, onClose, onDecide }: { readonly row: BulkView; readonly onClose: () => void; readonly onDecide: (decision: 'approve' | 'refuse') => void }) {
  const { oversight: { approvals: words }, shell } = useTexts();
  const meant = useMeantInWords(row);
  const facts = [
    [words.portal, <PortalName portal={row.portal} />], [words.group, row.group ?? words.everybody], [words.account, meant.map((line) => <div key={line}>{line}</div>)], [words.askedBy, <>{row.requestedBy ?? '–'}, <Time at={row.createdAt} /></>],
    ...(row.reason ? [[words.manyWhy, <strong>{row.reason}</strong>] as const] : []), ...(row.deadlineAt ? [[words.deadlineSaid, <Time at={row.deadlineAt} />] as const] : []),
  ] as const;
  return (
    <Modal opened onClose={onClose} title={words.decideTitle(wordFor(words.kinds, row.kind))} closeButtonProps={{ 'aria-label': shell.common.close }}>
      <div className={classes.override}>
        <dl>{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
        <div className={classes.buttons}>
          <Button variant="default" data-autofocus onClick={onClose}>{shell.common.cancel}</Button>
          <Button variant="default" onClick={() => onDecide('refuse')}>{words.refuse}</Button>
          <Button onClick={() => onDecide('approve')}>{words.approve}</Button>
        </div>
      </div>
    </Modal>
  );
}

function NotDone({ row, onClose }: { readonly row: BulkView; readonly onClose: () => void }) {
  const { oversight: { approvals: words }, refusals, shell } = useTexts();
  const query = useQuery({ queryKey: ['bulk-accounts', row.id, row.untold, row.failed, row.skipped], queryFn: ({ signal }) => call('GET', `/bulk/${encodeURIComponent(row.id)}/accounts`, { reply: BulkAccountsView, signal }) });
  return (
    <Modal opened size="lg" onClose={onClose} title={words.notDoneTitle} closeButtonProps={{ 'aria-label': shell.common.close }}>
      <div className={classes.list}>
        {row.untold > 0 && <p>{words.notDoneText}</p>}
        {query.isPending && <Waiting />}
        {query.isError && <Problem error={query.error} retry={() => void query.refetch()} />}
        {query.data && (
          <table className={classes.table}>
            <thead><tr><th>{words.account}</th><th>{words.what}</th><th>{words.why}</th></tr></thead>
            <tbody>
              {query.data.items.map(({ state, because, account, username }, at) => (
                <tr key={at}><td className={classes.name}>{account ?? words.nameless}{username && <small>{username}</small>}</td><td className={classes.nowrap}>{wordFor(words.itemStates, state)}</td><td>{because === null ? '–' : wordFor(refusals.codes, because)}</td></tr>
              ))}
            </tbody>
          </table>
        )}
        {query.data && query.data.left > 0 && <p>{words.notDoneMore(query.data.left)}</p>}
      </div>
    </Modal>
  );
}

function OrderMany() {
  const { oversight: { approvals: words } } = useTexts();
  const locale = useLocale();
  const { data: portals } = useQuery(portalsQuery);
  const client = useQueryClient();
  const [portal, setPortal] = useState<string | null>(null);
  const [kind, setKind] = useState<'initial-credentials' | 'forced-reset'>('initial-credentials');
  const [group, setGroup] = useState('');
  const [reason, setReason] = useState('');
  const [deadline, setDeadline] = useState('');
  const order = useMutation({
    mutationFn: () => {
      const body = { portal, kind, idempotencyKey: crypto.randomUUID(), ...(group.trim() !== '' && { group: group.trim() }), ...(kind === 'forced-reset' && { reason: reason.trim(), ...(deadline !== '' && { deadlineAt: endOfDay(deadline) }) }) };
      return withProof(() => call('POST', '/bulk', { reply: BulkAnswer, body }));
    },
    onSuccess: () => { setGroup(''); setReason(''); setDeadline(''); toast('ok', words.ordered); },
    onSettled: () => client.invalidateQueries({ queryKey: APPROVALS }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (portal !== null) order.mutate();
  };
  return (
    <form className={classes.order} onSubmit={submit}>
      <Select size="xs" required label={words.portal} value={portal} onChange={setPortal} data={(portals?.items ?? []).map(({ key, name }) => ({ value: key, label: inLocale(name, locale) }))} />
      <Select size="xs" label={words.what} allowDeselect={false} value={kind} onChange={(value) => setKind(value === 'forced-reset' ? 'forced-reset' : 'initial-credentials')} data={(['initial-credentials', 'forced-reset'] as const).map((value) => ({ value, label: wordFor(words.kinds, value) }))} />
      <TextInput size="xs" label={words.group} description={kind === 'initial-credentials' ? words.groupHint : words.groupAll} inputWrapperOrder={['label', 'input', 'description', 'error']} required={kind === 'initial-credentials'} value={group} maxLength={100} onChange={({ currentTarget }) => setGroup(currentTarget.value)} />
      {kind === 'forced-reset' && <TextInput size="xs" label={words.manyWhy} description={words.manyWhyHint} inputWrapperOrder={['label', 'input', 'description', 'error']} required minLength={10} maxLength={1_000} value={reason} onChange={({ currentTarget }) => setReason(currentTarget.value)} />}
      {kind === 'forced-reset' && <TextInput size="xs" type="date" label={words.deadline} description={words.deadlineHint} inputWrapperOrder={['label', 'input', 'description', 'error']} value={deadline} onChange={({ currentTarget }) => setDeadline(currentTarget.value)} />}
      <Button type="submit" size="xs" variant="default" loading={order.isPending}>{words.order}</Button>
    </form>
  );
}

/** The last minute of a day, where whoever orders is. */
function endOfDay(day: string): string {
  return new Date(`${day}T23:59:00`).toISOString();
}

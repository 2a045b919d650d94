import { Button } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconMailPause, IconRoute } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { ReleasedMany, type QuarantineRow } from '#contracts';
import { z } from 'zod';
import { call } from '../call.js';
import { reasonInWords } from '../conversation/reason.js';
import { useMay } from '../shell/session.js';
import { useLocale, useTexts, wordFor } from '../texts/language.js';
import { Address, Badge, Empty, Time, Waiting } from '../ui/bits.js';
import { Problem } from '../ui/problem.js';
import { fileSize } from '../ui/times.js';
import { toast } from '../ui/toasts.js';
import { quarantinedQuery, quarantineQuery } from './oversight.queries.js';
import { More, PortalFilter, PortalName } from './parts.js';
import { Screen } from './screen.js';
import { Sure } from './sure.js';
import classes from './oversight.module.css';

const TraceDialog = lazy(() => import('../conversation/trace-dialog.js').then(({ TraceDialog: component }) => ({ default: component })));

/** As many as the server takes in one request. */
const MOST_AT_ONCE = 100;

/** What a screen set aside: nothing is dropped, everything can be let in. */
export function Quarantine() {
  const { oversight, shell } = useTexts();
  const [portal, setPortal] = useState<string | undefined>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const may = useMay();
  const query = useInfiniteQuery(quarantineQuery(portal === undefined ? {} : { portal }));
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const mayRelease = may('quarantine.release');
  // What left the list meanwhile is no longer chosen.
  const picked = rows.filter(({ id }) => chosen.has(id)).slice(0, MOST_AT_ONCE);
  const choose = (ids: readonly string[], on: boolean) => setChosen((before) => new Set(on ? [...before, ...ids] : [...before].filter((id) => !ids.includes(id))));
  const all = rows.slice(0, MOST_AT_ONCE).map(({ id }) => id);
  return (
    <Screen title={oversight.quarantine.title} lead={oversight.quarantine.lead} needs="quarantine.read" tools={<PortalFilter value={portal} onChange={setPortal} />}>
      {query.isPending && <Waiting />}
      {query.isError && <Problem error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && rows.length === 0 && <Empty icon={IconMailPause} title={oversight.quarantine.empty}><p>{oversight.quarantine.emptyText}</p></Empty>}
      {mayRelease && rows.length > 0 && (
        <div className={classes.chosen}>
          <label className={classes.pick}><input type="checkbox" checked={picked.length > 0 && picked.length === all.length} onChange={({ currentTarget }) => choose(all, currentTarget.checked)} />{oversight.quarantine.chooseAll}</label>
          <ReleaseChosen ids={picked.map(({ id }) => id)} onDone={() => setChosen(new Set())} />
        </div>
      )}
      {rows.length > 0 && (
        <table className={classes.table}>
          <thead><tr>{mayRelease && <th><span className="said">{oversight.quarantine.choose}</span></th>}<th>{oversight.quarantine.why}</th><th>{oversight.quarantine.from}</th><th>{oversight.quarantine.subject}</th><th>{oversight.quarantine.received}</th><th>{oversight.quarantine.size}</th><th><span className="said">{shell.common.actions}</span></th></tr></thead>
          <tbody>{rows.map((row) => <Row key={row.id} row={row} isChosen={chosen.has(row.id)} onChoose={mayRelease ? (on) => choose([row.id], on) : undefined} />)}</tbody>
        </table>
      )}
      <More query={query} />
    </Screen>
  );
}

/** All that are chosen, each on its own: what cannot be released says so, and the others are. */
function ReleaseChosen({ ids, onDone }: { readonly ids: readonly string[]; readonly onDone: () => void }) {
  const { oversight } = useTexts();
  const client = useQueryClient();
  const [sure, setSure] = useState(false);
  const release = useMutation({
    mutationFn: () => call('POST', '/quarantine/releases', { reply: ReleasedMany, body: { ids } }),
    onSuccess: ({ items }) => {
      const released = items.filter((item) => item.released).length;
      toast(released === items.length ? 'ok' : 'info', oversight.quarantine.releasedMany(released, items.length));
      onDone();
    },
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ['quarantine'] }), client.invalidateQueries({ queryKey: ['tickets', 'list'] })]),
  });
  if (ids.length === 0 && !release.isError) return null;
  return (
    <>
      <Button size="compact-xs" variant="default" disabled={ids.length === 0} loading={release.isPending} onClick={() => setSure(true)}>{oversight.quarantine.releaseMany(ids.length)}</Button>
      {release.isError && <Problem error={release.error} />}
      {sure && <Sure title={oversight.quarantine.releaseMany(ids.length)} text={oversight.quarantine.confirmText} go={oversight.quarantine.release} onCancel={() => setSure(false)} onConfirm={() => { setSure(false); release.mutate(); }} />}
    </>
  );
}

/** The header as it came, as plain text: asked for only when somebody opens it. */
function Header({ id }: { readonly id: string }) {
  const { oversight } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const query = useQuery({ ...quarantinedQuery(id), enabled: isOpen });
  return (
    <details className={classes.details} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{oversight.quarantine.header}</summary>
      {query.isLoading && <Waiting />}
      {query.isError && <Problem error={query.error} retry={() => void query.refetch()} />}
      {query.data && <pre className={classes.header} tabIndex={0} aria-label={oversight.quarantine.header}>{query.data.header}</pre>}
    </details>
  );
}

interface RowProps {
  readonly row: QuarantineRow;
  readonly isChosen: boolean;
  /** Undefined: whoever looks may not release. */
  readonly onChoose: ((on: boolean) => void) | undefined;
}

function Row({ row, isChosen, onChoose }: RowProps) {
  const texts = useTexts();
  const { desk, oversight, words } = texts;
  const locale = useLocale();
  const may = useMay();
  const client = useQueryClient();
  const [shown, setShown] = useState<'trace' | 'sure' | 'delete' | null>(null);
  const subject = row.subject || desk.ticket.noSubject;
  const release = useMutation({
    mutationFn: () => call('POST', `/quarantine/${encodeURIComponent(row.id)}/release`, { reply: z.unknown() }),
    onSuccess: () => toast('ok', oversight.quarantine.released),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ['quarantine'] }), client.invalidateQueries({ queryKey: ['tickets', 'list'] })]),
  });
  const remove = useMutation({
    mutationFn: () => call('DELETE', `/quarantine/${encodeURIComponent(row.id)}`, { reply: z.unknown() }),
    onSuccess: () => toast('ok', oversight.quarantine.deleted),
    onSettled: () => client.invalidateQueries({ queryKey: ['quarantine'] }),
  });
  return (
    <tr>
      {onChoose && <td><input type="checkbox" className={classes.pick} aria-label={oversight.quarantine.chooseLabel(subject)} checked={isChosen} onChange={({ currentTarget }) => onChoose(currentTarget.checked)} /></td>}
      <td><Badge tone="warn">{wordFor(words.screens, row.screen)}</Badge><small>{row.screen === 'too-many' ? reasonInWords(row.reason, texts) : row.reason}</small></td>
      <td className={classes.wide}>{row.fromAddress ? <Address address={row.fromAddress} /> : desk.message.unknownSender}<small><PortalName portal={row.portal} /></small></td>
      <td>{subject}<Header id={row.id} /></td>
      <td className={classes.nowrap} data-label={oversight.quarantine.received}><Time at={row.receivedAt} /><small><Time at={row.receivedAt} as="relative" /></small></td>
      <td className={classes.nowrap} data-label={oversight.quarantine.size}>{fileSize(row.sizeBytes, locale)}</td>
      <td>
        <div className={classes.buttons}>
          {row.messageId !== null && <Button size="compact-xs" variant="subtle" color="gray" leftSection={<IconRoute size={14} />} onClick={() => setShown('trace')}>{oversight.quarantine.trace}</Button>}
          <Button size="compact-xs" variant="subtle" color="gray" component="a" href={`/api/v1/quarantine/${encodeURIComponent(row.id)}/raw`} download aria-label={oversight.quarantine.rawLabel(subject)}>{oversight.quarantine.raw}</Button>
          {may('quarantine.delete') && <Button size="compact-xs" variant="subtle" color="red" loading={remove.isPending} aria-label={oversight.quarantine.deleteLabel(subject)} onClick={() => setShown('delete')}>{oversight.quarantine.delete}</Button>}
          {may('quarantine.release') && <Button size="compact-xs" variant="default" loading={release.isPending} aria-label={oversight.quarantine.releaseLabel(subject)} onClick={() => setShown('sure')}>{oversight.quarantine.release}</Button>}
        </div>
        {shown === 'trace' && row.messageId !== null && <Suspense><TraceDialog messageId={row.messageId} onClose={() => setShown(null)} /></Suspense>}
        {shown === 'delete' && <Sure title={oversight.quarantine.deleteTitle} text={oversight.quarantine.deleteText} go={oversight.quarantine.delete} isFinal onCancel={() => setShown(null)} onConfirm={() => { setShown(null); remove.mutate(); }} />}
        {shown === 'sure' && <Sure title={oversight.quarantine.confirmTitle} text={oversight.quarantine.confirmText} go={oversight.quarantine.release} onCancel={() => setShown(null)} onConfirm={() => { setShown(null); release.mutate(); }} />}
      </td>
    </tr>
  );
}

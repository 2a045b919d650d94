import { Button } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { IconMailPause, IconRoute } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { QuarantineRow } from '#contracts';
import { z } from 'zod';
import { call } from '../call.js';
import { useMay } from '../shell/session.js';
import { useLocale, useTexts, wordFor } from '../texts/language.js';
import { Address, Badge, Empty, Time, Waiting } from '../ui/bits.js';
import { Problem } from '../ui/problem.js';
import { fileSize } from '../ui/times.js';
import { toast } from '../ui/toasts.js';
import { quarantineQuery } from './oversight.queries.js';
import { More, PortalFilter, PortalName } from './parts.js';
import { Screen } from './screen.js';
import { Sure } from './sure.js';
import classes from './oversight.module.css';

const TraceDialog = lazy(() => import('../conversation/trace-dialog.js').then(({ TraceDialog: component }) => ({ default: component })));

/** What a screen set aside: nothing is dropped, everything can be let in. */
export function Quarantine() {
  const { oversight, shell } = useTexts();
  const [portal, setPortal] = useState<string | undefined>();
  const query = useInfiniteQuery(quarantineQuery(portal === undefined ? {} : { portal }));
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Screen title={oversight.quarantine.title} lead={oversight.quarantine.lead} needs="quarantine.read" tools={<PortalFilter value={portal} onChange={setPortal} />}>
      {query.isPending && <Waiting />}
      {query.isError && <Problem error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && rows.length === 0 && <Empty icon={IconMailPause} title={oversight.quarantine.empty}><p>{oversight.quarantine.emptyText}</p></Empty>}
      {rows.length > 0 && (
        <table className={classes.table}>
          <thead><tr><th>{oversight.quarantine.why}</th><th>{oversight.quarantine.from}</th><th>{oversight.quarantine.subject}</th><th>{oversight.quarantine.received}</th><th>{oversight.quarantine.size}</th><th><span className="said">{shell.common.actions}</span></th></tr></thead>
          <tbody>{rows.map((row) => <Row key={row.id} row={row} />)}</tbody>
        </table>
      )}
      <More query={query} />
    </Screen>
  );
}

function Row({ row }: { readonly row: QuarantineRow }) {
  const { desk, oversight, words } = useTexts();
  const locale = useLocale();
  const may = useMay();
  const client = useQueryClient();
  const [shown, setShown] = useState<'trace' | 'sure' | 'delete' | null>(null);
  const subject = row.subject ?? oversight.quarantine.noSubject;
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
      <td><Badge tone="warn">{wordFor(words.screens, row.screen)}</Badge><small>{row.reason}</small></td>
      <td className={classes.wide}>{row.fromAddress ? <Address address={row.fromAddress} /> : desk.message.unknownSender}<small><PortalName portal={row.portal} /></small></td>
      <td>{subject}</td>
      <td className={classes.nowrap} data-label={oversight.quarantine.received}><Time at={row.receivedAt} /></td>
      <td className={classes.nowrap} data-label={oversight.quarantine.size}>{fileSize(row.sizeBytes, locale)}</td>
      <td>
        <div className={classes.buttons}>
          {row.messageId !== null && <Button size="compact-xs" variant="subtle" color="gray" leftSection={<IconRoute size={14} />} onClick={() => setShown('trace')}>{oversight.quarantine.trace}</Button>}
          <Button size="compact-xs" variant="subtle" color="gray" component="a" href={`/api/v1/quarantine/${encodeURIComponent(row.id)}/raw`} download aria-label={oversight.quarantine.rawLabel(subject)}>{oversight.quarantine.raw}</Button>
          {may('quarantine.delete') && <Button size="compact-xs" variant="subtle" color="red" loading={remove.isPending} aria-label={oversight.quarantine.deleteLabel(subject)} onClick={() => setShown('delete')}>{oversight.quarantine.delete}</Button>}
          {may('quarantine.release') && <Button size="compact-xs" variant="default" loading={release.isPending} aria-label={oversight.quarantine.releaseLabel(subject)} onClick={() => setShown('sure')}>{oversight.quarantine.release}</Button>}
        </div>
        {shown === 'trace' && row.messageId !== null && <Suspense><TraceDialog messageId={row.messageId} onClose={() => setShown(null)} /></Suspense>}
        {shown === 'delete' && <Sure title={oversight.quarantine.deleteTitle} text={oversight.quarantine.deleteText} go={oversight.quarantine.delete} onCancel={() => setShown(null)} onConfirm={() => { setShown(null); remove.mutate(); }} />}
        {shown === 'sure' && <Sure title={oversight.quarantine.confirmTitle} text={oversight.quarantine.confirmText} go={oversight.quarantine.release} onCancel={() => setShown(null)} onConfirm={() => { setShown(null); release.mutate(); }} />}
      </td>
    </tr>
  );
}

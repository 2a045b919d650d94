import { Button, Select, TextInput } from '@mantine/core';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { IconListDetails, IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { AuditVerification, type AuditRow } from '#contracts';
import { call } from '../call.js';
import { useLocale, useTexts, wordFor } from '../texts/language.js';
import { Badge, Empty, Time, Waiting, type Tone } from '../ui/bits.js';
import { Problem } from '../ui/problem.js';
import { auditQuery } from './oversight.queries.js';
import { More, PortalFilter, TicketLink } from './parts.js';
import { Screen } from './screen.js';
import classes from './oversight.module.css';

const TONES: Readonly<Record<string, Tone>> = { done: 'ok', refused: 'warn', failed: 'danger' };

/** The memory of the house: who did what, on what proof. Read, never changed. */
export function Audit() {
  const { events, oversight } = useTexts();
  const [filter, setFilter] = useState<{ readonly portal?: string; readonly ticket?: string; readonly verb?: string }>({});
  const [ticket, setTicket] = useState('');
  const query = useInfiniteQuery(auditQuery(filter));
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setFilter(({ ticket: _, ...others }) => ({ ...others, ...(ticket.trim() !== '' && { ticket: ticket.trim().toUpperCase() }) }));
  };
  return (
    <Screen
      title={oversight.audit.title} lead={oversight.audit.lead} needs="audit.read"
      tools={(
        <form onSubmit={submit} className={classes.tools}>
          <PortalFilter value={filter.portal} onChange={(portal) => setFilter(({ portal: _, ...others }) => ({ ...others, ...(portal && { portal }) }))} />
          <Select
            size="xs" searchable clearable aria-label={oversight.audit.filterVerb} placeholder={oversight.audit.filterVerb} value={filter.verb ?? null} data={Object.entries(events.verbs).map(([value, label]) => ({ value, label }))}
            onChange={(verb) => setFilter(({ verb: _, ...others }) => ({ ...others, ...(verb && { verb }) }))}
          />
          <TextInput size="xs" aria-label={oversight.audit.filterTicket} placeholder={oversight.audit.filterTicket} value={ticket} onChange={(event) => setTicket(event.currentTarget.value)} />
          <Button type="submit" size="xs" variant="default">{oversight.audit.apply}</Button>
        </form>
      )}
    >
      <Verify />
      {query.isPending && <Waiting />}
      {query.isError && <Problem error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && rows.length === 0 && <Empty icon={IconListDetails} title={oversight.audit.empty}><p>{oversight.audit.emptyText}</p></Empty>}
      {rows.length > 0 && (
        <table className={classes.table}>
          <thead><tr><th>{oversight.audit.time}</th><th>{oversight.audit.what}</th><th>{oversight.audit.who}</th><th>{oversight.audit.ticket}</th><th>{oversight.audit.outcome}</th><th>{oversight.audit.detail}</th></tr></thead>
          <tbody>{rows.map((row) => <Row key={`${row.chain}/${row.sequence}`} row={row} />)}</tbody>
        </table>
      )}
      <More query={query} />
    </Screen>
  );
}

function Row({ row }: { readonly row: AuditRow }) {
  const { events, oversight, words } = useTexts();
  const detail = Object.entries(row.detail);
  return (
    <tr>
      <td className={classes.nowrap}><Time at={row.at} /></td>
      <td>{wordFor(events.verbs, row.verb)}<small className={classes.mono}>{row.verb}</small></td>
      <td>{row.actorName ?? wordFor(words.actorKinds, row.actorKind)}{row.actorKind === 'agent' && <small>{oversight.audit.strength(wordFor(words.strengths, row.actorStrength))}</small>}</td>
      <td><TicketLink number={row.ticketNumber} /></td>
      <td><Badge tone={TONES[row.outcome] ?? 'plain'}>{wordFor(oversight.audit.outcomes, row.outcome)}</Badge></td>
      <td>
        <details className={classes.details}>
          <summary>{row.chain} {row.sequence}</summary>
          <dl>
            {detail.map(([name, value]) => <div key={name} style={{ display: 'contents' }}><dt>{name}</dt><dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd></div>)}
            <dt>{oversight.audit.hash}</dt><dd className={classes.mono}>{row.hash}</dd>
          </dl>
        </details>
      </td>
    </tr>
  );
}

function Verify() {
  const { oversight } = useTexts();
  const locale = useLocale();
  const verify = useMutation({ meta: { quiet: true }, mutationFn: () => call('GET', '/audit/verification', { reply: AuditVerification }) });
  const verdict = verify.data;
  return (
    <>
      <p><Button size="xs" leftSection={<IconShieldCheck size={15} />} loading={verify.isPending} onClick={() => verify.mutate()} mb="md">{oversight.audit.verify}</Button></p>
      {verify.isError && <Problem error={verify.error} />}
      <div role="status">
        {verdict?.ok && <p className={classes.verdict}><IconShieldCheck size={18} aria-hidden />{oversight.audit.ok(new Intl.NumberFormat(locale).format(verdict.rows))}</p>}
        {verdict && !verdict.ok && <p className={classes.verdict} data-broken><IconShieldX size={18} aria-hidden />{oversight.audit.broken(verdict.broken?.chain ?? '', verdict.broken?.sequence ?? 0)} {verdict.broken?.why}</p>}
      </div>
    </>
  );
}

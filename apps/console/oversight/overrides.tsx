import { Button, TextInput } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { IconDownload, IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { OverrideReport } from '#contracts';
import { call, fetchFile } from '../call.js';
import { useTexts, wordFor } from '../texts/language.js';
import { Empty, Time, Waiting } from '../ui/bits.js';
import { Problem } from '../ui/problem.js';
import { PortalName, TicketLink } from './parts.js';
import { Screen } from './screen.js';
import classes from './oversight.module.css';

const thisMonth = () => new Date().toISOString().slice(0, 7);

/** Every override of a month: who, what, why, on which evidence; for those who answer for the desk. */
export function Overrides() {
  const { oversight: { overrides: words }, words: named } = useTexts();
  const [month, setMonth] = useState(thisMonth);
  const isMonth = /^20\d\d-(0[1-9]|1[0-2])$/.test(month);
  const { data, isPending, isError, error, refetch } = useQuery({
    queryKey: ['overrides', month], queryFn: ({ signal }) => call('GET', '/reports/overrides', { reply: OverrideReport, query: { month }, signal }), placeholderData: keepPreviousData, enabled: isMonth,
  });
  const save = useMutation({ mutationFn: () => fetchFile('GET', `/reports/overrides.csv?month=${month}`, `overrides-${month}.csv`) });
  const evidenceOf = (kinds: readonly string[]) => (kinds.length === 0 ? words.noEvidence : kinds.map((kind) => wordFor(named.evidenceKinds, kind)).join(', '));
  return (
    <Screen
      title={words.title} lead={words.lead} needs="overrides.read"
      tools={(
        <>
          <TextInput size="xs" type="month" aria-label={words.month} aria-invalid={!isMonth} aria-describedby="which-month" placeholder="2026-11" value={month} max={thisMonth()} onChange={({ currentTarget }) => setMonth(currentTarget.value)} />
          <Button size="xs" variant="default" leftSection={<IconDownload size={15} />} disabled={!isMonth || !data || data.items.length === 0} loading={save.isPending} onClick={() => save.mutate()}>{words.export}</Button>
        </>
      )}
    >
      <p id="which-month" role="status" hidden={isMonth}>{words.whichMonth}</p>
      {isPending && isMonth && <Waiting />}
      {isError && <Problem error={error} retry={() => void refetch()} />}
      {isMonth && data && <p role="status">{words.count(data.items.length, data.cases)}{data.tooMany && <> <strong>{words.tooMany}</strong></>}</p>}
      {isMonth && data?.items.length === 0 && <Empty icon={IconShieldCheck} title={words.none}><p>{words.noneText}</p></Empty>}
      {isMonth && data && data.items.length > 0 && (
        <>
          <p>{words.perAgent}: {data.perAgent.map(({ name, count }) => `${name ?? '–'} ${count}`).join(', ')}</p>
          <table className={classes.table}>
            <thead><tr><th>{words.when}</th><th>{words.what}</th><th>{words.who}</th><th>{words.second}</th><th>{words.evidence}</th><th>{words.why}</th></tr></thead>
            <tbody>
              {data.items.map((row) => (
                <tr key={row.id}>
                  <td className={classes.nowrap}><Time at={row.at} /></td>
                  <td><strong>{wordFor(named.actions, row.type)}</strong><small>{wordFor(named.actionStates, row.state)} · <TicketLink number={row.ticketNumber} /> <PortalName portal={row.portal} /></small></td>
                  <td data-label={words.who}>{row.requestedBy ?? '–'}</td>
                  <td data-label={words.second}>{row.approvedBy ?? words.nobody}</td>
                  <td data-label={words.evidence}>A{row.levelHeld}<small>{evidenceOf(row.evidence)}</small></td>
                  <td data-label={words.why} className={classes.wide}>{row.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Screen>
  );
}

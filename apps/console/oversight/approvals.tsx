import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconRubberStamp } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { Approvals as ApprovalsList, type WaitingAction } from '#contracts';
import { call } from '../call.js';
import { useMay } from '../shell/session.js';
import { useTexts, wordFor } from '../texts/language.js';
import { Badge, Empty, Time, Waiting } from '../ui/bits.js';
import { useCommands } from '../ui/commands.js';
import { Problem } from '../ui/problem.js';
import { detailInWords, evidenceInWords } from './action-details.js';
import { APPROVALS, useDecide } from './approvals.queries.js';
import { DecideAction } from './decide-action.js';
import { Many } from './many.js';
import { Papers } from './papers.js';
import { PortalName, TicketLink } from './parts.js';
import { Screen } from './screen.js';
import classes from './oversight.module.css';

/** What waits for a second person, what lies in a hold, what comes up again, and what is done to many accounts. From the keyboard: j k to move, Enter to look and decide. */
export function Approvals() {
  const { oversight: { approvals: words } } = useTexts();
  const may = useMay();
  const query = useQuery({ enabled: may('recovery.approve'), queryKey: APPROVALS, queryFn: ({ signal }) => call('GET', '/approvals', { reply: ApprovalsList, signal }), refetchInterval: 30_000 });
  const decide = useDecide();
  const [at, setAt] = useState(0);
  const [looked, setLooked] = useState<WaitingAction | null>(null);
  const mayDecide = (query.data?.waiting ?? []).filter(({ mine }) => !mine);
  const here = mayDecide[Math.min(at, mayDecide.length - 1)];
  const move = (by: number) => () => setAt((now) => Math.max(0, Math.min(mayDecide.length - 1, now + by)));
  useCommands([
    { label: words.next, group: 'desk', keys: 'j', run: move(1) }, { label: words.previous, group: 'desk', keys: 'k', run: move(-1) },
    { label: words.look, group: 'desk', keys: 'Enter', run: () => { if (here) setLooked(here); } },
  ]);
  const { data } = query;
  const isEmpty = data && data.waiting.length + data.held.length + data.rechecks.length + data.bulks.length === 0;
  return (
    <Screen title={words.title} lead={words.lead} needs="recovery.approve">
      {query.isPending && <Waiting />}
      {query.isError && <Problem error={query.error} retry={() => void query.refetch()} />}
      {isEmpty && <Empty icon={IconRubberStamp} title={words.empty}><p>{words.emptyText}</p></Empty>}
      {data && (
        <>
          <Part title={words.waiting} rows={data.waiting} until={words.until} marked={here?.id}>{(row) => (row.mine ? <small>{words.mine}</small> : (
            <Button size="compact-xs" loading={decide.isPending && decide.variables.path.includes(row.id)} onClick={() => setLooked(row)}>{words.look}<span className="said">: {row.ticketNumber}</span></Button>
          ))}</Part>
          <Part title={words.held} rows={data.held} until={words.takesEffect}>{(row) => <Button size="compact-xs" variant="default" onClick={() => decide.mutate({ path: `/actions/${row.id}/cancel`, body: {} })}>{words.cancel}<span className="said">: {row.ticketNumber}</span></Button>}</Part>
          <Part title={words.rechecks} rows={data.rechecks} until={null}>{(row) => (
            <>
              <Button size="compact-xs" variant="default" onClick={() => decide.mutate({ path: `/actions/${row.id}/recheck`, body: { outcome: 'fine' } })}>{words.fine}<span className="said">: {row.ticketNumber}</span></Button>
              <Button size="compact-xs" variant="default" color="red" onClick={() => decide.mutate({ path: `/actions/${row.id}/recheck`, body: { outcome: 'wrong' } })}>{words.wrong}<span className="said">: {row.ticketNumber}</span></Button>
            </>
          )}</Part>
          {may('recovery.office') && <Papers />}
          <Many rows={data.bulks} />
          {looked && <DecideAction action={looked} onClose={() => setLooked(null)} onDecide={(body) => { setLooked(null); decide.mutate({ path: `/actions/${looked.id}/approval`, body }); }} />}
        </>
      )}
    </Screen>
  );
}

interface PartProps {
  readonly title: string;
  readonly rows: readonly WaitingAction[];
  /** What the date in the last column means; null: there is none. */
  readonly until: string | null;
  readonly marked?: string | undefined;
  readonly children: (row: WaitingAction) => ReactNode;
}

function Part({ title, rows, until, marked, children }: PartProps) {
  const t = useTexts();
  const { oversight: { approvals: words }, words: named, shell } = t;
  if (rows.length === 0) return null;
  return (
    <section className={classes.part} aria-label={title}>
      <h2>{title}</h2>
      <table className={classes.table}>
        <thead><tr><th>{words.what}</th><th>{words.account}</th><th>{words.evidence}</th><th>{words.askedBy}</th>{until !== null && <th>{until}</th>}<th><span className="said">{shell.common.actions}</span></th></tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} aria-current={row.id === marked || undefined} data-here={row.id === marked || undefined}>
              <td><strong>{wordFor(named.actions, row.type)}</strong>{row.override && <> <Badge tone="danger">{words.override}</Badge></>}<small><TicketLink number={row.ticketNumber} /> <PortalName portal={row.portal} /></small></td>
              <td className={classes.wide}>{row.account}{Object.entries(row.details).map(([name, value]) => <small key={name} data-warns={name === 'untold' || undefined}>{detailInWords(name, value, t).join(': ')}</small>)}{row.reason && <small>{row.reason}</small>}</td>
              <td data-label={words.evidence}>A{row.levelHeld}<small>{evidenceInWords(row.evidence, t)}</small></td>
              <td data-label={words.askedBy}>{row.requestedBy}<small><Time at={row.createdAt} /></small></td>
              {until !== null && <td data-label={until} className={classes.nowrap}>{row.until && <Time at={row.until} />}</td>}
              <td><div className={classes.buttons}>{children(row)}</div></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

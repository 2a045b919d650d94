import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconConfetti, IconFilterOff, IconUserCheck } from '@tabler/icons-react';
import { useEffect, useRef, useState, type RefObject } from 'react';
import type { TicketRow as Row } from '#contracts';
import { useSession } from '../shell/session.js';
import { useTexts } from '../texts/language.js';
import { Empty, Waiting } from '../ui/bits.js';
import { useCommands } from '../ui/commands.js';
import { Problem } from '../ui/problem.js';
import { arrivals } from './arrivals.js';
import { listOrder, useChangeTicket } from './change-ticket.js';
import { ticketsQuery } from './desk.queries.js';
import { ListHead } from './list-head.js';
import { isFiltered, type ListView } from './list-view.js';
import { TicketRow } from './ticket-row.js';
import classes from './ticket-list.module.css';

const NONE: readonly Row[] = [];

/** One list of tickets, newest message first, loading on while somebody scrolls. */
export function TicketList({ view, openNumber }: { readonly view: ListView; readonly openNumber: string | undefined }) {
  const { desk, shell } = useTexts();
  const { agent } = useSession();
  const query = useInfiniteQuery(ticketsQuery(view));
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? NONE;
  const fresh = useFresh(JSON.stringify(view), query.data && rows);
  const list = useRef<HTMLUListElement>(null);
  const searchField = useRef<HTMLInputElement>(null);
  useListKeys(list, searchField, openNumber);
  const end = useSeen(() => { if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage(); });
  const order = rows.map(({ number }) => number).join(' ');
  useEffect(() => listOrder.set(order === '' ? [] : order.split(' ')), [order]);

  return (
    <section className={classes.list} aria-label={desk.list.label}>
      <ListHead view={view} searchField={searchField} busy={query.isFetching && !query.isFetchingNextPage} />
      <p className="said" role="status">{fresh.size > 0 ? shell.live.arrived(fresh.size) : ''}</p>
      <div className={classes.scroll} tabIndex={-1}>
        {query.isPending && <Waiting rows={9} />}
        {query.isError && rows.length === 0 && <div className={classes.pad}><Problem error={query.error} retry={() => void query.refetch()} /></div>}
        {query.isSuccess && rows.length === 0 && <Nothing view={view} />}
        {rows.length > 0 && (
          <ul ref={list} className={classes.rows}>
            {rows.map((row) => <TicketRow key={row.number} row={row} open={row.number === openNumber} fresh={fresh.has(row.number)} me={agent.id} showPortal={view.portal === 'all'} />)}
          </ul>
        )}
        {query.hasNextPage && <div ref={end} className={classes.more}><Button variant="subtle" size="xs" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{shell.common.more}</Button></div>}
        {!query.hasNextPage && rows.length > 12 && <p className={classes.more}>{shell.common.endOfList}</p>}
      </div>
    </section>
  );
}

/** Tickets that came in while somebody looked; each stays marked for a few seconds. */
function useFresh(viewKey: string, rows: readonly Row[] | undefined): ReadonlySet<string> {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const seen = useRef<{ key: string; rows: readonly Row[] } | undefined>(undefined);
  const numbers = rows?.map(({ number }) => number).join(' ');
  useEffect(() => {
    if (rows === undefined) return;
    const before = seen.current?.key === viewKey ? seen.current.rows : undefined;
    seen.current = { key: viewKey, rows };
    const arrived = arrivals(before, rows);
    if (arrived.length === 0) return;
    setFresh((now) => new Set([...now, ...arrived]));
    setTimeout(() => setFresh((now) => new Set([...now].filter((number) => !arrived.includes(number)))), 8000);
    // Only the numbers matter; `rows` is a new array at every render.
  }, [viewKey, numbers]);
  return fresh;
}

/** j and k walk, Enter is the link itself, a and e work without opening. */
function useListKeys(list: RefObject<HTMLUListElement | null>, searchField: RefObject<HTMLInputElement | null>, openNumber: string | undefined): void {
  const { shell } = useTexts();
  const { assignToMe, solve } = useChangeTicket();
  const links = () => [...(list.current?.querySelectorAll<HTMLAnchorElement>('a[data-number]') ?? [])];
  const focused = () => (document.activeElement instanceof HTMLElement ? document.activeElement.dataset['number'] : undefined);
  const step = (by: 1 | -1) => () => {
    const all = links();
    const at = all.findIndex(({ dataset }) => dataset['number'] === (focused() ?? openNumber));
    const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  };
  // Back in the list, the focus is where one left.
  const left = useRef(openNumber);
  useEffect(() => {
    const number = left.current;
    left.current = openNumber;
    if (openNumber === undefined && number !== undefined) links().find(({ dataset }) => dataset['number'] === number)?.focus();
  }, [openNumber]);
  const onFocused = (act: (number: string) => void) => () => {
    const number = focused() ?? openNumber;
    if (number !== undefined) act(number);
  };
  useCommands([
    { label: shell.keys.next, group: 'desk', keys: 'j', run: step(1) },
    { label: shell.keys.previous, group: 'desk', keys: 'k', run: step(-1) },
    { label: shell.keys.search, group: 'desk', keys: '/', run: () => searchField.current?.select() },
    ...(openNumber === undefined ? [
      { label: shell.keys.assign, group: 'desk', keys: 'a', run: onFocused(assignToMe) } as const,
      { label: shell.keys.solve, group: 'desk', keys: 'e', run: onFocused((number) => solve(number)) } as const,
    ] : []),
  ]);
}

/** Calls when the element comes near the visible part. */
function useSeen(then: () => void): (element: HTMLElement | null) => (() => void) | undefined {
  const latest = useRef(then);
  latest.current = then;
  const [observe] = useState(() => (element: HTMLElement | null) => {
    if (!element) return undefined;
    const observer = new IntersectionObserver((entries) => { if (entries.some(({ isIntersecting }) => isIntersecting)) latest.current(); }, { rootMargin: '600px' });
    observer.observe(element);
    return () => observer.disconnect();
  });
  return observe;
}

function Nothing({ view }: { readonly view: ListView }) {
  const { desk } = useTexts();
  const navigate = useNavigate();
  const { empty } = desk.list;
  const go = (queue: string) => void navigate({ to: '/q/$portal/$queue', params: { portal: 'all', queue } });
  if (isFiltered(view)) {
    return (
      <Empty icon={IconFilterOff} title={empty.filteredTitle}>
        <p>{empty.filteredText}</p>
        <Button variant="default" size="xs" onClick={() => void navigate({ to: '/q/$portal/$queue', params: { portal: view.portal, queue: view.queue }, search: {} })}>{desk.list.resetFilters}</Button>
      </Empty>
    );
  }
  if (view.queue === 'mine') return <Empty icon={IconUserCheck} title={empty.mineTitle}><p>{empty.mineText}</p><Button variant="default" size="xs" onClick={() => go('unassigned')}>{empty.toUnassigned}</Button></Empty>;
  if (view.queue === 'unassigned') return <Empty icon={IconUserCheck} title={empty.unassignedTitle}><p>{empty.unassignedText}</p></Empty>;
  return <Empty icon={IconConfetti} title={empty.title}><p>{empty.text}</p></Empty>;
}

import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconConfetti, IconFilterOff, IconUserCheck } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef, useState, type RefObject } from 'react';
import type { TicketRow as Row } from '#contracts';
import { useMay, useSession } from '../shell/session.js';
import { useTexts } from '../texts/language.js';
import { Empty, Waiting } from '../ui/bits.js';
import { useCommands } from '../ui/commands.js';
import { Problem } from '../ui/problem.js';
import { arrivals } from './arrivals.js';
import { listOrder, useChangeTicket } from './change-ticket.js';
import { ticketsQuery } from './desk.queries.js';
import { ListHead } from './list-head.js';
import { eachOnce, isFiltered, type ListView } from './list-view.js';
import { TicketRow } from './ticket-row.js';
import { useSelection, type ChosenTickets } from './use-selection.js';
import classes from './ticket-list.module.css';

const SelectionBar = lazy(() => import('./selection-bar.js').then(({ SelectionBar: component }) => ({ default: component })));

const NONE: readonly Row[] = [];

/** One list of tickets, loading on while somebody scrolls. */
export function TicketList({ view, openNumber }: { readonly view: ListView; readonly openNumber: string | undefined }) {
  const { desk, shell } = useTexts();
  const { agent } = useSession();
  const query = useInfiniteQuery(ticketsQuery(view));
  const rows = query.data ? eachOnce(query.data.pages.flatMap(({ items }) => items)) : NONE;
  // In another order a young ticket at the end of what is loaded need not have come in just now.
  const tellsArrivals = (view.sort ?? 'newest') === 'newest' || !query.hasNextPage;
  const fresh = useFresh(JSON.stringify(view), query.data && tellsArrivals ? rows : undefined);
  const chosen = useSelection(rows);
  const mayChange = useMay()('tickets.write');
  const list = useRef<HTMLUListElement>(null);
  const searchField = useRef<HTMLInputElement>(null);
  useListKeys(list, searchField, openNumber, mayChange ? chosen : undefined);
  useFocusAfter(list, chosen.picked.length, openNumber);
  const end = useSeen(() => { if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage(); });
  const order = rows.map(({ number }) => number).join(' ');
  useEffect(() => listOrder.set(order === '' ? [] : order.split(' ')), [order]);

  return (
    <section className={classes.list} aria-label={desk.list.label}>
      <ListHead view={view} searchField={searchField} busy={query.isFetching && !query.isFetchingNextPage}>
        {(chosen.picked.length > 0 || chosen.notDone.length > 0) && <Suspense fallback={<div className={classes.headHeight} />}><SelectionBar chosen={chosen} hasKeys={openNumber === undefined} /></Suspense>}
      </ListHead>
      <p className="said" role="status">{chosen.said}</p>
      <p className="said" role="status">{fresh.size > 0 ? shell.live.arrived(fresh.size) : ''}</p>
      <div className={classes.scroll} tabIndex={-1}>
        {query.isPending && <Waiting rows={9} />}
        {query.isError && rows.length === 0 && <div className={classes.pad}><Problem error={query.error} retry={() => void query.refetch()} /></div>}
        {query.isSuccess && rows.length === 0 && <Nothing view={view} />}
        {rows.length > 0 && (
          <ul ref={list} className={classes.rows} data-choosing={chosen.picked.length > 0 || undefined}>
            {rows.map((row) => (
              <TicketRow
                key={row.number} row={row} open={row.number === openNumber} fresh={fresh.has(row.number)} me={agent.id} showPortal={view.portal === 'all'} showWaiting={view.sort === 'waiting'}
                isChosen={chosen.has(row.number)} onChoose={mayChange ? (asRange) => (asRange ? chosen.rangeTo : chosen.toggle)(row.number) : undefined}
              />
            ))}
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
    if (rows === undefined) return void (seen.current = undefined);
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

/** j and k walk, Enter is the link itself, a and e work without opening, x chooses. */
function useListKeys(list: RefObject<HTMLUListElement | null>, searchField: RefObject<HTMLInputElement | null>, openNumber: string | undefined, chosen: ChosenTickets | undefined): void {
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
    ...(chosen ? [
      { label: shell.keys.select, group: 'desk', keys: 'x', run: onFocused(chosen.toggle) } as const,
      { label: shell.keys.selectRange, group: 'desk', keys: 'X', run: onFocused(chosen.rangeTo) } as const,
      { label: shell.keys.selectAll, group: 'desk', keys: 'A', run: chosen.chooseAllShown } as const,
    ] : []),
    ...(chosen && (chosen.picked.length > 0 || chosen.notDone.length > 0) ? [{ label: shell.keys.selectNone, group: 'desk', keys: 'Escape', run: chosen.clear } as const] : []),
  ]);
}

/** When the bar of the chosen goes, and its focus with it: back into the list, so that j and k go on. */
function useFocusAfter(list: RefObject<HTMLUListElement | null>, count: number, openNumber: string | undefined): void {
  const before = useRef(count);
  useEffect(() => {
    const isOver = before.current > 0 && count === 0;
    before.current = count;
    if (isOver && openNumber === undefined && document.activeElement === document.body) list.current?.querySelector<HTMLAnchorElement>('a[data-number]')?.focus({ preventScroll: true });
  }, [count]);
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

import { ActionIcon, CloseButton, TextInput, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconAdjustmentsHorizontal, IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useState, type ReactNode, type RefObject } from 'react';
import { MenuButton } from '../shell/menu-button.js';
import { inLocale, useLocale, useTexts } from '../texts/language.js';
import { useScreenTitle } from '../ui/screen-title.js';
import { portalsQuery } from './desk.queries.js';
import { ListOrder } from './list-order.js';
import { rememberOrder, type ListSearch, type ListView } from './list-view.js';
import classes from './ticket-list.module.css';

const ListFilters = lazy(() => import('./list-filters.js').then(({ ListFilters: component }) => ({ default: component })));
const SEARCH_AFTER_MS = 250;

interface ListHeadProps {
  readonly view: ListView;
  readonly searchField: RefObject<HTMLInputElement | null>;
  readonly busy: boolean;
  /** What stands here instead while tickets are chosen. */
  readonly children?: ReactNode;
}

/** Which list this is, its order, search and filters. They live in the address, so that a list can be sent to a colleague. */
export function ListHead({ view, searchField, busy, children }: ListHeadProps) {
  const { desk } = useTexts();
  const navigate = useNavigate();
  const { title, portal } = useListName(view);
  useScreenTitle(title);
  const filter = (change: ListSearch, replace = false) => {
    const { portal: portalKey, queue, ...search } = { ...view, ...change };
    void navigate({ to: '/q/$portal/$queue', params: { portal: portalKey, queue }, search, replace });
  };
  const order = view.sort ?? 'newest';
  const hint = [portal, ...(order === 'newest' ? [] : [desk.list.order.words[order]])].filter((part) => part !== undefined).join(' · ');
  const [filtersShown, setFiltersShown] = useState(view.state !== undefined || view.caseType !== undefined);

  return (
    <header className={classes.head}>
      {children ? <><h1 className="said">{title}</h1>{children}</> : (
        <div className={classes.title}>
          <MenuButton />
          <h1>{title}{hint !== '' && <small>{hint}</small>}</h1>
        </div>
      )}
      {!children && <div className={classes.tools}>
        <Search value={view.q ?? ''} field={searchField} busy={busy} onChange={(q) => filter({ q: q === '' ? undefined : q }, true)} />
        <ListOrder order={order} onChoose={(chosen) => filter({ sort: rememberOrder(view, chosen) })} />
        <Tooltip label={desk.list.filters}>
          <ActionIcon variant={filtersShown ? 'light' : 'default'} size={32} aria-label={desk.list.filters} aria-expanded={filtersShown} onClick={() => setFiltersShown(!filtersShown)}><IconAdjustmentsHorizontal size={17} /></ActionIcon>
        </Tooltip>
      </div>}
      {filtersShown && (
        <Suspense fallback={<div className={classes.filters} />}>
          <ListFilters view={view} onFilter={filter} onReset={() => { setFiltersShown(false); filter({ state: undefined, caseType: undefined, q: undefined }); }} />
        </Suspense>
      )}
    </header>
  );
}

function useListName({ portal: portalKey, queue }: ListView): { readonly title: string; readonly portal: string | undefined } {
  const { shell } = useTexts();
  const locale = useLocale();
  const { data } = useQuery(portalsQuery);
  const portal = data?.items.find(({ key }) => key === portalKey);
  const found = portal?.queues.find(({ key }) => key === queue);
  const views: Readonly<Record<string, string>> = { all: shell.rail.allOf, mine: shell.rail.mine, unassigned: shell.rail.unassigned };
  return { title: views[queue] ?? (found ? inLocale(found.name, locale) : queue), portal: portal && inLocale(portal.name, locale) };
}

/** Searches while typing, with a short breath. */
function Search({ value, field, busy, onChange }: { readonly value: string; readonly field: RefObject<HTMLInputElement | null>; readonly busy: boolean; readonly onChange: (q: string) => void }) {
  const { desk } = useTexts();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed.trim() === value) return undefined;
    const timer = setTimeout(() => onChange(typed.trim()), SEARCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <TextInput
      ref={field} type="search" size="sm" placeholder={desk.list.searchPlaceholder} aria-label={desk.list.searchLabel} aria-busy={busy} value={typed} onChange={(event) => setTyped(event.currentTarget.value)}
      leftSection={<IconSearch size={15} />} rightSection={typed === '' ? <kbd aria-hidden>/</kbd> : <CloseButton size="sm" aria-label={desk.list.clearSearch} onClick={() => setTyped('')} />}
      onKeyDown={(event) => { if (event.key === 'Escape') { setTyped(''); event.currentTarget.blur(); } }}
    />
  );
}

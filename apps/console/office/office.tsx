import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { IconArrowLeft, IconUserCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { OfficeList as List } from '#contracts';
import { portalsQuery } from '../desk/desk.queries.js';
import { Screen } from '../oversight/screen.js';
import { useMay } from '../shell/session.js';
import { inLocale, useLocale, useTexts } from '../texts/language.js';
import { Empty, Waiting } from '../ui/bits.js';
import { useCommands } from '../ui/commands.js';
import { Problem } from '../ui/problem.js';
import { OfficeDetail } from './office-detail.js';
import { OfficeList } from './office-list.js';
import { filtered, nameOf, neighbour, OFFICE_KINDS, type OfficeSearch } from './office-search.js';
import { officeQuery } from './office.queries.js';
import classes from './office.module.css';

/** Everything that waits for the approval office, whoever wrote or did not. From the keyboard: j k to move, y to grant, n to refuse, u back to the list. */
export function Office() {
  const { office } = useTexts();
  const search: OfficeSearch = useSearch({ from: '/shell/office' });
  const navigate = useNavigate();
  const query = useQuery({ ...officeQuery, enabled: useMay()('recovery.office') });
  const items = filtered(query.data?.items ?? [], search);
  const open = items.find((item) => nameOf(item) === search.at);
  const go = (to: OfficeSearch) => void navigate({ to: '/office', search: to, replace: true });
  const close = () => { const { at: _at, ...rest } = search; go(rest); };
  const [walkedTo, walkTo] = useState<string>();
  const move = (by: 1 | -1) => () => {
    const to = neighbour(items, search.at, by);
    if (!to) return;
    walkTo(nameOf(to));
    go({ ...search, at: nameOf(to) });
  };
  useCommands([
    { label: office.next, group: 'desk', keys: 'j', run: move(1) }, { label: office.previous, group: 'desk', keys: 'k', run: move(-1) }, { label: office.back, group: 'desk', keys: 'u', run: close },
  ]);
  return (
    <Screen title={office.title} lead={office.lead} needs="recovery.office" tools={query.data && <Filters portals={query.data.portals} search={search} onChange={go} />}>
      {query.isPending && <Waiting />}
      {query.isError && <Problem error={query.error} retry={() => void query.refetch()} />}
      {query.data && <Away portals={query.data.portals} />}
      {query.data && items.length === 0 && (query.data.items.length === 0
        ? <Empty icon={IconUserCheck} title={office.empty}><p>{office.emptyText}</p></Empty>
        : <Empty icon={IconUserCheck} title={office.emptyFiltered}><p>{office.emptyFilteredText}</p></Empty>)}
      {items.length > 0 && (
        <div className={classes.office} data-open={open !== undefined || undefined}>
          <OfficeList items={items} search={search} walkedTo={walkedTo} />
          <div className={classes.detail}>
            {open && <Button className={classes.back!} variant="subtle" size="compact-sm" leftSection={<IconArrowLeft size={15} aria-hidden />} onClick={close}>{office.back}</Button>}
            {open ? <OfficeDetail key={nameOf(open)} who={open} /> : <p className={classes.choose}>{office.choose}</p>}
          </div>
        </div>
      )}
      {query.data && <Without portals={query.data.portals} />}
    </Screen>
  );
}

interface FiltersProps {
  readonly portals: List['portals'];
  readonly search: OfficeSearch;
  readonly onChange: (search: OfficeSearch) => void;
}

function Filters({ portals, search: { portal, kind, at }, onChange }: FiltersProps) {
  const { office, oversight } = useTexts();
  const name = usePortalNames();
  const rest = { ...(at !== undefined && { at }) };
  return (
    <>
      <Select
        size="xs" clearable aria-label={oversight.portal} placeholder={oversight.anyPortal} value={portal ?? null} data={portals.filter((one) => one.office !== null).map(({ key }) => ({ value: key, label: name(key) }))}
        onChange={(value) => onChange({ ...rest, ...(kind && { kind }), ...(value !== null && { portal: value }) })}
      />
      <Select
        size="xs" clearable aria-label={office.kind} placeholder={office.anyKind} value={kind ?? null} data={OFFICE_KINDS.map((value) => ({ value, label: office.kinds[value]! }))}
        onChange={(value) => { const chosen = OFFICE_KINDS.find((one) => one === value); onChange({ ...rest, ...(portal !== undefined && { portal }), ...(chosen && { kind: chosen }) }); }}
      />
    </>
  );
}

/** Silence must not look like peace. */
function Away({ portals }: Pick<FiltersProps, 'portals'>) {
  const { office } = useTexts();
  const name = usePortalNames();
  return portals.filter(({ away }) => away).map(({ key }) => <p key={key} role="status" className={classes.away}>{office.away(name(key))}</p>);
}

function Without({ portals }: Pick<FiltersProps, 'portals'>) {
  const { office } = useTexts();
  const name = usePortalNames();
  const without = portals.filter((one) => one.office === null);
  return without.length === 0 ? null : <p className={classes.without}>{office.without(without.map(({ key }) => name(key)).join(', '))}</p>;
}

function usePortalNames(): (key: string) => string {
  const locale = useLocale();
  const { data } = useQuery(portalsQuery);
  return (key) => { const portal = data?.items.find((one) => one.key === key); return portal ? inLocale(portal.name, locale) : key; };
}

import { CloseButton, Select } from '@mantine/core';
import { useTexts } from '../texts/language.js';
import { LIST_STATES, stateOf, type ListSearch, type ListView } from './list-view.js';
import classes from './ticket-list.module.css';

interface ListFiltersProps {
  readonly view: ListView;
  readonly onFilter: (change: ListSearch) => void;
  readonly onReset: () => void;
}

/** State and kind of case, every one by its name. */
export function ListFilters({ view, onFilter, onReset }: ListFiltersProps) {
  const { desk, words } = useTexts();
  const states = LIST_STATES.map((value) => ({ value, label: value === 'active' ? desk.list.active : value === 'any' ? desk.list.anyState : words.ticketStates[value] }));
  return (
    <div className={classes.filters}>
      <Select size="xs" aria-label={desk.list.state} value={stateOf(view)} allowDeselect={false} comboboxProps={{ width: 190, position: 'bottom-start' }} data={states} onChange={(state) => onFilter({ state: state === 'active' && !view.q ? undefined : state ?? undefined })} />
      <Select
        size="xs" searchable clearable aria-label={desk.list.caseType} placeholder={desk.list.anyCase} value={view.caseType ?? null} onChange={(chosen) => onFilter({ caseType: chosen ?? undefined })}
        data={Object.entries(words.caseTypes).map(([value, label]) => ({ value, label }))} comboboxProps={{ width: 260, position: 'bottom-end' }}
      />
      <CloseButton size="sm" aria-label={desk.list.resetFilters} title={desk.list.resetFilters} onClick={onReset} />
    </div>
  );
}

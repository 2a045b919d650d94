import { Modal, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { portalsQuery } from '../desk/desk.queries.js';
import { inLocale, useLocale, useTexts } from '../texts/language.js';
import { allCommands } from '../ui/commands.js';
import { fits } from '../ui/fits.js';
import { KeyNames } from './key-names.js';
import { useMay } from './session.js';
import classes from './shell.module.css';

interface Entry {
  readonly label: string;
  readonly group: string;
  readonly keys?: string | undefined;
  readonly run: () => void;
}

/** Ctrl+K: everything the desk can do, and every queue, by its name. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { shell } = useTexts();
  const [sought, setSought] = useState('');
  const [chosen, setChosen] = useState(0);
  const entries = useEntries(sought);
  const at = Math.min(chosen, entries.length - 1);
  const run = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    // After the dialog has given the focus back, so that a command can take it.
    setTimeout(entry.run, 0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setChosen((at + 1) % Math.max(1, entries.length));
    else if (event.key === 'ArrowUp') setChosen((at - 1 + entries.length) % Math.max(1, entries.length));
    else if (event.key === 'Enter') run(entries[at]);
    else return;
    event.preventDefault();
  };

  return (
    <Modal.Root opened onClose={onClose} centered={false} yOffset="12dvh" padding="xs" size="lg" lockScroll={false}>
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content aria-label={shell.palette.title} classNames={{ content: classes.palette ?? '' }}>
        <TextInput
          data-autofocus size="md" variant="unstyled" leftSection={<IconSearch size={17} />} placeholder={shell.palette.placeholder} aria-label={shell.palette.title} value={sought}
          onChange={(event) => { setSought(event.currentTarget.value); setChosen(0); }} onKeyDown={onKeyDown}
          role="combobox" aria-expanded aria-controls="palette-list" aria-activedescendant={entries.length > 0 ? `palette-${at}` : undefined} autoComplete="off"
        />
        <div className={classes.paletteList} role="listbox" id="palette-list" aria-label={shell.palette.title}>
          {entries.length === 0 && <p className={classes.paletteGroup}>{shell.palette.nothing}</p>}
          {entries.map((entry, index) => (
            <div key={`${entry.group}/${entry.label}`} role="presentation">
              {entry.group !== entries[index - 1]?.group && <p className={classes.paletteGroup}>{entry.group}</p>}
              <div
                id={`palette-${index}`} role="option" aria-selected={index === at} className={classes.paletteItem} ref={index === at ? scrollTo : undefined}
                onMouseMove={() => setChosen(index)} onClick={() => run(entry)}
              >
                <span>{entry.label}</span>
                {entry.keys && <KeyNames keys={entry.keys} />}
              </div>
            </div>
          ))}
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}

function scrollTo(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

function useEntries(sought: string): readonly Entry[] {
  const { shell } = useTexts();
  const locale = useLocale();
  const navigate = useNavigate();
  const may = useMay();
  const { data: portals } = useQuery({ ...portalsQuery, enabled: may('tickets.read') });
  const groups = { ticket: shell.palette.groupTicket, go: shell.palette.groupGo, desk: shell.palette.groupDesk };
  const commands = useMemo(() => allCommands(), []);

  const known: Entry[] = [
    ...commands.filter(({ keys }) => keys !== 'mod+k').map(({ group, ...command }) => ({ ...command, group: groups[group] })),
    ...(portals?.items ?? []).flatMap((portal) => portal.queues.map(({ key, name }) => ({
      label: `${inLocale(portal.name, locale)} › ${inLocale(name, locale)}`, group: groups.go,
      run: () => void navigate({ to: '/q/$portal/$queue', params: { portal: portal.key, queue: key } }),
    }))),
  ];
  const typed = sought.trim();
  const found = known.filter(({ label }) => fits(typed, label));
  if (typed === '' || !may('tickets.read')) return inGroups(found, Object.values(groups));
  const number = /^[a-z]{2,5}-\d+$/i.test(typed) ? typed.toUpperCase() : undefined;
  return [
    ...(number ? [{ label: shell.palette.ticketByNumber(number), group: groups.go, run: () => void navigate({ to: '/tickets/$number', params: { number } }) }] : []),
    ...inGroups(found, Object.values(groups)),
    { label: shell.palette.searchFor(typed), group: groups.desk, run: () => void navigate({ to: '/q/$portal/$queue', params: { portal: 'all', queue: 'all' }, search: { q: typed } }) },
  ];
}

function inGroups(entries: readonly Entry[], order: readonly string[]): readonly Entry[] {
  return order.flatMap((group) => entries.filter((entry) => entry.group === group));
}

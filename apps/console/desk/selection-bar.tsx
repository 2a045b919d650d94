import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconArchive, IconCheck, IconRefresh, IconStack2, IconUser, IconUserCheck, IconUserOff, IconX } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useMay, useSession } from '../shell/session.js';
import { inLocale, useLocale, useTexts } from '../texts/language.js';
import { Initials } from '../ui/bits.js';
import { useCommands } from '../ui/commands.js';
import { noInWords } from '../ui/problem.js';
import { useChangeMany } from './change-many.js';
import type { Change } from './change-rules.js';
import { agentsQuery, portalsQuery } from './desk.queries.js';
import { offered, type NotDone } from './selection-rules.js';
import type { ChosenTickets } from './use-selection.js';
import classes from './selection-bar.module.css';

interface SelectionBarProps {
  readonly chosen: ChosenTickets;
  /** Beside an open ticket its own keys hold. */
  readonly hasKeys: boolean;
}

/** In place of the list's head: how many are chosen, and what could be done to each of them. */
export function SelectionBar({ chosen, hasKeys }: SelectionBarProps) {
  const { desk, shell } = useTexts();
  const { agent } = useSession();
  const { picked } = chosen;
  const { change, busy } = useChangeMany(chosen.settle);
  const offer = offered(picked);
  // Not disabled while it works: a button that loses the focus takes it from whoever uses the keyboard.
  const all = (wanted: Change, said: (count: number) => string) => () => { if (!busy) void change(picked, wanted, said); };
  const assignToMe = all({ assignee: agent.id }, desk.many.assigned);
  const solve = all({ state: 'solved' }, desk.many.solved);
  const may = hasKeys && picked.length > 0;
  useCommands([
    ...(may ? [{ label: desk.many.assignToMe, group: 'desk', keys: 'a', run: assignToMe } as const] : []),
    ...(may && offer.solve ? [{ label: desk.many.solve, group: 'desk', keys: 'e', run: solve } as const] : []),
  ]);

  return (
    <div className={classes.bar} role="group" aria-label={desk.many.label}>
      <div className={classes.line}>
        <label className={classes.all}>
          <input type="checkbox" checked={chosen.allShown} ref={(box) => { if (box) box.indeterminate = picked.length > 0 && !chosen.allShown; }} onChange={() => (chosen.allShown ? chosen.clear() : chosen.chooseAllShown())} />
          {desk.many.allShown}
        </label>
        <b className={classes.count} aria-hidden>{picked.length > 0 && desk.many.count(picked.length)}</b>
        <Tooltip label={`${desk.many.clear} (Esc)`}><ActionIcon variant="subtle" color="gray" size={30} aria-label={desk.many.clear} onClick={chosen.clear}><IconX size={17} /></ActionIcon></Tooltip>
      </div>
      {picked.length > 0 && (
        <div className={classes.line}>
          <Act label={desk.many.assignToMe} icon={IconUserCheck} busy={busy} run={assignToMe} />
          <AgentMenu portals={offer.portals} busy={busy} onChoose={(assignee) => all({ assignee }, assignee === null ? desk.many.unassigned : desk.many.updated)()} />
          <QueueMenu portal={offer.portal} busy={busy} onChoose={(queue) => all({ queue }, desk.many.moved)()} />
          {offer.solve && <Act label={desk.many.solve} icon={IconCheck} busy={busy} run={solve} />}
          {offer.reopen && <Act label={desk.many.reopen} icon={IconRefresh} busy={busy} run={all({ state: 'open' }, desk.many.reopened)} />}
          {offer.close && <Act label={desk.many.close} icon={IconArchive} busy={busy} run={all({ state: 'closed' }, desk.many.closed)} />}
        </div>
      )}
      {chosen.notDone.length > 0 && <NotDoneList reasons={chosen.notDone} close={shell.common.close} onClose={() => chosen.settle([])} />}
    </div>
  );
}

interface ActProps {
  readonly label: string;
  readonly icon: ComponentType<{ size?: number }>;
  readonly busy: boolean;
  readonly run?: () => void;
}

function Act({ label, icon: Icon, busy, run }: ActProps) {
  return <Tooltip label={label}><ActionIcon variant="default" size={32} aria-label={label} aria-disabled={busy || undefined} onClick={run}><Icon size={17} /></ActionIcon></Tooltip>;
}

/** Those who can take tickets of every portal that is among them. */
function AgentMenu({ portals, busy, onChoose }: { readonly portals: readonly string[]; readonly busy: boolean; readonly onChoose: (assignee: string | null) => void }) {
  const { desk } = useTexts();
  const { agent } = useSession();
  const may = useMay();
  const { data } = useQuery({ ...agentsQuery, enabled: may('agents.read') });
  const others = (data?.items ?? []).filter((one) => one.id !== agent.id && portals.every((portal) => one.takes.includes(portal)));
  return (
    <Menu width={240}>
      <Menu.Target><ActionIcon variant="default" size={32} aria-label={desk.many.assign} title={desk.many.assign} aria-disabled={busy || undefined}><IconUser size={17} /></ActionIcon></Menu.Target>
      <Menu.Dropdown mah="60dvh" className={classes.menu}>
        <Menu.Label>{desk.many.assign}</Menu.Label>
        {others.map((one) => <Menu.Item key={one.id} leftSection={<Initials name={one.displayName} />} onClick={() => onChoose(one.id)}>{one.displayName}</Menu.Item>)}
        <Menu.Item leftSection={<IconUserOff size={15} />} onClick={() => onChoose(null)}>{desk.ticket.unassign}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Queues belong to a portal. */
function QueueMenu({ portal, busy, onChoose }: { readonly portal: string | undefined; readonly busy: boolean; readonly onChoose: (queue: string) => void }) {
  const { desk } = useTexts();
  const locale = useLocale();
  const { data: queues = [] } = useQuery({ ...portalsQuery, select: ({ items }) => items.find(({ key }) => key === portal)?.queues ?? [] });
  return (
    <Menu width={240}>
      <Menu.Target><ActionIcon variant="default" size={32} aria-label={desk.many.move} title={desk.many.move} aria-disabled={busy || undefined}><IconStack2 size={17} /></ActionIcon></Menu.Target>
      <Menu.Dropdown mah="60dvh" className={classes.menu}>
        <Menu.Label>{portal === undefined ? desk.many.onePortal : desk.many.move}</Menu.Label>
        {queues.map(({ key, name }) => <Menu.Item key={key} onClick={() => onChoose(key)}>{inLocale(name, locale)}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}

/** What was not done and why, until somebody goes on: a message in the corner is gone too soon for that. */
function NotDoneList({ reasons, close, onClose }: { readonly reasons: readonly NotDone[]; readonly close: string; readonly onClose: () => void }) {
  const t = useTexts();
  const locale = useLocale();
  return (
    <section className={classes.not} aria-label={t.desk.many.notDone}>
      <h2>{t.desk.many.notDone}<ActionIcon variant="subtle" color="gray" size="sm" aria-label={close} onClick={onClose}><IconX size={14} /></ActionIcon></h2>
      <ul>{reasons.map(({ code, missing, numbers }) => <li key={numbers.join(' ')}><b>{numbers.join(', ')}</b> {noInWords({ code, missing }, t, locale)}</li>)}</ul>
    </section>
  );
}

import { ActionIcon, Button, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconArchive, IconArrowMerge, IconCheck, IconChevronDown, IconDots, IconHourglass, IconRefresh, IconStack2, IconUser, IconUserOff } from '@tabler/icons-react';
import type { TicketView } from '#contracts';
import { useChangeTicket } from '../desk/change-ticket.js';
import { agentsQuery, portalsQuery } from '../desk/desk.queries.js';
import { useMay, useSession } from '../shell/session.js';
import { inLocale, useLocale, useTexts, wordFor } from '../texts/language.js';
import { Initials } from '../ui/bits.js';
import classes from './ticket-screen.module.css';

interface OfTicket {
  readonly ticket: TicketView;
}

/** Who looks after it. */
export function AssigneeMenu({ ticket }: OfTicket) {
  const { desk } = useTexts();
  const { agent } = useSession();
  const may = useMay();
  const { assignToMe, set } = useChangeTicket();
  const { data } = useQuery({ ...agentsQuery, enabled: may('agents.read') });
  const others = (data?.items ?? []).filter((one) => one.id !== agent.id && one.takes.includes(ticket.portal));
  return (
    <Menu width={240}>
      <Menu.Target>
        <Button className={classes.assignee} size="compact-sm" variant="default" leftSection={ticket.assignee ? <Initials name={ticket.assignee.displayName} me={ticket.assignee.id === agent.id} /> : <IconUser size={15} />}>
          <span className="said">{desk.ticket.assignee}: </span><span className={ticket.assignee ? classes.hideNarrow : `${classes.hideNarrow} ${classes.nobody}`}>{ticket.assignee ? (ticket.assignee.id === agent.id ? desk.list.you : ticket.assignee.displayName) : desk.ticket.nobody}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {ticket.assignee?.id !== agent.id && <Menu.Item leftSection={<Initials name={agent.displayName} me />} rightSection={<kbd aria-hidden>a</kbd>} onClick={() => assignToMe(ticket.number)}>{desk.ticket.assignToMe}</Menu.Item>}
        {others.map((one) => (
          <Menu.Item key={one.id} leftSection={<Initials name={one.displayName} />} rightSection={ticket.assignee?.id === one.id && <IconCheck size={14} />} onClick={() => set(ticket.number, { assignee: one.id })}>{one.displayName}</Menu.Item>
        ))}
        {ticket.assignee && <><Menu.Divider /><Menu.Item leftSection={<IconUserOff size={15} />} onClick={() => set(ticket.number, { assignee: null })}>{desk.ticket.unassign}</Menu.Item></>}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Where it lies. */
export function QueueMenu({ ticket }: OfTicket) {
  const { desk } = useTexts();
  const locale = useLocale();
  const { set } = useChangeTicket();
  const { data: queues = [] } = useQuery({ ...portalsQuery, select: ({ items }) => items.find(({ key }) => key === ticket.portal)?.queues ?? [] });
  const current = queues.find(({ key }) => key === ticket.queue);
  const name = current ? inLocale(current.name, locale) : ticket.queue;
  return (
    <Menu width={240}>
      <Menu.Target>
        <button type="button" className={classes.queue}><IconStack2 size={15} aria-hidden /><span className="said">{desk.ticket.queue}: </span>{name}<IconChevronDown size={13} aria-hidden /></button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{desk.ticket.queue}</Menu.Label>
        {queues.map(({ key, name: text }) => <Menu.Item key={key} rightSection={key === ticket.queue && <IconCheck size={14} />} disabled={key === ticket.queue} onClick={() => set(ticket.number, { queue: key })}>{inLocale(text, locale)}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}

/** What is done seldom: other states, another kind, priority. */
export function MoreMenu({ ticket, onMerge }: OfTicket & { readonly onMerge: () => void }) {
  const { desk, threads, words } = useTexts();
  const { set } = useChangeTicket();
  const state = (next: TicketView['state']) => () => set(ticket.number, { state: next });
  return (
    <Menu width={250} position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size={26} aria-label={desk.ticket.more}><IconDots size={16} /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah="70dvh" className={classes.scrollMenu}>
        <Menu.Label>{desk.ticket.state}</Menu.Label>
        {(ticket.state === 'new' || ticket.state === 'open') && <Menu.Item leftSection={<IconHourglass size={15} />} onClick={state('waiting')}>{desk.ticket.wait}</Menu.Item>}
        {ticket.state !== 'open' && ticket.state !== 'new' && <Menu.Item leftSection={<IconRefresh size={15} />} onClick={state('open')}>{desk.ticket.reopen}</Menu.Item>}
        {ticket.state !== 'closed' && <Menu.Item leftSection={<IconArchive size={15} />} onClick={state('closed')}>{desk.ticket.close}</Menu.Item>}
        <Menu.Item leftSection={<IconArrowMerge size={15} />} rightSection={<kbd aria-hidden>m</kbd>} onClick={onMerge}>{threads.mergeMenu}</Menu.Item>
        <Menu.Label>{desk.ticket.priority}</Menu.Label>
        {(['low', 'normal', 'high', 'urgent'] as const).map((one) => <Menu.Item key={one} rightSection={one === ticket.priority && <IconCheck size={14} />} onClick={() => set(ticket.number, { priority: one })}>{wordFor(words.priorities, one)}</Menu.Item>)}
        <Menu.Label>{desk.ticket.caseType}</Menu.Label>
        {Object.entries(words.caseTypes).map(([key, label]) => <Menu.Item key={key} rightSection={key === ticket.caseType && <IconCheck size={14} />} onClick={() => set(ticket.number, { caseType: key })}>{label}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}

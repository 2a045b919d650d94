import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconArrowMerge, IconArrowsSplit2, IconLink, IconUserQuestion, IconUsers, type TablerIcon } from '@tabler/icons-react';
import type { TicketView } from '#contracts';
import { useMay } from '../shell/session.js';
import { useTexts } from '../texts/language.js';
import { Address } from '../ui/bits.js';
import { useThreads } from './change-threads.js';
import classes from './threads.module.css';

const ICONS: Readonly<Record<TicketView['links'][number]['kind'], TablerIcon>> = { claims: IconUserQuestion, closed: IconLink, topic: IconLink, split: IconArrowsSplit2, merged: IconArrowMerge };

/** Where the conversation came from and goes on; a ticket that went into another says so first. */
export function TicketLinks({ ticket }: { readonly ticket: TicketView }) {
  const { threads } = useTexts();
  const may = useMay();
  const { unmerge } = useThreads();
  if (ticket.links.length === 0 && ticket.participants.length === 0) return null;
  return (
    <ul className={classes.links} aria-label={threads.links}>
      {ticket.links.map(({ number, subject, kind, direction }) => {
        const Icon = ICONS[kind];
        const goneInto = kind === 'merged' && direction === 'to';
        return (
          <li key={`${kind} ${direction} ${number}`} data-strong={goneInto || kind === 'claims' || undefined}>
            <Icon size={15} aria-hidden />
            <span>{threads.kinds[kind][direction]} <Link to="/tickets/$number" params={{ number }}>{number}</Link> <span className={classes.faint}>{subject}</span></span>
            {kind === 'merged' && may('tickets.write') && <Button size="compact-xs" variant="default" loading={unmerge.isPending} onClick={() => unmerge.mutate(goneInto ? ticket.number : number)}>{threads.unmerge}</Button>}
          </li>
        );
      })}
      {ticket.participants.length > 0 && <li><IconUsers size={15} aria-hidden /><span>{threads.mayWrite} {ticket.participants.map((address) => <span key={address}><Address address={address} /> </span>)}</span></li>}
    </ul>
  );
}

import { Link } from '@tanstack/react-router';
import { IconClockExclamation, IconUsers } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { OfficeItem } from '#contracts';
import { PortalName } from '../oversight/parts.js';
import { useTexts, wordFor } from '../texts/language.js';
import { Badge, Time } from '../ui/bits.js';
import { useNow } from '../ui/now.js';
import { nameOf, type OfficeSearch } from './office-search.js';
import classes from './office.module.css';

/** Who waits, as the server sorted them. */
export function OfficeList({ items, search, walkedTo }: { readonly items: readonly OfficeItem[]; readonly search: OfficeSearch; /** By key: takes the focus, so that a screen reader says who it is. */ readonly walkedTo: string | undefined }) {
  const { office } = useTexts();
  return <ul className={classes.list} aria-label={office.list}>{items.map((item) => <Row key={nameOf(item)} item={item} search={search} isWalkedTo={walkedTo === nameOf(item)} />)}</ul>;
}

function Row({ item, search, isWalkedTo }: { readonly item: OfficeItem; readonly search: OfficeSearch; readonly isWalkedTo: boolean }) {
  const { office, case: { actions } } = useTexts();
  const now = useNow();
  const row = useRef<HTMLAnchorElement>(null);
  const isOpen = nameOf(item) === search.at;
  useEffect(() => {
    if (!isOpen) return;
    if (isWalkedTo) row.current?.focus({ preventScroll: true });
    row.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen, isWalkedTo]);
  const isOverdue = item.dueAt !== null && Date.parse(item.dueAt) < now;
  return (
    <li>
      <Link ref={row} to="/office" search={{ ...search, at: nameOf(item) }} replace className={classes.row} aria-current={isOpen || undefined}>
        <span className={classes.rowHead}><strong>{item.person}</strong><PortalName portal={item.portal} /></span>
        <span className={classes.badges}>{item.kinds.map((kind) => <Badge key={kind} tone={kind === 'registration' ? 'accent' : 'plain'}>{wordFor(office.kinds, kind)}</Badge>)}{item.request && <Badge tone="warn" icon={IconUsers}>{office.waitsForSecond}</Badge>}</span>
        {(item.fields.length > 0 || item.proposedUsername !== null) && <span className={classes.soft}>{[...item.fields.map((field) => wordFor(actions.fields, field)), ...(item.proposedUsername === null ? [] : [`${item.username} → ${item.proposedUsername}`])].join(' · ')}</span>}
        <span className={classes.when} data-overdue={isOverdue || undefined}>
          {isOverdue && <IconClockExclamation size={14} aria-hidden />}
          {item.dueAt === null ? office.noDue : <>{office.due} <Time at={item.dueAt} />{isOverdue && ` (${office.overdue})`}</>} · {office.since} <Time at={item.since} />
        </span>
      </Link>
    </li>
  );
}

import { Link } from '@tanstack/react-router';
import { IconAlertTriangleFilled, IconChecks, IconClock, IconClockExclamation, IconShieldExclamation } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { TicketRow as Row } from '#contracts';
import { useLocale, useTexts, wordFor } from '../texts/language.js';
import { Initials } from '../ui/bits.js';
import { useNow } from '../ui/now.js';
import { dueOf, exactly, relative, shortSpan } from '../ui/times.js';
import { portalsQuery } from './desk.queries.js';
import classes from './ticket-list.module.css';

interface TicketRowProps {
  readonly row: Row;
  readonly open: boolean;
  readonly fresh: boolean;
  readonly me: string;
  readonly showPortal: boolean;
  /** Since when they wait for us instead of the newest message: what the list is ordered by. */
  readonly showWaiting: boolean;
  readonly isChosen: boolean;
  /** `asRange`: with shift. Undefined: whoever looks may change nothing. */
  readonly onChoose: ((asRange: boolean) => void) | undefined;
}

/** One line of the list. The whole of it is a link, so that it opens like one: also in a new tab. */
export function TicketRow({ row, open, fresh, me, showPortal, showWaiting, isChosen, onChoose }: TicketRowProps) {
  const { desk, words } = useTexts();
  const locale = useLocale();
  const now = useNow();
  const { data: colour } = useQuery({ ...portalsQuery, select: ({ items }) => items.find(({ key }) => key === row.portal)?.brand.colour });
  const since = showWaiting ? row.owedSince : null;
  const age = since ?? row.lastMessageAt;
  const ageTitle = since === null ? desk.list.age(exactly(age, locale)) : desk.list.waits(exactly(age, locale));
  return (
    <li className={classes.item} data-chosen={isChosen || undefined}>
      <Link to="/tickets/$number" params={{ number: row.number }} className={classes.row} data-number={row.number} data-open={open || undefined} data-fresh={fresh || undefined} data-state={row.state} preload={false} {...(open && { 'aria-current': 'true' as const })}>
        <span className={classes.state} data-state={row.state} title={wordFor(words.ticketStates, row.state)}><i className="said">{wordFor(words.ticketStates, row.state)}</i></span>
        <span className={classes.who}>{row.requesterName ?? row.requesterAddress}</span>
        <time className={classes.age} dateTime={age} title={ageTitle}>{shortSpan(now - Date.parse(age), locale)}</time>
        <span className={classes.subject}><span>{row.subject || desk.ticket.noSubject}</span><i className={classes.number}>{row.number}</i></span>
        <span className={classes.meta}>
          {showPortal && <i className={classes.portal} style={{ '--portal': colour }} aria-hidden />}
          <span className={classes.case}>{wordFor(words.caseTypes, row.caseType)}</span>
          <span className={classes.marks}>
            {(row.priority === 'urgent' || row.priority === 'high') && <span className={classes.urgent} title={wordFor(words.priorities, row.priority)}><IconAlertTriangleFilled size={13} aria-hidden /><i className="said">{wordFor(words.priorities, row.priority)}</i></span>}
            {row.risk !== 'low' && <Risk risk={row.risk} />}
            <Promised row={row} now={now} />
            {row.assignee
              ? <span title={desk.list.assignedTo(row.assignee.displayName)}><Initials name={row.assignee.displayName} me={row.assignee.id === me} /><i className="said">{desk.list.assignedTo(row.assignee.displayName)}</i></span>
              : <span className={classes.nobody} title={desk.list.unassigned}><i className="said">{desk.list.unassigned}</i></span>}
          </span>
        </span>
        <span className="said">{relative(age, now, locale)}</span>
      </Link>
      {onChoose && (
        <label className={classes.pick}>
          <input
            type="checkbox" data-number={row.number} aria-label={desk.many.choose(row.number, row.requesterName ?? row.requesterAddress)} checked={isChosen}
            onChange={({ nativeEvent }) => onChoose(nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)}
          />
        </label>
      )}
    </li>
  );
}

function Risk({ risk }: { readonly risk: 'medium' | 'high' }) {
  const { desk } = useTexts();
  const label = risk === 'high' ? desk.list.riskHigh : desk.list.riskMedium;
  return <span className={classes.risk} data-risk={risk} title={label}><IconShieldExclamation size={15} stroke={1.9} aria-hidden /><i className="said">{label}</i></span>;
}

/** By when the portal promised a first answer. */
function Promised({ row, now }: { readonly row: Row; readonly now: number }) {
  const { desk } = useTexts();
  const locale = useLocale();
  const due = dueOf(row, now);
  if (due.kind === 'none') return null;
  const title = row.promisedBy === null ? '' : desk.list.dueTitle(exactly(row.promisedBy, locale));
  if (due.kind === 'kept') return <span className={classes.due} data-due="kept" title={desk.list.kept}><IconChecks size={14} aria-hidden /><i className="said">{desk.list.kept}</i></span>;
  const span = shortSpan(due.ms, locale);
  return due.kind === 'late'
    ? <span className={classes.due} data-due="late" title={title}><IconClockExclamation size={13} aria-hidden />{desk.list.late(span)}</span>
    : <span className={classes.due} data-due={due.kind} title={title}><IconClock size={13} aria-hidden />{desk.list.dueIn(span)}</span>;
}

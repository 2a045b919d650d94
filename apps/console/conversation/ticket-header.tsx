import { ActionIcon, Button, Popover, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconArrowLeft, IconCheck, IconClock, IconClockExclamation, IconHelpCircle, IconLayoutSidebarRight, IconShieldExclamation } from '@tabler/icons-react';
import { useState, type Ref } from 'react';
import type { TicketView } from '#contracts';
import { useChangeTicket } from '../desk/change-ticket.js';
import { portalsQuery } from '../desk/desk.queries.js';
import { currentView } from '../desk/list-view.js';
import { useMay } from '../shell/session.js';
import { useLocale, useTexts, wordFor } from '../texts/language.js';
import { Badge, type Tone } from '../ui/bits.js';
import { useCommands } from '../ui/commands.js';
import { useNow } from '../ui/now.js';
import { useStore } from '../ui/store.js';
import { dueOf, exactly, relative, shortSpan } from '../ui/times.js';
import { copy } from '../ui/toasts.js';
import { MergeDialog } from './merge-dialog.js';
import { reasonInWords } from './reason.js';
import { AssigneeMenu, MoreMenu, QueueMenu } from './ticket-menus.js';
import { caseShown } from './case-shown.js';
import classes from './ticket-screen.module.css';

const TONES: Readonly<Record<string, Tone>> = { new: 'accent', open: 'accent', waiting: 'plain', solved: 'ok', closed: 'plain' };

export function TicketHeader({ ticket, headingRef }: { readonly ticket: TicketView; readonly headingRef: Ref<HTMLHeadingElement> }) {
  const { desk, privacy, shell, words } = useTexts();
  const may = useMay();
  const { solve, busy } = useChangeTicket();
  const { data: colour } = useQuery({ ...portalsQuery, select: ({ items }) => items.find(({ key }) => key === ticket.portal)?.brand.colour });
  const { portal = 'all', queue = 'all', ...search } = useStore(currentView) ?? {};
  const done = ticket.state === 'solved' || ticket.state === 'closed';
  const shown = useStore(caseShown);
  const [merging, setMerging] = useState(false);
  useCommands(may('tickets.write') ? [{ label: shell.keys.merge, group: 'ticket', keys: 'm', run: () => setMerging(true) }] : []);

  return (
    <header className={classes.header} style={{ '--portal': colour }}>
      <div className={classes.bar}>
        <ActionIcon className={classes.onlyNarrow} variant="subtle" color="gray" size={32} renderRoot={(props) => <Link {...props} to="/q/$portal/$queue" params={{ portal, queue }} search={search} />} aria-label={desk.ticket.toList}><IconArrowLeft size={19} /></ActionIcon>
        <button type="button" className={classes.number} title={desk.ticket.copyNumber} onClick={() => void copy(ticket.number)}>{ticket.number}</button>
        <Badge tone={TONES[ticket.state] ?? 'plain'}>{wordFor(words.ticketStates, ticket.state)}</Badge>
        <div className={classes.tools}>
          {may('tickets.write') && (
            <>
              <AssigneeMenu ticket={ticket} />
              {!done && <Button size="compact-sm" variant="default" leftSection={<IconCheck size={15} />} loading={busy} onClick={() => solve(ticket.number)}>{desk.ticket.solve}</Button>}
              <MoreMenu ticket={ticket} onMerge={() => setMerging(true)} />
            </>
          )}
          {ticket.case && (
            <Tooltip label={shown ? desk.ticket.hideCase : desk.ticket.showCase}>
              <ActionIcon className={classes.onlyWide} variant="subtle" color="gray" size={30} aria-label={desk.ticket.showCase} aria-pressed={shown} onClick={() => caseShown.set(!shown)}><IconLayoutSidebarRight size={18} /></ActionIcon>
            </Tooltip>
          )}
        </div>
      </div>
      <Subject text={ticket.textsEndedAt === null ? ticket.subject || desk.ticket.noSubject : privacy.retention.textsEnded} headingRef={headingRef} />
      <Facts ticket={ticket} />
      {merging && <MergeDialog ticket={ticket} onClose={() => setMerging(false)} />}
    </header>
  );
}

/** Letters from which on a subject is shown in part: what a stranger wrote pushes neither the conversation nor the buttons out of the window. */
const LONG_SUBJECT = 140;

function Subject({ text, headingRef }: { readonly text: string; readonly headingRef: Ref<HTMLHeadingElement> }) {
  const { desk } = useTexts();
  const [whole, setWhole] = useState(false);
  const isLong = text.length > LONG_SUBJECT;
  return (
    <>
      <h1 ref={headingRef} tabIndex={-1} className={classes.subject} data-cut={(isLong && !whole) || undefined}>{text}</h1>
      {isLong && <button type="button" className={classes.whole} aria-expanded={whole} onClick={() => setWhole((before) => !before)}>{desk.ticket.wholeSubject}</button>}
    </>
  );
}

function Facts({ ticket }: { readonly ticket: TicketView }) {
  const may = useMay();
  const { desk, privacy, words } = useTexts();
  const locale = useLocale();
  const now = useNow();
  const due = dueOf(ticket, now);
  return (
    <div className={classes.facts}>
      <span>{wordFor(words.caseTypes, ticket.caseType)}</span>
      {ticket.risk !== 'low' && <Badge tone={ticket.risk === 'high' ? 'danger' : 'warn'} icon={IconShieldExclamation}>{wordFor(words.risks, ticket.risk)}</Badge>}
      {(ticket.priority === 'high' || ticket.priority === 'urgent') && <Badge tone="warn">{wordFor(words.priorities, ticket.priority)}</Badge>}
      {due.kind === 'late' && <span className={classes.late} title={exactly(ticket.promisedBy!, locale)}><IconClockExclamation size={15} aria-hidden />{desk.list.late(shortSpan(due.ms, locale))}</span>}
      {(due.kind === 'ahead' || due.kind === 'soon') && <span title={exactly(ticket.promisedBy!, locale)}><IconClock size={15} aria-hidden />{desk.ticket.promised} {relative(ticket.promisedBy!, now, locale)}</span>}
      {ticket.dataRequests.filter(({ clock }) => clock !== 'over').map(({ id, kind, article, clock, dueAt }) => (
        <Badge key={id} tone={clock === 'running' ? 'accent' : 'danger'}>{privacy.requests.kinds[kind]}: {privacy.requests.badge(article, dayOf(dueAt, locale))}</Badge>
      ))}
      {may('tickets.write') && <QueueMenu ticket={ticket} />}
      <WhyHere ticket={ticket} />
    </div>
  );
}

function dayOf(at: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(at));
}

/** Why it lies in this queue, how sure that is, and what else was seen. */
function WhyHere({ ticket }: { readonly ticket: TicketView }) {
  const t = useTexts();
  const locale = useLocale();
  const percent = new Intl.NumberFormat(locale, { style: 'percent' }).format(ticket.confidence);
  return (
    <Popover position="bottom-start" shadow="md" withRoles>
      <Popover.Target>
        <button type="button" className={classes.why}><IconHelpCircle size={15} aria-hidden />{t.desk.ticket.whyHere}</button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.reasons}>
          <ul>
            {ticket.routeBecause.filter((reason) => !/^confidence\b/.test(reason)).map((reason) => <li key={reason}>{reasonInWords(reason, t)}</li>)}
            <li>{t.desk.ticket.confidence(percent)}</li>
            <li>{t.desk.ticket.language(wordFor(t.words.languages, ticket.language))}</li>
          </ul>
          {ticket.secondary.length > 0 && <div><h3>{t.desk.ticket.secondary}</h3><ul>{ticket.secondary.map((one) => <li key={one}>{wordFor(t.words.caseTypes, one)}</li>)}</ul></div>}
          {ticket.riskSignals.length > 0 && <div><h3>{t.desk.ticket.riskSignals}</h3><ul>{ticket.riskSignals.map((one) => <li key={one}>{reasonInWords(one, t)}</li>)}</ul></div>}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

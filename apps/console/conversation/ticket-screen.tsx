import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { TicketView } from '#contracts';
import { CallProblem } from '../call.js';
import { CasePanel } from '../case/case-panel.js';
import { useChangeTicket } from '../desk/change-ticket.js';
import { ticketQuery } from '../desk/desk.queries.js';
import { currentView } from '../desk/list-view.js';
import { useMay } from '../shell/session.js';
import { useTexts } from '../texts/language.js';
import { Waiting } from '../ui/bits.js';
import { useCommands } from '../ui/commands.js';
import { Problem } from '../ui/problem.js';
import { useScreenTitle } from '../ui/screen-title.js';
import { useStore } from '../ui/store.js';
import { caseShown } from './case-shown.js';
import { Composer } from './composer.js';
import { Messages } from './messages.js';
import { TicketHeader } from './ticket-header.js';
import { TicketLinks } from './ticket-links.js';
import classes from './ticket-screen.module.css';

export function TicketScreen({ number }: { readonly number: string }) {
  const { desk } = useTexts();
  const query = useQuery(ticketQuery(number));
  useScreenTitle(query.data ? `${number} ${query.data.subject || desk.ticket.noSubject}` : number);
  if (query.isPending) return <Waiting rows={8} />;
  if (query.isError && !query.data) return <NoTicket error={query.error} retry={() => void query.refetch()} />;
  return <Loaded ticket={query.data} />;
}

function Loaded({ ticket }: { readonly ticket: TicketView }) {
  const { desk } = useTexts();
  const may = useMay();
  const shown = useStore(caseShown);
  const [pane, setPane] = useState<'conversation' | 'case'>('conversation');
  const heading = useRef<HTMLHeadingElement>(null);
  useTicketKeys(ticket.number);
  // Focus follows the eye: a screen reader begins to read where the new ticket begins.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);

  return (
    <article className={classes.screen} aria-label={desk.ticket.label(ticket.number)} data-pane={pane} data-case={shown || undefined}>
      <div className={classes.conversation}>
        <TicketHeader ticket={ticket} headingRef={heading} />
        <TicketLinks ticket={ticket} />
        {ticket.case && (
          <div className={classes.switch}>
            <SegmentedControl
              fullWidth size="xs" value={pane} onChange={(value) => setPane(value as typeof pane)} aria-label={desk.ticket.label(ticket.number)}
              data={[{ value: 'conversation', label: desk.ticket.conversation }, { value: 'case', label: desk.ticket.showCase }]}
            />
          </div>
        )}
        <Messages ticket={ticket} />
        {may('tickets.write') && <Composer ticket={ticket} />}
      </div>
      {ticket.case && <CasePanel ticket={ticket} recoveryCase={ticket.case} />}
    </article>
  );
}

/** Asking again helps only where the server was away; from a ticket that is none of ours the list is the way on. */
function NoTicket({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const { desk } = useTexts();
  const navigate = useNavigate();
  const isFinal = error instanceof CallProblem && error.problem.status >= 400 && error.problem.status < 500;
  return (
    <div className={classes.wrong}>
      <Problem error={error} {...(!isFinal && { retry })} />
      <Button variant="default" onClick={() => void navigate({ to: '/q/$portal/$queue', params: { portal: 'all', queue: 'all' } })}>{desk.ticket.toList}</Button>
    </div>
  );
}

function useTicketKeys(number: string): void {
  const { shell } = useTexts();
  const navigate = useNavigate();
  const may = useMay();
  const { assignToMe, solve } = useChangeTicket();
  const back = () => {
    const { portal = 'all', queue = 'all', ...search } = currentView.get() ?? {};
    void navigate({ to: '/q/$portal/$queue', params: { portal, queue }, search });
  };
  useCommands([
    ...(may('tickets.write') ? [
      { label: shell.keys.assign, group: 'ticket', keys: 'a', run: () => assignToMe(number) } as const,
      { label: shell.keys.solve, group: 'ticket', keys: 'e', run: () => solve(number) } as const,
    ] : []),
    { label: shell.keys.back, group: 'ticket', keys: 'u', run: back },
    { label: shell.keys.casePanel, group: 'ticket', keys: 'c', run: () => caseShown.set((on) => !on) },
  ]);
}

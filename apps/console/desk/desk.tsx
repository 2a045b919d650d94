import { useQuery } from '@tanstack/react-query';
import { useMatch, useParams } from '@tanstack/react-router';
import { IconMessages } from '@tabler/icons-react';
import { lazy, Suspense, useEffect } from 'react';
import { useMay } from '../shell/session.js';
import { useTexts } from '../texts/language.js';
import { Empty, Waiting } from '../ui/bits.js';
import { useStore } from '../ui/store.js';
import { ticketQuery } from './desk.queries.js';
import { currentView, rememberedOrder, type ListView } from './list-view.js';
import { TicketList } from './ticket-list.js';
import classes from './desk.module.css';

const loadTicket = () => import('../conversation/ticket-screen.js').then(({ TicketScreen }) => ({ default: TicketScreen }));
const TicketScreen = lazy(loadTicket);

/** List and ticket side by side. The list stays what it was while tickets come and go. */
export function Desk() {
  const { desk, shell } = useTexts();
  const may = useMay();
  const number = useParams({ strict: false, select: (params) => params.number });
  const view = useView(number);
  // The list comes first; the ticket's code follows while somebody reads it.
  useEffect(() => void loadTicket(), []);
  if (!may('tickets.read')) return <Empty icon={IconMessages} title={shell.wrong.mayNot} />;
  return (
    <div className={classes.desk} data-open={number !== undefined || undefined}>
      <div className={classes.list}>{view && <TicketList key={`${view.portal}/${view.queue}`} view={view} openNumber={number} />}</div>
      <main className={classes.ticket}>
        {number === undefined
          ? <div className={classes.nothing}><Empty icon={IconMessages} title={desk.nothingOpen.title}><p>{desk.nothingOpen.text}</p></Empty></div>
          : <Suspense fallback={<Waiting rows={8} />}><TicketScreen key={number} number={number} /></Suspense>}
      </main>
    </div>
  );
}

/** The list in the address; beside an open ticket the last one, or after a deep link the ticket's own queue; all of them where that ticket is none of ours. */
function useView(number: string | undefined): ListView | undefined {
  const match = useMatch({ from: '/shell/desk/q/$portal/$queue', shouldThrow: false });
  const remembered = useStore(currentView);
  const { data: ticket, isError } = useQuery({ ...ticketQuery(number ?? ''), enabled: number !== undefined && remembered === undefined });
  const inAddress = match && { ...match.params, ...match.search };
  const home = ticket ? homeOf(ticket) : isError ? homeOf({ portal: 'all', queue: 'all' }) : undefined;
  const view = inAddress ?? remembered ?? home;
  const words = JSON.stringify(view);
  // By its words: the address gives a new object at every render.
  useEffect(() => { if (words !== undefined) currentView.set(JSON.parse(words) as ListView); }, [words]);
  return view;
}

function homeOf({ portal, queue }: { readonly portal: string; readonly queue: string }): ListView {
  const sort = rememberedOrder({ portal, queue });
  return { portal, queue, ...(sort && { sort }) };
}

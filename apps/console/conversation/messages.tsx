import { useQuery } from '@tanstack/react-query';
import { IconChevronDown, IconHistory } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { TicketView, TimelineEvent } from '#contracts';
import { agentsQuery, portalsQuery } from '../desk/desk.queries.js';
import { useMay } from '../shell/session.js';
import { inLocale, useLocale, useTexts } from '../texts/language.js';
import { Time } from '../ui/bits.js';
import { isBoolean, remember } from '../ui/remembered.js';
import { useStore } from '../ui/store.js';
import { eventInWords, type NamesFor } from './event-sentence.js';
import { condense, interleave, type Entry } from './interleave.js';
import { MessageCard } from './message-card.js';
import classes from './messages.module.css';

const eventsShown = remember('rekey.events-shown', true, isBoolean);

/** The conversation with its history between the lines. */
export function Messages({ ticket }: { readonly ticket: TicketView }) {
  const { desk } = useTexts();
  const showEvents = useStore(eventsShown);
  const [unfolded, setUnfolded] = useState(false);
  const end = useRef<HTMLDivElement>(null);
  const entries = interleave(ticket.messages, showEvents ? ticket.timeline : []);
  const { head, hidden, tail } = condense(entries);
  const lastId = ticket.messages.at(-1)?.id;
  // The latest message is what the agent came for; its beginning, not its end.
  useEffect(() => { void end.current?.querySelector(`[data-message="${lastId}"]`)?.scrollIntoView({ block: 'start' }); }, [lastId]);
  const show = (entry: Entry) => (entry.kind === 'message' ? <MessageCard key={entry.message.id} message={entry.message} /> : <Events key={entry.events[0]!.id} events={entry.events} portal={ticket.portal} />);
  const hiddenMessages = hidden.filter(({ kind }) => kind === 'message').length;

  return (
    <div className={classes.scroll} ref={end} tabIndex={-1}>
      <div className={classes.tools}>
        <button type="button" className={classes.toggle} aria-pressed={showEvents} onClick={() => eventsShown.set(!showEvents)}><IconHistory size={14} aria-hidden />{showEvents ? desk.timeline.hide : desk.timeline.show}</button>
      </div>
      <div className={classes.entries}>
        {head.map(show)}
        {hidden.length > 0 && (unfolded ? hidden.map(show) : <button type="button" className={classes.earlier} onClick={() => setUnfolded(true)}><IconChevronDown size={15} aria-hidden />{desk.message.earlier(hiddenMessages || hidden.length)}</button>)}
        {tail.map(show)}
      </div>
    </div>
  );
}

const BUNDLE = 4;

function Events({ events, portal }: { readonly events: readonly TimelineEvent[]; readonly portal: string }) {
  const t = useTexts();
  const names = useNames(portal);
  const [all, setAll] = useState(false);
  const shown = all || events.length <= BUNDLE ? events : events.slice(-(BUNDLE - 1));
  return (
    <ul className={classes.events} aria-label={t.desk.timeline.label}>
      {shown.length < events.length && <li><button type="button" className={classes.toggle} onClick={() => setAll(true)}>{t.desk.timeline.more(events.length - shown.length)}</button></li>}
      {shown.map((event) => <li key={event.id}><i aria-hidden /><span>{eventInWords(event, t, names)}</span><Time at={event.at} /></li>)}
    </ul>
  );
}

function useNames(portal: string): NamesFor {
  const locale = useLocale();
  const may = useMay();
  const { data: agents } = useQuery({ ...agentsQuery, enabled: may('agents.read') });
  const { data: portals } = useQuery(portalsQuery);
  return {
    agent: (id) => agents?.items.find((one) => one.id === id)?.displayName,
    queue: (key) => {
      const name = portals?.items.find((one) => one.key === portal)?.queues.find((one) => one.key === key)?.name;
      return name && inLocale(name, locale);
    },
  };
}

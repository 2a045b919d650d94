import { useQuery } from '@tanstack/react-query';
import { IconArrowDown, IconChevronDown, IconHistory } from '@tabler/icons-react';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { whyNotInstant, type TicketView, type TimelineEvent } from '#contracts';
import { agentsQuery, portalsQuery } from '../desk/desk.queries.js';
import { useMay } from '../shell/session.js';
import { inLocale, useLocale, useTexts, wordFor } from '../texts/language.js';
import { Time } from '../ui/bits.js';
import { printing } from '../ui/printing.js';
import { isBoolean, remember } from '../ui/remembered.js';
import { useStore } from '../ui/store.js';
import { eventInWords, type NamesFor } from './event-sentence.js';
import { condense, interleave, TOLD_BY_MAILS, type Entry } from './interleave.js';
import { MailLine } from './mail-line.js';
import { MessageCard } from './message-card.js';
import { reasonInWords } from './reason.js';
import classes from './messages.module.css';

const eventsShown = remember('rekey.events-shown', true, isBoolean);

/** The conversation with its history between the lines. */
export function Messages({ ticket }: { readonly ticket: TicketView }) {
  const { desk } = useTexts();
  const showEvents = useStore(eventsShown);
  const [isUnfolded, setUnfolded] = useState(false);
  const unfolded = useStore(printing) || isUnfolded;
  const end = useRef<HTMLDivElement>(null);
  const entries = interleave(ticket.messages, ticket.mails, showEvents ? ticket.timeline : []);
  const kept = new Set<unknown>([...ticket.mails.map(({ id }) => id), ...ticket.messages.map(({ delivery }) => delivery?.mailId)]);
  const { head, hidden, tail } = condense(entries, ({ kind }) => kind === 'message');
  const lastId = ticket.messages.at(-1)?.id;
  const news = useNews(end, lastId);
  const show = (entry: Entry) => {
    switch (entry.kind) {
      case 'message': return <MessageCard key={entry.message.id} message={entry.message} />;
      case 'mails': return <div key={entry.mails[0]!.id} className={classes.mails}>{entry.mails.map((mail) => <MailLine key={mail.id} mail={mail} number={ticket.number} />)}</div>;
      case 'events': return <Events key={entry.events[0]!.id} events={entry.events} portal={ticket.portal} kept={kept} />;
    }
  };
  const hiddenMessages = hidden.filter(({ kind }) => kind === 'message').length;

  return (
    <div className={classes.scroll} ref={end} tabIndex={-1}>
      <div className={classes.tools}>
        <button type="button" className={classes.toggle} aria-pressed={showEvents} onClick={() => eventsShown.set(!showEvents)}><IconHistory size={14} aria-hidden />{showEvents ? desk.timeline.hide : desk.timeline.show}</button>
      </div>
      <div className={classes.entries}>
        {head.map(show)}
        {hidden.length > 0 && (unfolded ? hidden.map(show) : <button type="button" className={classes.earlier} onClick={() => setUnfolded(true)}><IconChevronDown size={15} aria-hidden />{desk.message.earlier(hiddenMessages)}</button>)}
        {tail.map(show)}
      </div>
      {news.isBelow && <div className={classes.news}><button type="button" className={classes.earlier} onClick={news.show}><IconArrowDown size={15} aria-hidden />{desk.message.newBelow}</button></div>}
    </div>
  );
}

const latest = (scroll: HTMLElement | null, id: string | undefined) => scroll?.querySelector(`[data-message="${id}"]`);

/**
 * The latest message is what the agent came for; its beginning, not its end. What comes while they read further up does not take the text from
 * under their eyes: it is announced at the lower edge.
 */
function useNews(scroll: RefObject<HTMLDivElement | null>, lastId: string | undefined) {
  const seen = useRef<string>(undefined);
  const [isBelow, setBelow] = useState(false);
  const show = () => {
    latest(scroll.current, lastId)?.scrollIntoView({ block: 'start' });
    setBelow(false);
  };
  useEffect(() => {
    const before = latest(scroll.current, seen.current);
    // In a low window not the list scrolls, but all of the ticket.
    const edge = Math.min(scroll.current?.getBoundingClientRect().bottom ?? 0, innerHeight);
    const readsFurtherUp = before != null && before.getBoundingClientRect().top > edge;
    seen.current = lastId;
    if (readsFurtherUp) setBelow(true);
    else show();
  }, [lastId]);
  // Whoever gets there by themselves needs no button.
  useEffect(() => {
    const message = isBelow ? latest(scroll.current, lastId) : undefined;
    if (!message) return undefined;
    const watch = new IntersectionObserver((entries) => { if (entries.some(({ isIntersecting }) => isIntersecting)) setBelow(false); });
    watch.observe(message);
    return () => watch.disconnect();
  }, [isBelow, lastId]);
  return { isBelow, show };
}

const BUNDLE = 4;

/** @param kept ids of the mails that are still there */
function Events({ events, portal, kept }: { readonly events: readonly TimelineEvent[]; readonly portal: string; readonly kept: ReadonlySet<unknown> }) {
  const t = useTexts();
  const names = useNames(portal);
  const [all, setAll] = useState(false);
  const shown = all || events.length <= BUNDLE ? events : events.slice(-(BUNDLE - 1));
  return (
    <ul className={classes.events} aria-label={t.desk.timeline.label}>
      {shown.length < events.length && <li><button type="button" className={classes.toggle} onClick={() => setAll(true)}>{t.desk.timeline.more(events.length - shown.length)}</button></li>}
      {shown.map((event) => <li key={event.id}><i aria-hidden />{event.verb === 'instant.refused' ? <NotInstant because={event.detail['because']} /> : <span>{eventInWords(event, t, names)}{TOLD_BY_MAILS.has(event.verb) && !kept.has(event.detail['outboundMessageId']) && <small> {t.desk.mail.eventOnly}</small>}</span>}<Time at={event.at} /></li>)}
    </ul>
  );
}

const MOST_REASONS = 2;

/** Every reason is a sentence; the first two stand there, the rest is one key away. */
function NotInstant({ because }: { readonly because: unknown }) {
  const t = useTexts();
  const locale = useLocale();
  const codes = Array.isArray(because) ? because.filter((one) => typeof one === 'string') : [];
  const reasons = whyNotInstant(codes, locale, (caseType) => wordFor(t.words.caseTypes, caseType), (code) => reasonInWords(code, t));
  const rest = reasons.slice(MOST_REASONS);
  return (
    <div className={classes.reasons}>
      <span>{t.desk.timeline.notInstant}</span>
      <ul>{reasons.slice(0, MOST_REASONS).map((reason) => <li key={reason}>{reason}</li>)}</ul>
      {rest.length > 0 && <details><summary>{t.desk.timeline.moreReasons(rest.length)}</summary><ul>{rest.map((reason) => <li key={reason}>{reason}</li>)}</ul></details>}
    </div>
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

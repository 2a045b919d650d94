import { IconCalendarClock, IconChevronDown, IconCircleCheck, IconCircleDashed, IconCircleX, IconClockHour4, IconHelpCircle, IconMailForward, type TablerIcon } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useState, type ReactNode } from 'react';
import type { TicketMail } from '#contracts';
import { CallProblem } from '../call.js';
import { mailTextQuery } from '../desk/desk.queries.js';
import { useLocale, useTexts, wordFor } from '../texts/language.js';
import { Address, Time, Waiting } from '../ui/bits.js';
import { useNow } from '../ui/now.js';
import { Problem } from '../ui/problem.js';
import { exactly } from '../ui/times.js';
import classes from './mail-line.module.css';

const STATES: Readonly<Record<string, TablerIcon>> = { queued: IconClockHour4, sending: IconClockHour4, sent: IconCircleCheck, failed: IconCircleX, bounced: IconCircleX, unknown: IconHelpCircle, cancelled: IconCircleDashed };

/** A mail that Rekey wrote: one line that opens where it stands, and then shows what the person has before them. */
export function MailLine({ mail, number }: { readonly mail: TicketMail; readonly number: string }) {
  const { desk, words } = useTexts();
  const [open, setOpen] = useState(false);
  const content = useId();
  const kind = wordFor(words.mailKinds, mail.kind);
  return (
    <section className={classes.mail} data-mail={mail.id} data-open={open || undefined}>
      <button type="button" className={classes.line} aria-expanded={open} {...(open && { 'aria-controls': content })} onClick={() => setOpen(!open)}>
        <IconMailForward size={15} stroke={1.8} aria-hidden />
        <span className={classes.what}><i className="said">{desk.mail.byRekey} </i><b>{kind}{mail.event !== null && `: ${wordFor(words.noticeEvents, mail.event)}`}</b> <span>{desk.mail.to(mail.recipient)}</span></span>
        <State mail={mail} />
        <IconChevronDown size={14} className={classes.chevron} aria-hidden />
      </button>
      {open && <div id={content} className={classes.content}><Facts mail={mail} /><MailText number={number} id={mail.id} state={mail.state} /></div>}
    </section>
  );
}

function State({ mail: { state, sentAt, nextAttemptAt, createdAt } }: { readonly mail: TicketMail }) {
  const { desk, words } = useTexts();
  const now = useNow();
  // "Is being sent" is no word for what leaves in two hours.
  const isLater = state === 'queued' && nextAttemptAt !== null && Date.parse(nextAttemptAt) - now > 60_000;
  const Icon = isLater ? IconCalendarClock : (STATES[state] ?? IconHelpCircle);
  return <span className={classes.state} data-state={state}><Icon size={14} aria-hidden />{isLater ? desk.mail.leaves : wordFor(words.deliveryStates, state)} <Time at={isLater ? nextAttemptAt : (sentAt ?? createdAt)} /></span>;
}

function Facts({ mail }: { readonly mail: TicketMail }) {
  const { desk, oversight, words } = useTexts();
  const locale = useLocale();
  const reasons = [mail.heldBy !== null && mail.state !== 'sent' ? oversight.outbox.heldBy[mail.heldBy] : undefined, mail.failure === null ? undefined : (words.mailFailures[mail.failure] ?? mail.failure)].filter((one) => one !== undefined);
  return (
    <dl className={classes.facts}>
      <Fact name={desk.mail.recipient}><Address address={mail.recipient} />{mail.toRequester && <> ({desk.mail.toRequester})</>}</Fact>
      <Fact name={mail.sentAt === null ? desk.mail.written : desk.mail.sent}>{exactly(mail.sentAt ?? mail.createdAt, locale)}</Fact>
      <Fact name={desk.mail.state}>{wordFor(words.deliveryStates, mail.state)}</Fact>
      {reasons.length > 0 && <Fact name={desk.mail.reason}>{reasons.join(' ')}</Fact>}
      {mail.state === 'queued' && mail.nextAttemptAt !== null && <Fact name={desk.mail.next}>{exactly(mail.nextAttemptAt, locale)}</Fact>}
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}

/** Asked for once it is opened. What the server leaves out is set apart, or it would look like what the person has. */
export function MailText({ number, id, state }: { readonly number: string; readonly id: string; readonly state: string }) {
  const { desk } = useTexts();
  const query = useQuery(mailTextQuery(number, id));
  const { data } = query;
  if (!data) {
    if (query.isPending) return <Waiting rows={4} />;
    const isGone = query.error instanceof CallProblem && query.error.code === 'outbound.mail-unknown';
    return isGone ? <p className={classes.note} role="status">{desk.mail.gone}</p> : <Problem error={query.error} retry={() => void query.refetch()} />;
  }
  if (data.text === null || data.subject === null) return <p className={classes.note} role="status">{desk.mail.unwritable}</p>;
  const pieces = data.text.trim().split(HIDDEN);
  return (
    <div className={classes.text}>
      {data.words !== 'as-left' && <p className={classes.note}>{data.words === 'as-now' ? desk.mail.asNow : state === 'cancelled' ? desk.mail.neverLeft : desk.mail.notLeft}</p>}
      <p className={classes.subject}><span>{desk.mail.subject}</span> <b lang={data.language}>{data.subject}</b></p>
      <div className={classes.body} role="group" aria-label={desk.mail.text(data.subject)} lang={data.language} tabIndex={0}>{pieces.map((piece, at) => (at % 2 === 1 ? <mark key={at}>{piece}</mark> : piece))}</div>
      {pieces.length > 1 && <p className={classes.hint}>{desk.mail.secrets}</p>}
    </div>
  );
}

/** As the server writes what it leaves out, in the language of the mail. */
const HIDDEN = /(\[[^\][\n]{2,40}, (?:nur in der Mail|only in the mail)\])/;

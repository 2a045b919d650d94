import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconBolt, IconCircleCheck, IconCircleDashed, IconCircleX, IconClockHour4, IconCornerUpLeft, IconEyeOff, IconHelpCircle, IconMail, IconMailOpened, IconRoute, type TablerIcon } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTexts, wordFor } from '../texts/language.js';
import { Address, Time } from '../ui/bits.js';
import { Files } from './files.js';
import type { MessageView } from './interleave.js';
import classes from './messages.module.css';
import { Original } from './original.js';
import { MailText } from './mail-line.js';
import { SenderCheck } from './sender-check.js';
import { SplitButton } from './split-button.js';
import { useTicketNumber } from './ticket-number.js';

const TraceDialog = lazy(() => import('./trace-dialog.js').then(({ TraceDialog: component }) => ({ default: component })));

const ICONS: Readonly<Record<MessageView['kind'], TablerIcon>> = { inbound: IconMail, reply: IconArrowBackUp, note: IconEyeOff, automatic: IconBolt };
const LONG = 2200;

/** One message. What came, what went, what stayed inside and what a machine wrote never look alike. */
export function MessageCard({ message }: { readonly message: MessageView }) {
  const { desk } = useTexts();
  const [whole, setWhole] = useState(message.text.length <= LONG);
  const Icon = ICONS[message.kind];
  return (
    <section className={classes.card} data-kind={message.kind} data-message={message.id} aria-label={`${desk.message[message.kind]} ${message.fromAddress ?? message.author?.displayName ?? ''}`}>
      <header className={classes.head}>
        <span className={classes.icon}><Icon size={16} stroke={1.8} aria-hidden /></span>
        <Sender message={message} />
        <span className={classes.when}><Time at={message.createdAt} />{message.kind === 'inbound' && !message.fromMachine && <SplitButton messageId={message.id} />}{message.messageId !== null && <TraceButton messageId={message.messageId} />}</span>
      </header>
      {message.kind === 'inbound' && <SenderCheck message={message} />}
      <div className={classes.body} data-long={!whole || undefined} dir="auto">{message.text.trim() === '' ? <span className={classes.empty}>{desk.message.noText}</span> : message.text}</div>
      <footer className={classes.foot}>
        {!whole && <button type="button" className={classes.fold} onClick={() => setWhole(true)}>{desk.message.showMore}</button>}
        {message.quoted && <Quoted text={message.quoted} />}
        {message.attachments.length > 0 && <Files message={message} />}
        <Original message={message} />
        {message.delivery && <Delivery delivery={message.delivery} />}
        {message.delivery && <AsSent mailId={message.delivery.mailId} state={message.delivery.state} />}
      </footer>
    </section>
  );
}

function Sender({ message }: { readonly message: MessageView }) {
  const { desk, words } = useTexts();
  const kind = desk.message[message.kind];
  if (message.kind === 'inbound') {
    return (
      <div className={classes.from}>
        <span className={classes.kind}>{kind}</span>
        <span>
          {message.fromAddress ? <Address address={message.fromAddress} /> : desk.message.unknownSender}
          {message.fromName && <span className={classes.claimed} data-doubtful={/[@＠]/.test(message.fromName) || undefined} title={desk.message.claimedName}> {message.fromName}</span>}
        </span>
      </div>
    );
  }
  return (
    <div className={classes.from}>
      <span className={classes.kind}>{kind}{message.kind === 'note' && <span className={classes.claimed}>{desk.message.noteOnly}</span>}</span>
      <span>
        {message.kind === 'automatic' && message.delivery ? wordFor(words.mailKinds, message.delivery.kind) : message.author?.displayName ?? desk.message.system}
        {message.delivery && <span className={classes.claimed}> {desk.message.to} <Address address={message.delivery.recipient} /></span>}
      </span>
    </div>
  );
}

function Quoted({ text }: { readonly text: string }) {
  const { desk } = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={classes.fold} aria-expanded={open} onClick={() => setOpen(!open)}><IconCornerUpLeft size={13} aria-hidden />{open ? desk.message.hideQuoted : desk.message.showQuoted}</button>
      {open && <blockquote className={classes.quoted}>{text.replaceAll(/^(?:> ?)+/gm, '')}</blockquote>}
    </>
  );
}

const DELIVERY: Readonly<Record<string, TablerIcon>> = { queued: IconClockHour4, sending: IconClockHour4, sent: IconCircleCheck, failed: IconCircleX, bounced: IconCircleX, unknown: IconHelpCircle, cancelled: IconCircleDashed };

function Delivery({ delivery }: { readonly delivery: NonNullable<MessageView['delivery']> }) {
  const { words } = useTexts();
  const Icon = DELIVERY[delivery.state] ?? IconHelpCircle;
  return (
    <span className={classes.delivery} data-state={delivery.state}>
      <Icon size={14} aria-hidden />{wordFor(words.deliveryStates, delivery.state)}
      {delivery.sentAt && <Time at={delivery.sentAt} />}{delivery.failure && <span>({words.mailFailures[delivery.failure] ?? delivery.failure})</span>}
    </span>
  );
}

/** The whole mail around the words of a reply: salutation, signature, who to call. */
function AsSent({ mailId, state }: { readonly mailId: string; readonly state: string }) {
  const { desk } = useTexts();
  const number = useTicketNumber();
  const [open, setOpen] = useState(false);
  if (number === undefined) return null;
  return (
    <>
      <button type="button" className={classes.fold} aria-expanded={open} onClick={() => setOpen(!open)}><IconMailOpened size={13} aria-hidden />{open ? desk.mail.hideWhole : desk.mail.showWhole}</button>
      {open && <MailText number={number} id={mailId} state={state} />}
    </>
  );
}

function TraceButton({ messageId }: { readonly messageId: string }) {
  const { desk } = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Tooltip label={desk.message.trace}><ActionIcon variant="subtle" color="gray" size={24} aria-label={desk.message.trace} onClick={() => setOpen(true)}><IconRoute size={15} /></ActionIcon></Tooltip>
      {open && <Suspense><TraceDialog messageId={messageId} onClose={() => setOpen(false)} /></Suspense>}
    </>
  );
}

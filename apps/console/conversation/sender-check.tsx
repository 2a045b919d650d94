import { IconAlertTriangle, IconChevronDown, IconShieldCheck, IconShieldQuestion, IconShieldX, type TablerIcon } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts, wordFor } from '../texts/language.js';
import { Address, Badge, Explained, type Tone } from '../ui/bits.js';
import { flagOf, methodName } from './flag.js';
import type { MessageView } from './interleave.js';
import { SmimeLine } from './smime-line.js';
import classes from './messages.module.css';

const GENUINE: Readonly<Record<string, { readonly tone: Tone; readonly icon: TablerIcon }>> = {
  pass: { tone: 'ok', icon: IconShieldCheck }, fail: { tone: 'danger', icon: IconShieldX }, none: { tone: 'warn', icon: IconShieldQuestion }, unknown: { tone: 'plain', icon: IconShieldQuestion },
};

/** Whether the address is genuine, how we know, and what is odd about it; never that the person is who they say. */
export function SenderCheck({ message }: { readonly message: MessageView }) {
  const { words, sender } = useTexts();
  const [open, setOpen] = useState(false);
  const verdict = message.authenticity ?? 'unknown';
  const { tone, icon } = GENUINE[verdict] ?? GENUINE['unknown']!;
  return (
    <>
      <div className={classes.badges}>
        <Explained label={wordFor(words.authenticityMeaning, verdict)}><Badge tone={tone} icon={icon}>{wordFor(words.authenticity, verdict)}</Badge></Explained>
        {message.senderCheck && <button type="button" className={classes.fold} aria-expanded={open} onClick={() => setOpen(!open)}>{sender.how}<IconChevronDown size={12} aria-hidden /></button>}
      </div>
      {open && message.senderCheck && <Checked check={message.senderCheck} />}
      {verdict === 'fail' && <p className={classes.forged}><IconShieldX size={16} aria-hidden /><span>{sender.forged}</span></p>}
      {message.senderCheck?.smime && <SmimeLine smime={message.senderCheck.smime} />}
      <Flags flags={message.warnings} />
    </>
  );
}

function Checked({ check }: { readonly check: NonNullable<MessageView['senderCheck']> }) {
  const { sender } = useTexts();
  return (
    <div className={classes.checked}>
      <p>{wordFor(sender.by, check.by)}{check.isTemporary && ` ${sender.temporary}`}</p>
      {check.checked.length > 0 && (
        <ul>{check.checked.map(({ method, result, domain }) => (
          <li key={`${method} ${domain} ${result}`}><b>{methodName(method)}</b> {wordFor(sender.results, result)}{domain && <span className={classes.claimed}> {sender.of(domain)}</span>}</li>
        ))}</ul>
      )}
      {check.policy && <p>{wordFor(sender.policies, check.policy)}</p>}
      {check.replyTo.length > 0 && <p>{sender.replyTo} {check.replyTo.map((address) => <span key={address}><Address address={address} /> </span>)}</p>}
    </div>
  );
}

function Flags({ flags }: { readonly flags: readonly string[] }) {
  const { words } = useTexts();
  if (flags.length === 0) return null;
  return (
    <ul className={classes.warnings}>
      {flags.map(flagOf).map(({ name, about }) => (
        <li key={name}><IconAlertTriangle size={15} aria-hidden /><span>{wordFor(words.senderWarnings, name)}{about !== '' && <> <Address address={about} /></>}</span></li>
      ))}
    </ul>
  );
}

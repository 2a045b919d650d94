import { IconSignature, IconSignatureOff } from '@tabler/icons-react';
import { useLocale, useTexts, wordFor } from '../texts/language.js';
import { Address } from '../ui/bits.js';
import { onDay } from '../ui/times.js';
import type { MessageView } from './interleave.js';
import classes from './messages.module.css';

/** Who signed the mail with S/MIME and whether that fits: shown, and counted nowhere. */
export function SmimeLine({ smime }: { readonly smime: NonNullable<NonNullable<MessageView['senderCheck']>['smime']> }) {
  const { sender: { smime: texts } } = useTexts();
  const locale = useLocale();
  const doubts = [
    ...(smime.state === 'fits' ? [] : [wordFor(texts.states, smime.state)]),
    ...(smime.name !== null && smime.covers === 'part' ? [texts.part] : []),
    ...(smime.name !== null && !smime.isSenders ? [texts.notSenders] : []),
    ...(smime.isExpired ? [texts.expired] : []),
    ...(smime.trust === 'unknown-issuer' ? [wordFor(texts.trust, smime.trust)] : []),
  ];
  const Icon = doubts.length === 0 ? IconSignature : IconSignatureOff;
  return (
    <div className={classes.signed} data-state={smime.state === 'broken' ? 'broken' : doubts.length > 0 ? 'doubtful' : undefined}>
      <Icon size={16} aria-hidden />
      <div>
        {smime.name !== null && <p>{smime.state === 'fits' ? texts.by : texts.claims}{smime.address !== null && <> <Address address={smime.address} /></>}<span className={classes.claimed}> <span dir="auto">{smime.name}</span> · {texts.issued(smime.issuer, smime.validUntil === null ? '' : onDay(smime.validUntil, locale))}</span></p>}
        <p>{[...(smime.state === 'fits' ? [wordFor(texts.states, 'fits')] : []), ...doubts, ...(smime.trust !== 'unknown-issuer' && smime.name !== null ? [wordFor(texts.trust, smime.trust)] : []), texts.proves].join(' ')}</p>
      </div>
    </div>
  );
}

import { Button } from '@mantine/core';
import { IconBuilding, IconDeviceMobileMessage, IconKey, IconLock, IconMailQuestion, IconMailbox, IconPhoneOutgoing, IconShieldLock, IconUserCheck, type TablerIcon } from '@tabler/icons-react';
import { useState } from 'react';
import type { CaseView, EvidenceBody, ProofOffer, TicketView } from '#contracts';
import { useLocale, useTexts, wordFor } from '../texts/language.js';
import { useNow } from '../ui/now.js';
import { noInWords, Problem } from '../ui/problem.js';
import { briefly } from '../ui/times.js';
import { CallBack } from './call-back.js';
import { useCase } from './case.queries.js';
import classes from './case.module.css';

const ICONS: Readonly<Record<ProofOffer['kind'], TablerIcon>> = {
  mailbox: IconMailQuestion, 'second-address': IconMailbox, 'call-back': IconPhoneOutgoing, sms: IconDeviceMobileMessage, totp: IconShieldLock, 'recovery-code': IconKey, 'home-idp': IconBuilding, voucher: IconUserCheck,
};

interface OfCase {
  readonly ticket: TicketView;
  readonly recoveryCase: CaseView;
}

/** What can be asked for on this case, what is under way, what counts already; and, folded, what cannot be asked for and why. The server decides. */
export function WaysToProve({ ticket, recoveryCase }: OfCase) {
  const t = useTexts();
  const locale = useLocale();
  const words = t.case.evidence.ways;
  const { proofs } = recoveryCase;
  const locked = proofs.filter((offer) => offer.locked);
  return (
    <>
      <ul className={classes.actions} aria-label={t.case.evidence.gather}>
        {proofs.filter((offer) => !offer.locked).map((offer) => <Way key={keyOf(offer)} ticket={ticket} recoveryCase={recoveryCase} offer={offer} />)}
      </ul>
      {locked.length > 0 && (
        <details className={classes.lockedWays}>
          <summary>{words.locked(locked.length)}</summary>
          <ul>{locked.map((offer) => <li key={keyOf(offer)}><IconLock size={12} aria-hidden /><span><strong>{nameOf(offer, t)}</strong> {noInWords(offer.why ?? { code: 'recovery.no-policy' }, t, locale)}</span></li>)}</ul>
        </details>
      )}
    </>
  );
}

function Way({ ticket, recoveryCase, offer }: OfCase & { readonly offer: ProofOffer }) {
  const t = useTexts();
  const locale = useLocale();
  const now = useNow();
  const words = t.case.evidence.ways;
  const { evidence } = useCase(ticket.number);
  const [calls, setCalls] = useState(false);
  const Icon = ICONS[offer.kind];
  const { running, countsUntil, kind, channelId } = offer;
  const name = nameOf(offer, t);
  const state = [
    words.worth(offer.points),
    ...(countsUntil ? [words.counts(briefly(countsUntil, now, locale))] : []),
    ...(running ? [words.running(briefly(running.expiresAt, now, locale)), ...(running.triesLeft < 5 ? [t.case.evidence.triesLeft(running.triesLeft)] : [])] : []),
    ...(countsUntil || running ? [] : [words.validFor(Math.round(offer.validForMs / 60_000))]),
  ].join(' · ');
  const doing = kind === 'call-back' ? words.call : running || countsUntil ? words.askAgain : words.ask;
  const ask = () => {
    if (kind === 'call-back') setCalls(!calls);
    else evidence.mutate(bodyOf(offer));
  };
  return (
    <li className={classes.way}>
      <span className={classes.actionIcon}><Icon size={16} aria-hidden /></span>
      <div>
        <p><strong>{name}</strong></p>
        <p className={classes.soft} role="status">{state}</p>
      </div>
      <Button size="compact-sm" variant={running || countsUntil ? 'default' : 'light'} loading={evidence.isPending} aria-label={`${doing}: ${name}`} {...(kind === 'call-back' && { 'aria-expanded': calls })} onClick={ask}>
        {doing}
      </Button>
      {evidence.error && <div className={classes.below}><Problem error={evidence.error} /></div>}
      {calls && channelId !== null && <div className={classes.below}><CallBack ticket={ticket} recoveryCase={recoveryCase} phoneId={channelId} /></div>}
    </li>
  );
}

function keyOf({ kind, channelId }: ProofOffer): string {
  return `${kind}:${channelId ?? ''}`;
}

function nameOf({ kind, to }: ProofOffer, t: ReturnType<typeof useTexts>): string {
  const word = wordFor(t.words.evidenceKinds, kind);
  return to === null ? word : `${word} ${to}`;
}

/** A channel of its own is only ever named by its id. */
function bodyOf({ kind, channelId }: ProofOffer): EvidenceBody {
  const id = channelId ?? '';
  switch (kind) {
    case 'mailbox': return { kind: 'mailbox-proof', addressId: id };
    case 'second-address': return { kind, addressId: id };
    case 'call-back': case 'sms': return { kind, phoneId: id };
    case 'home-idp': return { kind, provider: id };
    case 'voucher': return { kind, voucherRef: id };
    case 'totp': case 'recovery-code': return { kind };
  }
}

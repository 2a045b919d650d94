import { Button } from '@mantine/core';
import { IconListNumbers, IconLock, IconShieldExclamation } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ActionOffer, ActionTypeWord, CaseView, TicketView } from '#contracts';
import { PROOF_NEEDED } from '../shell/proof-dialog.js';
import { useMay } from '../shell/session.js';
import { useLocale, useTexts, wordFor } from '../texts/language.js';
import { useCommands } from '../ui/commands.js';
import { noInWords } from '../ui/problem.js';
import { toast } from '../ui/toasts.js';
import { useCase } from './case.queries.js';
import { ACTION_ICONS } from './action-icons.js';
import { ConfirmAction, type Order } from './confirm-action.js';
import { Section } from './section.js';
import classes from './case.module.css';

const KEYS: Readonly<Partial<Record<ActionTypeWord, string>>> = { 'send-recovery-link': 'l', 'resend-activation': 'l', 'issue-temporary-password': 't' };

/** A fresh proof can be given on the spot: the action is asked for like an open one, and the dialog comes. */
export function isLocked({ locked, why }: ActionOffer): boolean {
  return locked && !PROOF_NEEDED.has(why?.code ?? '');
}

/** A button that only waits for the clock opens by itself. */
function useUnlockInTime(offers: readonly ActionOffer[], refresh: () => void): void {
  const next = Math.min(...offers.map(({ why }) => (why?.until ? Date.parse(why.until) : Number.POSITIVE_INFINITY)));
  useEffect(() => {
    const wait = next - Date.now();
    // Beyond a day nobody sits here waiting, and timers overflow.
    if (wait < -5_000 || wait > 86_400_000) return undefined;
    const timer = setTimeout(refresh, Math.max(1_000, wait + 500));
    return () => clearTimeout(timer);
    // `refresh` is new at every render and always does the same.
  }, [next]);
}

/** What an open button still brings with it: a second person, a wait. Empty: it is done at once. */
export function conditions({ channel, secondPerson, holdMs }: ActionOffer, texts: ReturnType<typeof useTexts>['case']['actions']): string {
  return [...(channel === 'elsewhere' ? [texts.elsewhere] : []), ...(secondPerson ? [texts.secondPerson] : []), ...(holdMs > 0 ? [texts.hold(Math.round(holdMs / 3_600_000))] : [])].join(' · ');
}

/** What may be done to the account, and what each locked button still needs. The server decides; this only shows it. */
export function Actions({ ticket, recoveryCase }: { readonly ticket: TicketView; readonly recoveryCase: CaseView }) {
  const t = useTexts();
  const locale = useLocale();
  const { act, refresh } = useCase(ticket.number);
  useUnlockInTime(recoveryCase.actions, refresh);
  const [asked, setAsked] = useState<{ readonly offer: ActionOffer; readonly override?: boolean } | null>(null);
  // Kept when the server says no, so that nobody types it twice.
  const [reason, setReason] = useState('');
  // The security role sees what an agent sees, and asks only for what the evidence does not open.
  const acts = useMay()('recovery.act');
  const offers = recoveryCase.actions;
  const why = (offer: ActionOffer) => noInWords(offer.why ?? { code: 'recovery.no-policy' }, t, locale);

  const ask = (types: readonly ActionTypeWord[]) => () => {
    const wanted = offers.filter(({ type }) => types.includes(type));
    const open = wanted.find((offer) => !isLocked(offer));
    if (open && acts) setAsked({ offer: open });
    else if (open) toast('info', t.case.actions.byAgents);
    else if (wanted[0]) toast('info', `${wordFor(t.words.actions, wanted[0].type)}: ${why(wanted[0])}`);
  };
  useCommands([
    { label: t.shell.keys.link, group: 'ticket', keys: 'l', run: ask(['send-recovery-link', 'resend-activation']) },
    { label: t.shell.keys.temporary, group: 'ticket', keys: 't', run: ask(['issue-temporary-password']) },
    ...(['tell-username', 'unlock', 'freeze'] as const).map((type) => ({ label: wordFor(t.words.actions, type), group: 'ticket' as const, run: ask([type]) })),
  ]);
  const go = (was: NonNullable<typeof asked>, order: Order) => {
    const { type } = was.offer;
    setAsked(null);
    act.mutate({ type, ...order }, {
      onSuccess: ({ state }) => {
        setReason('');
        toast('ok', `${wordFor(t.words.actions, type)}: ${wordFor(t.words.actionStates, state)}`);
      },
      onError: () => { if (was.override) setAsked(was); },
    });
  };

  // Without an account every button has the same reason: said once.
  if (!recoveryCase.account && offers.every(isLocked)) {
    return (
      <Section title={t.case.actions.title}>
        <div className={classes.allLocked}>
          <p className={classes.nothing}>{offers[0] && why(offers[0])}</p>
          <ul>{offers.map(({ type }) => <li key={type}><IconLock size={12} aria-hidden />{wordFor(t.words.actions, type)}</li>)}</ul>
        </div>
      </Section>
    );
  }
  // What one can do something about comes first.
  const place = (offer: ActionOffer) => (acts ? Number(isLocked(offer)) : Number(offer.override.length === 0));
  // Who has yet to learn the procedure hears it once, and not at every button.
  const isUntrained = ({ why: no }: ActionOffer) => no?.code === 'recovery.not-trained';
  const untrained = offers.find(isUntrained);
  return (
    <Section title={t.case.actions.title}>
      <p className={classes.soft}><Link to="/procedure/$portal" params={{ portal: ticket.portal }} className={classes.procedure}><IconListNumbers size={14} aria-hidden />{t.case.actions.procedure}</Link></p>
      {untrained && <p className={classes.nothing}>{why(untrained)}</p>}
      <ul className={classes.actions}>
        {offers.toSorted((one, other) => place(one) - place(other)).map((offer) => {
          const locked = isLocked(offer);
          const Icon = locked ? IconLock : ACTION_ICONS[offer.type];
          const name = wordFor(t.words.actions, offer.type);
          return (
            <li key={offer.type} data-locked={locked || undefined}>
              <span className={classes.actionIcon}><Icon size={16} stroke={1.8} aria-hidden /></span>
              <div>
                <p><strong>{name}</strong>{locked && <span className="said"> ({t.case.actions.locked})</span>}</p>
                {locked && !isUntrained(offer) && <p className={classes.soft}>{why(offer)}</p>}
                {!locked && <p className={classes.soft}>{acts ? conditions(offer, t.case.actions) : t.case.actions.byAgents}</p>}
                {offer.target !== null && <p className={classes.soft}>{t.case.actions.target} <span className={classes.mono}>{offer.target}</span></p>}
                {offer.override.length > 0 && <button type="button" className={classes.quiet} disabled={act.isPending} onClick={() => setAsked({ offer, override: true })}><IconShieldExclamation size={14} aria-hidden /><span className="said">{name}: </span>{t.case.actions.override.ask}</button>}
              </div>
              {!locked && acts && (
                <Button
                  size="compact-sm" variant={offer.type === 'freeze' ? 'default' : 'light'} loading={act.isPending && act.variables?.type === offer.type} disabled={act.isPending}
                  rightSection={KEYS[offer.type] && <kbd aria-hidden>{KEYS[offer.type]}</kbd>} onClick={() => setAsked({ offer })}
                >
                  <span className="said">{name}: </span>{wordFor(t.case.actions.goFor, offer.type)}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {asked !== null && recoveryCase.account && (
        <ConfirmAction
          offer={asked.offer} override={asked.override ? { reason, onReason: setReason } : undefined} recoveryCase={recoveryCase} account={recoveryCase.account}
          onCancel={() => setAsked(null)} onConfirm={(order) => go(asked, order)}
        />
      )}
    </Section>
  );
}

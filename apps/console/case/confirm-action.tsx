import { Button, Modal, Select, Textarea } from '@mantine/core';
import { IconBell, IconHourglass, IconShieldExclamation, IconUsers } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import type { AccountView, ActionOffer, ActionParametersBody, ActionTypeWord, CaseView } from '#contracts';
import type { z } from 'zod';
import { useLocale, useTexts, wordFor } from '../texts/language.js';
import { noInWords } from '../ui/problem.js';
import { ActionForm, startOf, type Filled } from './action-form.js';
import classes from './case.module.css';

/** Actions whose mail goes to an address that may be chosen among those on file. */
const GOES_TO_ADDRESS: ReadonlySet<ActionTypeWord> = new Set(['send-recovery-link', 'resend-activation', 'tell-username', 'issue-temporary-password', 'send-initial-credentials']);
const ALARMING: ReadonlySet<ActionTypeWord> = new Set(['freeze', 'delete-account', 'refuse-registration', 'reset-second-factor']);

/** What is sent with the action. */
export interface Order {
  readonly addressId?: string | undefined;
  readonly channel?: ActionOffer['channel'] | undefined;
  readonly parameters?: z.input<typeof ActionParametersBody> | undefined;
  /** Why it cannot wait for the evidence. */
  readonly overrideReason?: string | undefined;
}

/** As the server wants it. */
const SHORTEST_REASON = 20;

interface ConfirmActionProps {
  readonly offer: ActionOffer;
  readonly account: AccountView;
  readonly recoveryCase: CaseView;
  /** Without the evidence, never alone (5.3): the reason as it was typed so far. */
  readonly override?: { readonly reason: string; readonly onReason: (reason: string) => void } | undefined;
  readonly onCancel: () => void;
  readonly onConfirm: (order: Order) => void;
}

/** The last look before something happens to an account: what is still to be said, to whom it goes, who else has to look, and who hears of it. */
export function ConfirmAction({ offer: offered, account, recoveryCase, override, onCancel, onConfirm }: ConfirmActionProps) {
  const t = useTexts();
  const locale = useLocale();
  const [over, setOver] = useState(offered.override[0] ?? 'on-file');
  const offer = override ? { ...offered, channel: over, secondPerson: true, holdMs: 0 } : offered;
  const { type, channel, secondPerson, holdMs, untold } = offer;
  const texts = t.case.actions;
  const addresses = account.addresses.filter(({ confirmedAt, kind }) => confirmedAt !== null || kind === 'primary');
  const [addressId, setAddressId] = useState(addresses[0]?.id);
  const [filled, setFilled] = useState<Filled>(() => startOf(offer, account, recoveryCase));
  const mails = channel === 'on-file' && GOES_TO_ADDRESS.has(type) && addresses.length > 0;
  const changeWay = (way: string | null) => {
    const next = offered.override.find((one) => one === way);
    if (!next) return;
    setOver(next);
    setFilled(startOf({ ...offered, channel: next }, account, recoveryCase));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (override && override.reason.trim().length < SHORTEST_REASON) return;
    const { via, username, area, otherRef, reason, ...profile } = filled;
    const names = Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== undefined && value !== ''));
    const parameters = { ...given({ via, username, area, otherRef, reason }), ...(Object.keys(names).length > 0 && { profile: names }) };
    onConfirm({
      ...(mails && addressId !== undefined && { addressId }), ...(channel === 'elsewhere' && { channel }), ...(Object.keys(parameters).length > 0 && { parameters: parameters as z.input<typeof ActionParametersBody> }),
      ...(override && { overrideReason: override.reason.trim() }),
    });
  };
  return (
    <Modal opened onClose={onCancel} title={override ? texts.override.title(wordFor(t.words.actions, type)) : wordFor(t.words.actions, type)} closeButtonProps={{ 'aria-label': t.shell.common.close }}>
      <form className={classes.confirm} onSubmit={submit}>
        <p><strong>{account.displayName}</strong> <span className={classes.mono}>{account.username}</span></p>
        <p>{wordFor(texts.what, type)}</p>
        {offered.target !== null && <p>{texts.target} <span className={classes.mono}>{offered.target}</span></p>}
        {override && <p className={classes.warn}><IconShieldExclamation size={17} aria-hidden /><span>{texts.override.warn} {offered.why && noInWords(offered.why, t, locale)}</span></p>}
        {override && offered.override.length > 1 && <Select label={texts.override.where} value={over} allowDeselect={false} onChange={changeWay} data={offered.override.map((value) => ({ value, label: texts.override.ways[value] }))} />}
        <ActionForm offer={offer} account={account} recoveryCase={recoveryCase} filled={filled} onChange={setFilled} />
        {mails && (addresses.length > 1
          ? <Select label={texts.sendTo} value={addressId ?? null} allowDeselect={false} onChange={(id) => setAddressId(id ?? undefined)} data={addresses.map(({ id, masked, kind }) => ({ value: id, label: `${masked} (${t.case.account[kind]})` }))} />
          : <p className={classes.soft}>{texts.sendTo} <span className={classes.mono}>{addresses[0]?.masked}</span></p>)}
        {override && (
          <Textarea
            label={texts.override.reason} description={texts.override.reasonHint(SHORTEST_REASON)} value={override.reason} required minLength={SHORTEST_REASON} maxLength={2_000} autosize minRows={3} data-autofocus
            onChange={({ currentTarget }) => override.onReason(currentTarget.value)}
          />
        )}
        {secondPerson && <p className={classes.loud}><IconUsers size={15} aria-hidden />{texts.secondPersonFirst}</p>}
        {holdMs > 0 && untold === null && <p className={classes.loud}><IconHourglass size={15} aria-hidden />{texts.holdFirst(Math.round(holdMs / 3_600_000))}</p>}
        {holdMs > 0 && untold !== null && <p className={classes.warn}><IconShieldExclamation size={17} aria-hidden /><span>{texts.holdOnly(Math.round(holdMs / 3_600_000))} {texts.untold(wordFor(t.reasons, untold))}</span></p>}
        <p className={classes.loud}><IconBell size={15} aria-hidden />{texts.loud}</p>
        <div className={classes.confirmRow}>
          <Button variant="default" onClick={onCancel}>{t.shell.common.cancel}</Button>
          <Button type="submit" data-autofocus={!override || undefined} color={override || ALARMING.has(type) ? 'red' : undefined}>{secondPerson ? texts.askSecondPerson : texts.confirmShorter[type] ?? wordFor(t.words.actions, type)}</Button>
        </div>
      </form>
    </Modal>
  );
}

function given(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''));
}

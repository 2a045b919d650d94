import { Button, Modal, Select } from '@mantine/core';
import { IconBell, IconHourglass, IconUsers } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import type { AccountView, ActionOffer, ActionParametersBody, ActionTypeWord, CaseView } from '#contracts';
import type { z } from 'zod';
import { useTexts, wordFor } from '../texts/language.js';
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
}

interface ConfirmActionProps {
  readonly offer: ActionOffer;
  readonly account: AccountView;
  readonly recoveryCase: CaseView;
  readonly onCancel: () => void;
  readonly onConfirm: (order: Order) => void;
}

/** The last look before something happens to an account: what is still to be said, to whom it goes, who else has to look, and who hears of it. */
export function ConfirmAction({ offer, account, recoveryCase, onCancel, onConfirm }: ConfirmActionProps) {
  const t = useTexts();
  const { type, channel, secondPerson, holdMs } = offer;
  const texts = t.case.actions;
  const addresses = account.addresses.filter(({ confirmedAt, kind }) => confirmedAt !== null || kind === 'primary');
  const [addressId, setAddressId] = useState(addresses[0]?.id);
  const [filled, setFilled] = useState<Filled>(() => startOf(offer, account, recoveryCase));
  const mails = channel === 'on-file' && GOES_TO_ADDRESS.has(type) && addresses.length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { via, username, area, otherRef, reason, ...profile } = filled;
    const names = Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== undefined && value !== ''));
    const parameters = { ...given({ via, username, area, otherRef, reason }), ...(Object.keys(names).length > 0 && { profile: names }) };
    onConfirm({
      ...(mails && addressId !== undefined && { addressId }), ...(channel === 'elsewhere' && { channel }), ...(Object.keys(parameters).length > 0 && { parameters: parameters as z.input<typeof ActionParametersBody> }),
    });
  };
  return (
    <Modal opened onClose={onCancel} title={wordFor(t.words.actions, type)} closeButtonProps={{ 'aria-label': t.shell.common.close }}>
      <form className={classes.confirm} onSubmit={submit}>
        <p><strong>{account.displayName}</strong> <span className={classes.mono}>{account.username}</span></p>
        <p>{wordFor(texts.what, type)}</p>
        <ActionForm offer={offer} account={account} recoveryCase={recoveryCase} filled={filled} onChange={setFilled} />
        {mails && (addresses.length > 1
          ? <Select label={texts.sendTo} value={addressId ?? null} allowDeselect={false} onChange={(id) => setAddressId(id ?? undefined)} data={addresses.map(({ id, masked, kind }) => ({ value: id, label: `${masked} (${t.case.account[kind]})` }))} />
          : <p className={classes.soft}>{texts.sendTo} <span className={classes.mono}>{addresses[0]?.masked}</span></p>)}
        {secondPerson && <p className={classes.loud}><IconUsers size={15} aria-hidden />{texts.secondPersonFirst}</p>}
        {holdMs > 0 && <p className={classes.loud}><IconHourglass size={15} aria-hidden />{texts.holdFirst(Math.round(holdMs / 3_600_000))}</p>}
        <p className={classes.loud}><IconBell size={15} aria-hidden />{texts.loud}</p>
        <div className={classes.confirmRow}>
          <Button variant="default" onClick={onCancel}>{t.shell.common.cancel}</Button>
          <Button type="submit" data-autofocus color={ALARMING.has(type) ? 'red' : undefined}>{secondPerson ? texts.askSecondPerson : texts.confirmShorter[type] ?? wordFor(t.words.actions, type)}</Button>
        </div>
      </form>
    </Modal>
  );
}

function given(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''));
}

import { Button, Modal, Select } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useState } from 'react';
import type { AccountView, ActionTypeWord } from '#contracts';
import { useTexts, wordFor } from '../texts/language.js';
import classes from './case.module.css';

/** Actions whose mail goes to an address that may be chosen among those on file. */
const GOES_TO_ADDRESS: ReadonlySet<ActionTypeWord> = new Set(['send-recovery-link', 'resend-activation', 'tell-username', 'issue-temporary-password']);

interface ConfirmActionProps {
  readonly type: ActionTypeWord;
  readonly account: AccountView;
  readonly onCancel: () => void;
  readonly onConfirm: (addressId: string | undefined) => void;
}

/** The last look before something happens to an account: to whom, where to, and who hears of it. */
export function ConfirmAction({ type, account, onCancel, onConfirm }: ConfirmActionProps) {
  const t = useTexts();
  const addresses = account.addresses.filter(({ confirmedAt, kind }) => confirmedAt !== null || kind === 'primary');
  const [addressId, setAddressId] = useState(addresses[0]?.id);
  const mails = GOES_TO_ADDRESS.has(type) && addresses.length > 0;
  return (
    <Modal opened onClose={onCancel} title={wordFor(t.words.actions, type)} closeButtonProps={{ 'aria-label': t.shell.common.close }}>
      <div className={classes.confirm}>
        <p><strong>{account.displayName}</strong> <span className={classes.mono}>{account.username}</span></p>
        <p>{wordFor(t.case.actions.what, type)}</p>
        {mails && (addresses.length > 1
          ? <Select label={t.case.actions.sendTo} value={addressId ?? null} allowDeselect={false} onChange={(id) => setAddressId(id ?? undefined)} data={addresses.map(({ id, masked, kind }) => ({ value: id, label: `${masked} (${t.case.account[kind]})` }))} />
          : <p className={classes.soft}>{t.case.actions.sendTo} <span className={classes.mono}>{addresses[0]?.masked}</span></p>)}
        <p className={classes.loud}><IconBell size={15} aria-hidden />{t.case.actions.loud}</p>
        <div className={classes.confirmRow}>
          <Button variant="default" onClick={onCancel}>{t.shell.common.cancel}</Button>
          <Button data-autofocus color={type === 'freeze' ? 'red' : undefined} onClick={() => onConfirm(mails ? addressId : undefined)}>{wordFor(t.case.actions.confirmFor, type)}</Button>
        </div>
      </div>
    </Modal>
  );
}

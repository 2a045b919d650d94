import { Select, Textarea, TextInput } from '@mantine/core';
import type { AccountView, ActionOffer, ActionTypeWord, CaseView } from '#contracts';
import { useTexts, wordFor } from '../texts/language.js';
import classes from './case.module.css';

/** What one may fill in, by the names of the server. */
export type Filled = Readonly<Partial<Record<'via' | 'username' | 'area' | 'otherRef' | 'reason' | 'givenName' | 'familyName' | 'organisation' | 'locale', string>>>;

interface ActionFormProps {
  readonly offer: ActionOffer;
  readonly account: AccountView;
  readonly recoveryCase: CaseView;
  readonly filled: Filled;
  readonly onChange: (filled: Filled) => void;
}

const VIA: Readonly<Partial<Record<ActionTypeWord, readonly string[]>>> = {
  'tell-username': ['new-address', 'phone', 'counter'], 'issue-temporary-password': ['new-address', 'counter'], 'issue-pin': ['counter'], 'send-initial-credentials': ['counter'],
};
const NAMES = ['givenName', 'familyName', 'organisation'] as const;

/** What stands in the form at first: what the server knows already, so that the usual case is one key. */
export function startOf({ type, channel }: ActionOffer, account: AccountView, { candidates, claimed }: CaseView): Filled {
  const { registration, pinAreas, accountRef } = account;
  const via = channel === 'elsewhere' ? VIA[type]?.[0] : undefined;
  switch (type) {
    case 'release-registration-data': return { username: registration?.proposedUsername ?? '', ...Object.fromEntries((registration?.corrections ?? []).map(({ field, given }) => [field, given])) };
    case 'assign-username': return { username: claimed['username'] ?? '' };
    case 'issue-pin': case 'unlock-pin-area': return { area: (pinAreas.find(({ state }) => state === 'blocked') ?? pinAreas[0])?.area, via };
    case 'merge-accounts': case 'migrate-account': return { otherRef: candidates.find((one) => one.accountRef !== accountRef)?.accountRef };
    default: return via === undefined ? {} : { via };
  }
}

/** The few fields that single actions need. An address is never among them: a new one says yes for itself. */
export function ActionForm({ offer: { type, channel }, account, recoveryCase, filled, onChange }: ActionFormProps) {
  const t = useTexts();
  const { fields } = t.case.actions;
  const set = (name: keyof Filled) => (value: string | null) => onChange({ ...filled, [name]: value ?? undefined });
  const text = (name: keyof Filled, required = false) => (
    <TextInput key={name} label={wordFor(fields, name)} value={filled[name] ?? ''} required={required} maxLength={100} autoComplete="off" onChange={({ currentTarget }) => set(name)(currentTarget.value)} />
  );
  const via = channel === 'elsewhere' ? VIA[type] : undefined;
  const viaField = via && <Select label={fields['via']} value={filled.via ?? null} allowDeselect={false} onChange={set('via')} data={via.map((value) => ({ value, label: wordFor(t.case.actions.ways, value) }))} />;
  switch (type) {
    case 'release-registration-data':
      return (
        <>
          {account.registration?.corrections.map(({ field, onFile, given }) => <p key={field} className={classes.soft}>{wordFor(fields, field)}: <s>{onFile}</s> → <strong>{given}</strong></p>)}
          {NAMES.filter((name) => filled[name] !== undefined).map((name) => text(name, true))}
          {text('username')}
        </>
      );
    case 'assign-username': return text('username', true);
    case 'update-profile': return (
      <>
        {NAMES.map((name) => text(name))}
        <Select label={fields['locale']} clearable value={filled.locale ?? null} onChange={set('locale')} data={[{ value: 'de', label: t.words.languages['de'] ?? 'de' }, { value: 'en', label: t.words.languages['en'] ?? 'en' }]} />
      </>
    );
    case 'refuse-registration':
      return <Textarea label={fields['reason']} value={filled.reason ?? ''} required autosize minRows={2} maxLength={400} onChange={({ currentTarget }) => set('reason')(currentTarget.value)} />;
    case 'issue-pin': case 'unlock-pin-area':
      return <><Select label={fields['area']} value={filled.area ?? null} allowDeselect={false} onChange={set('area')} data={account.pinAreas.map(({ area }) => area)} />{viaField}</>;
    case 'merge-accounts': case 'migrate-account': {
      const others = recoveryCase.candidates.filter(({ accountRef }) => accountRef !== account.accountRef);
      return <Select label={fields['otherRef']} value={filled.otherRef ?? null} allowDeselect={false} onChange={set('otherRef')} data={others.map(({ accountRef, maskedName, maskedAddress }) => ({ value: accountRef, label: `${maskedName} · ${maskedAddress}` }))} />;
    }
    default: return viaField ?? null;
  }
}

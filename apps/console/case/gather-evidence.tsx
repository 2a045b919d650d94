import { Button, Select, TextInput } from '@mantine/core';
import { IconMailPlus, IconMailQuestion, IconPhoneOutgoing, IconScale, type TablerIcon } from '@tabler/icons-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { AccountView, CaseView, TicketView } from '#contracts';
import { useLocale, useTexts, wordFor } from '../texts/language.js';
import { useNow } from '../ui/now.js';
import { Problem } from '../ui/problem.js';
import { briefly } from '../ui/times.js';
import { useCase } from './case.queries.js';
import classes from './case.module.css';

type Kind = 'mailbox' | 'newAddress' | 'callBack' | 'facts';

interface OfCase {
  readonly ticket: TicketView;
  readonly recoveryCase: CaseView;
  readonly account: AccountView;
}

/** Three ways to learn more about who writes. The agent never chooses where something goes beyond what is on file. */
export function GatherEvidence(props: OfCase) {
  const { evidence: words } = useTexts().case;
  const [open, setOpen] = useState<Kind | null>(null);
  const tab = (kind: Kind, Icon: TablerIcon) => (
    <Button size="compact-sm" variant={open === kind ? 'light' : 'default'} leftSection={<Icon size={15} />} aria-expanded={open === kind} onClick={() => setOpen(open === kind ? null : kind)}>{words[kind]}</Button>
  );
  return (
    <div className={classes.gather} role="group" aria-label={words.gather}>
      <div className={classes.tabs}>
        {tab('mailbox', IconMailQuestion)}
        {tab('callBack', IconPhoneOutgoing)}
        {tab('newAddress', IconMailPlus)}
        {props.recoveryCase.factNames.length > 0 && tab('facts', IconScale)}
      </div>
      {open === 'mailbox' && <Mailbox {...props} />}
      {open === 'callBack' && <CallBack {...props} />}
      {open === 'newAddress' && <NewAddress {...props} />}
      {open === 'facts' && <Facts {...props} />}
    </div>
  );
}

function Mailbox({ ticket, account }: OfCase) {
  const t = useTexts();
  const words = t.case.evidence;
  const { evidence } = useCase(ticket.number);
  const [addressId, setAddressId] = useState<string | null>(account.addresses[0]?.id ?? null);
  if (account.addresses.length === 0) return <p className={classes.nothing}>{words.noAddress}</p>;
  return (
    <Form hint={words.mailboxHint} error={evidence.error} onSubmit={() => evidence.mutate({ kind: 'mailbox-proof', ...(addressId !== null && { addressId }) })}>
      <Select size="xs" label={words.chooseAddress} value={addressId} allowDeselect={false} onChange={setAddressId} data={account.addresses.map(({ id, masked, kind }) => ({ value: id, label: `${masked} (${t.case.account[kind]})` }))} />
      <Outcome text={evidence.data && words.mailboxSent} good />
      <Button type="submit" size="xs" loading={evidence.isPending}>{words.mailboxSend}</Button>
    </Form>
  );
}

/** A new address says yes for itself; it opens nothing, but no address changes without it. */
function NewAddress({ ticket, recoveryCase }: OfCase) {
  const { evidence: words } = useTexts().case;
  const { evidence } = useCase(ticket.number);
  const [address, setAddress] = useState(recoveryCase.claimed['newEmail'] ?? '');
  const [as, setAs] = useState<'main' | 'second'>('main');
  return (
    <Form hint={words.newAddressHint} error={evidence.error} onSubmit={() => evidence.mutate({ kind: 'new-address', address, as })}>
      <TextInput size="xs" type="email" required label={words.newAddressLabel} value={address} maxLength={320} autoComplete="off" onChange={({ currentTarget }) => setAddress(currentTarget.value)} />
      <Select size="xs" label={words.newAddressAs} value={as} allowDeselect={false} onChange={(value) => setAs(value === 'second' ? 'second' : 'main')} data={[{ value: 'main', label: words.newAddressMain }, { value: 'second', label: words.newAddressSecond }]} />
      <Outcome text={evidence.data && words.newAddressSent} good />
      <Button type="submit" size="xs" loading={evidence.isPending}>{words.newAddressSend}</Button>
    </Form>
  );
}

function CallBack({ ticket, account, recoveryCase }: OfCase) {
  const { evidence: words } = useTexts().case;
  const locale = useLocale();
  const now = useNow();
  const { evidence: start } = useCase(ticket.number);
  const { evidence: check } = useCase(ticket.number);
  const [phoneId, setPhoneId] = useState<string | null>(account.phones[0]?.id ?? null);
  const [code, setCode] = useState('');
  const call = start.data?.call;
  const proved = check.data?.outcome === 'proved' || (call !== undefined && recoveryCase.evidence.some(({ kind, outcome, recordedAt }) => kind === 'call-back' && outcome === 'proved' && Date.parse(recordedAt) > start.submittedAt));
  if (account.phones.length === 0) return <p className={classes.nothing}>{words.noPhone}</p>;
  if (proved) return <Outcome text={words.proved} good />;
  if (!call) {
    return (
      <Form hint={words.callBackHint} error={start.error} onSubmit={() => { if (phoneId !== null) start.mutate({ kind: 'call-back', phoneId }); }}>
        <Select size="xs" label={words.choosePhone} value={phoneId} allowDeselect={false} onChange={setPhoneId} data={account.phones.map(({ id, masked }) => ({ value: id, label: masked }))} />
        <Button type="submit" size="xs" loading={start.isPending}>{words.callStart}</Button>
      </Form>
    );
  }
  if (call.code !== null) return <ReadAloud number={call.number} code={call.code} expiresAt={call.expiresAt} />;
  return (
    <Form hint={words.codeGoes} error={check.error} onSubmit={() => check.mutate({ kind: 'call-back-code', code: code.trim() }, { onSettled: () => setCode('') })}>
      <dl className={classes.call}>
        <div><dt>{words.dial}</dt><dd>{call.number}</dd></div>
      </dl>
      <TextInput size="sm" label={words.typeCode} value={code} onChange={(event) => setCode(event.currentTarget.value)} autoComplete="off" autoFocus description={words.callUntil(briefly(call.expiresAt, now, locale))} />
      <Outcome text={check.data && [words.codeWrong, ...(check.data.triesLeft === undefined ? [] : [words.triesLeft(check.data.triesLeft)])].join(' ')} />
      <Button type="submit" size="xs" loading={check.isPending} disabled={code.trim() === ''}>{words.checkCode}</Button>
    </Form>
  );
}

/** The agent reads, the requester types: so the agent alone cannot record a call that never was. */
function ReadAloud({ number, code, expiresAt }: { readonly number: string; readonly code: string; readonly expiresAt: string }) {
  const { evidence: words } = useTexts().case;
  const locale = useLocale();
  const now = useNow();
  return (
    <div className={classes.form}>
      <dl className={classes.call}>
        <div><dt>{words.dial}</dt><dd>{number}</dd></div>
        <div><dt>{words.readAloud}</dt><dd className={classes.code}>{code}</dd></div>
      </dl>
      <p className={classes.soft}>{words.typesIt}</p>
      <p className={classes.soft} role="status">{words.callWaiting} {words.callUntil(briefly(expiresAt, now, locale))}</p>
    </div>
  );
}

function Facts({ ticket, recoveryCase }: OfCase) {
  const t = useTexts();
  const words = t.case.evidence;
  const { evidence } = useCase(ticket.number);
  const [facts, setFacts] = useState<Readonly<Record<string, string>>>({});
  const given = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, value.trim()]).filter(([, value]) => value !== ''));
  const { data } = evidence;
  const text = data && [data.outcome === 'proved' ? words.matched : words.notMatched, ...(data.triesLeft === undefined ? [] : [words.triesLeft(data.triesLeft)])].join(' ');
  return (
    <Form hint={words.factsHint} error={evidence.error} onSubmit={() => evidence.mutate({ kind: 'facts', facts: given })}>
      <div className={classes.fields}>
        {recoveryCase.factNames.map((name) => <TextInput key={name} size="xs" label={wordFor(t.words.facts, name)} value={facts[name] ?? ''} autoComplete="off" onChange={(event) => { const { value } = event.currentTarget; setFacts((all) => ({ ...all, [name]: value })); }} />)}
      </div>
      <Outcome text={text} good={data?.outcome === 'proved'} />
      <Button type="submit" size="xs" loading={evidence.isPending} disabled={Object.keys(given).length === 0 || data?.triesLeft === 0}>{words.compare}</Button>
    </Form>
  );
}

interface FormProps {
  readonly hint: string;
  readonly error: Error | null;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

function Form({ hint, error, onSubmit, children }: FormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      {hint !== '' && <p className={classes.soft}>{hint}</p>}
      {children}
      {error && <Problem error={error} />}
    </form>
  );
}

function Outcome({ text, good = false }: { readonly text: string | undefined; readonly good?: boolean }) {
  return <p role="status" className={classes.outcome} data-good={good || undefined} hidden={!text}>{text}</p>;
}

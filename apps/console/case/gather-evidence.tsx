import { Button, Select, TextInput } from '@mantine/core';
import { IconId, IconMailbox, IconMailPlus, IconScale, type TablerIcon } from '@tabler/icons-react';
import { useState } from 'react';
import type { CaseView, TicketView } from '#contracts';
import { useMay } from '../shell/session.js';
import { useLocale, useTexts, wordFor } from '../texts/language.js';
import { useNow } from '../ui/now.js';
import { briefly } from '../ui/times.js';
import { useCase } from './case.queries.js';
import { Form, Outcome } from './evidence-form.js';
import { IdentityCheck } from './identity-check.js';
import { WaysToProve } from './ways-to-prove.js';
import classes from './case.module.css';

type Kind = 'newAddress' | 'letter' | 'identity' | 'facts';

interface OfCase {
  readonly ticket: TicketView;
  readonly recoveryCase: CaseView;
}

/** How to learn more about who writes. The agent never chooses where something goes beyond what is on file. */
export function GatherEvidence(props: OfCase) {
  const { evidence: words } = useTexts().case;
  const may = useMay();
  const acts = may('recovery.act');
  const checks = may('recovery.verify');
  // Who only checks identities has one thing to do here: it is open.
  const [open, setOpen] = useState<Kind | null>(acts ? null : 'identity');
  const tab = (kind: Kind, Icon: TablerIcon) => (
    <Button size="compact-sm" variant={open === kind ? 'light' : 'default'} leftSection={<Icon size={15} />} aria-expanded={open === kind} onClick={() => setOpen(open === kind ? null : kind)}>{words[kind]}</Button>
  );
  return (
    <div className={classes.gather} role="group" aria-label={words.gather}>
      {acts && <WaysToProve ticket={props.ticket} recoveryCase={props.recoveryCase} />}
      <div className={classes.tabs}>
        {acts && tab('newAddress', IconMailPlus)}
        {acts && tab('letter', IconMailbox)}
        {checks && tab('identity', IconId)}
        {acts && props.recoveryCase.factNames.length > 0 && tab('facts', IconScale)}
      </div>
      {open === 'newAddress' && <NewAddress {...props} />}
      {open === 'letter' && <Letter {...props} />}
      {open === 'identity' && checks && <IdentityCheck number={props.ticket.number} />}
      {open === 'facts' && <Facts {...props} />}
    </div>
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

/** A letter goes where the directory says, and somebody else prints it. */
function Letter({ ticket, recoveryCase }: OfCase) {
  const { evidence: words } = useTexts().case;
  const { evidence } = useCase(ticket.number);
  const locale = useLocale();
  const now = useNow();
  if (recoveryCase.account?.postalAddressSince == null) return <p className={classes.nothing}>{words.letterNone}</p>;
  const underWay = recoveryCase.grants.find(({ purpose, state, expiresAt }) => purpose === 'letter' && state === 'unused' && Date.parse(expiresAt) > now);
  return (
    <Form hint={underWay && !evidence.isSuccess ? words.letterUnderWay(briefly(underWay.expiresAt, now, locale)) : words.letterHint} error={evidence.error} onSubmit={() => evidence.mutate({ kind: 'letter' })}>
      <Outcome text={evidence.data && words.letterSent} good />
      <Button type="submit" size="xs" loading={evidence.isPending} disabled={evidence.isSuccess}>{underWay && !evidence.isSuccess ? words.letterAnother : words.letterSend}</Button>
    </Form>
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

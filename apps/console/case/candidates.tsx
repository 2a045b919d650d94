import { Button, TextInput } from '@mantine/core';
import { IconChevronDown, IconLink, IconSearch } from '@tabler/icons-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { CandidateView, CaseView, TicketView } from '#contracts';
import type { z } from 'zod';
import { useLocale, useTexts, wordFor } from '../texts/language.js';
import { Problem } from '../ui/problem.js';
import { monthInWords } from '../ui/times.js';
import { toast } from '../ui/toasts.js';
import { useCase } from './case.queries.js';
import classes from './case.module.css';

interface CandidatesProps {
  readonly ticket: TicketView;
  readonly recoveryCase: CaseView;
  /** Behind a button, when an account is linked already. */
  readonly folded?: boolean;
}

/** Accounts that the server found for this ticket: one click links. Nobody browses the directory. */
export function Candidates({ ticket, recoveryCase, folded = false }: CandidatesProps) {
  const { account: words } = useTexts().case;
  const { link } = useCase(ticket.number);
  const [open, setOpen] = useState(!folded);
  const [searching, setSearching] = useState(!folded && recoveryCase.candidates.length === 0);
  const others = recoveryCase.candidates.filter(({ accountRef }) => accountRef !== recoveryCase.account?.accountRef);
  if (!open) return <button type="button" className={classes.quiet} onClick={() => setOpen(true)}><IconChevronDown size={14} aria-hidden />{words.other}</button>;
  return (
    <div className={classes.candidates}>
      {others.length === 0 && !folded && <p className={classes.nothing}>{words.none}</p>}
      <ul>
        {others.map((one) => (
          <Candidate key={one.accountRef} candidate={one}>
            <Button
              size="compact-sm" variant={folded ? 'default' : 'filled'} leftSection={<IconLink size={14} />} aria-label={words.linkLabel(one.maskedName)}
              loading={link.isPending && link.variables === one.accountRef} disabled={link.isPending} onClick={() => link.mutate(one.accountRef, { onSuccess: () => toast('ok', words.linked) })}
            >
              {words.link}
            </Button>
          </Candidate>
        ))}
      </ul>
      {searching ? <Search ticket={ticket} recoveryCase={recoveryCase} /> : <button type="button" className={classes.quiet} onClick={() => setSearching(true)}><IconSearch size={14} aria-hidden />{words.search}</button>}
    </div>
  );
}

function Candidate({ candidate, children }: { readonly candidate: z.output<typeof CandidateView>; readonly children: ReactNode }) {
  const { account: words } = useTexts().case;
  const locale = useLocale();
  return (
    <li className={classes.candidate}>
      <div>
        <p><strong>{candidate.maskedName}</strong> <span className={classes.mono}>{candidate.maskedAddress}</span></p>
        <p className={classes.soft}>{candidate.because.map((why) => wordFor(words.because, why)).join(', ')}</p>
        <p className={classes.soft}>{candidate.lastSignInMonth ? words.lastSignIn(monthInWords(candidate.lastSignInMonth, locale)) : words.neverSignedIn}</p>
      </div>
      {children}
    </li>
  );
}

const FIELDS = ['address', 'username', 'customerNumber', 'serialNumber', 'name'] as const;
type Field = (typeof FIELDS)[number];

/** What the mail claimed is already filled in. */
const CLAIMED: Readonly<Record<Field, string>> = { address: 'registeredEmail', username: 'username', customerNumber: 'customerNumber', serialNumber: 'serialNumber', name: 'fullName' };

function Search({ ticket, recoveryCase }: { readonly ticket: TicketView; readonly recoveryCase: CaseView }) {
  const { account: words } = useTexts().case;
  const { search } = useCase(ticket.number);
  const [values, setValues] = useState<Readonly<Record<Field, string>>>(() => Object.fromEntries(FIELDS.map((field) => [field, recoveryCase.claimed[CLAIMED[field]] ?? ''])) as Record<Field, string>);
  const given = Object.fromEntries(FIELDS.map((field) => [field, values[field].trim()]).filter(([, value]) => value !== ''));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    search.mutate(given);
  };
  return (
    <form className={classes.form} onSubmit={submit} aria-label={words.search}>
      <p className={classes.soft}>{words.searchHint}</p>
      <div className={classes.fields}>
        {FIELDS.map((field) => <TextInput key={field} size="xs" label={words[field]} value={values[field]} onChange={(event) => { const { value } = event.currentTarget; setValues((all) => ({ ...all, [field]: value })); }} autoComplete="off" />)}
      </div>
      {search.isError && <Problem error={search.error} />}
      {search.data?.candidates.length === 0 && <p className={classes.nothing} role="status">{words.searchNothing}</p>}
      <Button type="submit" size="xs" variant="default" leftSection={<IconSearch size={14} />} loading={search.isPending} disabled={Object.keys(given).length === 0}>{words.searchSubmit}</Button>
    </form>
  );
}

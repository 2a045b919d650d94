import { Button, Modal, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconKey } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { CallProblem } from '../call.js';
import { useLocale, useTexts } from '../texts/language.js';
import { createStore, useStore } from '../ui/store.js';
import { problemInWords } from '../ui/problem.js';
import { keyToProve, proveAgain, useSession } from './session.js';
import classes from './shell.module.css';

/** Both mean: who is at the desk must show it again, then it may be done. */
export const PROOF_NEEDED: ReadonlySet<string> = new Set(['session.proof-needed', 'recovery.fresh-proof-needed']);

const asking = createStore<((proved: boolean) => void) | null>(null);

/**
 * Does the work; where the server wants a fresh proof that the agent is at the desk, asks for it and does the work again.
 * `work` must carry its own idempotency key, so that the second time is the same time.
 */
export async function withProof<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CallProblem) || !PROOF_NEEDED.has(error.code)) throw error;
    const proved = await new Promise<boolean>((answer) => asking.set(() => answer));
    if (!proved) throw error;
    return work();
  }
}

/** One for the whole desk; opened by `withProof`. */
export function ProofDialog() {
  const { shell } = useTexts();
  const answer = useStore(asking);
  if (!answer) return null;
  const done = (proved: boolean) => {
    answer(proved);
    asking.set(null);
  };
  return (
    <Modal opened onClose={() => done(false)} title={shell.proof.title} closeButtonProps={{ 'aria-label': shell.common.close }}>
      <ProofForm onDone={done} />
    </Modal>
  );
}

function ProofForm({ onDone }: { readonly onDone: (proved: boolean) => void }) {
  const t = useTexts();
  const locale = useLocale();
  const client = useQueryClient();
  const { hasSecondFactor, hasApp, keys, keyIsNeeded } = useSession();
  const [value, setValue] = useState('');
  const prove = useMutation({
    meta: { quiet: true },
    mutationFn: () => proveAgain(client, hasSecondFactor ? { code: value.replaceAll(/\s/g, '') } : { password: value }),
    onSuccess: () => onDone(true),
    onError: () => setValue(''),
  });
  const byKey = useMutation({ meta: { quiet: true }, mutationFn: async () => proveAgain(client, { key: await keyToProve() }), onSuccess: () => onDone(true) });
  const takesCode = hasApp && !(keyIsNeeded && keys > 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    prove.mutate();
  };
  const field = { value, required: true, description: t.shell.proof.hint, ...(keys === 0 && { 'data-autofocus': true }), error: prove.error && problemInWords(prove.error, t, locale) };
  return (
    <form className={classes.proof} onSubmit={submit}>
      <p>{t.shell.proof.lead}</p>
      {keys > 0 && <>
        {byKey.error && <p role="alert" className={classes.no}>{problemInWords(byKey.error, t, locale)}</p>}
        <Button leftSection={<IconKey size={16} />} data-autofocus loading={byKey.isPending} onClick={() => byKey.mutate()}>{t.signInKeys.proof}</Button>
        {takesCode && <p>{t.signInKeys.proofOr}</p>}
      </>}
      {hasSecondFactor
        ? takesCode && <TextInput {...field} label={t.shell.proof.code} inputMode="numeric" autoComplete="one-time-code" onChange={(event) => setValue(event.currentTarget.value)} />
        : <PasswordInput {...field} label={t.shell.proof.password} autoComplete="current-password" onChange={(event) => setValue(event.currentTarget.value)} />}
      <div className={classes.row}>
        <Button variant="default" onClick={() => onDone(false)}>{t.shell.common.cancel}</Button>
        {(takesCode || !hasSecondFactor) && <Button type="submit" loading={prove.isPending}>{t.shell.proof.submit}</Button>}
      </div>
    </form>
  );
}

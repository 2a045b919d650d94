import { Anchor, Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { CallProblem } from '../call.js';
import { useLocale, useTexts, type Locale } from '../texts/language.js';
import type { Texts } from '../texts/de.js';
import { problemInWords } from '../ui/problem.js';
import { briefly } from '../ui/times.js';
import { LanguageSwitch, Mark } from './brand.js';
import { signIn } from './session.js';
import classes from './shell.module.css';

const route = getRouteApi('/sign-in');

/** E-mail and password, then the code of the second factor where there is one. */
export function SignIn() {
  const t = useTexts();
  const locale = useLocale();
  const client = useQueryClient();
  const router = useRouter();
  const { to } = route.useSearch();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [needsCode, setNeedsCode] = useState(false);

  const enter = useMutation({
    meta: { quiet: true },
    mutationFn: () => signIn(client, { email: email.trim(), password, ...(needsCode && { code: code.replaceAll(/\s/g, '') }) }),
    onSuccess: () => { router.history.push(to ?? '/'); },
    onError: (error) => {
      if (!(error instanceof CallProblem) || error.code !== 'session.code-needed') return setCode('');
      setNeedsCode(true);
    },
  });
  const isOnlyAsking = enter.error instanceof CallProblem && enter.error.code === 'session.code-needed';
  const problem = enter.error && !isOnlyAsking ? signInProblem(enter.error, t, locale) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate();
  };

  return (
    <div className={classes.gate}>
      <main className={classes.door}>
        <Mark large />
        <h1>{needsCode ? t.shell.signIn.codeTitle : t.shell.signIn.title}</h1>
        {!needsCode && <p className={classes.lead}>{t.shell.signIn.lead}</p>}
        <form onSubmit={submit} className={classes.form}>
          {needsCode ? (
            <TextInput
              key="code" size="md" label={t.shell.signIn.code} description={t.shell.signIn.codeHint} value={code} onChange={(event) => setCode(event.currentTarget.value)}
              autoFocus required autoComplete="one-time-code" inputMode="numeric" name="code" error={problem}
            />
          ) : (
            <>
              <TextInput size="md" label={t.shell.signIn.email} type="email" name="email" autoComplete="username" required autoFocus value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
              <PasswordInput size="md" label={t.shell.signIn.password} name="password" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.currentTarget.value)} error={problem} />
            </>
          )}
          <Button type="submit" size="md" loading={enter.isPending}>{needsCode ? t.shell.signIn.codeSubmit : t.shell.signIn.submit}</Button>
          {needsCode && <Anchor component="button" type="button" size="sm" onClick={() => { setNeedsCode(false); setPassword(''); setCode(''); enter.reset(); }}>{t.shell.signIn.otherAccount}</Anchor>}
        </form>
        <p className={classes.small}>{t.shell.signIn.forgotten}</p>
        <LanguageSwitch />
      </main>
    </div>
  );
}

function signInProblem(error: Error, t: Texts, locale: Locale): string {
  const throttled = error instanceof CallProblem && (error.code === 'session.throttled' || error.problem.status === 429) ? error.problem : undefined;
  if (!throttled) return problemInWords(error, t, locale);
  return throttled.until ? t.shell.signIn.throttled(briefly(throttled.until, Date.now(), locale)) : t.shell.signIn.throttledSoon;
}

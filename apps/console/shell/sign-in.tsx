import { Anchor, Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { IconKey } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { CallProblem } from '../call.js';
import { keysWork } from '../sign-in-key.js';
import { useLocale, useTexts, type Locale } from '../texts/language.js';
import type { Texts } from '../texts/de.js';
import { problemInWords } from '../ui/problem.js';
import { briefly } from '../ui/times.js';
import { LanguageSwitch, Mark } from './brand.js';
import { keyToSignIn, signIn } from './session.js';
import classes from './shell.module.css';

const route = getRouteApi('/sign-in');

/** What is asked after the password. */
type Step = 'password' | 'key' | 'code' | 'enrolment';

/** E-mail and password, then the second factor where there is one: a sign-in key, the code of an app, or the code with which a first key is bound. */
export function SignIn() {
  const t = useTexts();
  const locale = useLocale();
  const client = useQueryClient();
  const router = useRouter();
  const { to } = route.useSearch();
  const [who, setWho] = useState({ email: '', password: '' });
  const [code, setCode] = useState('');
  const [enrolmentCode, setEnrolmentCode] = useState('');
  const [step, setStep] = useState<Step>('password');
  const [ways, setWays] = useState<readonly string[]>([]);

  const enter = useMutation({
    meta: { quiet: true },
    mutationFn: async () => {
      const asked = { email: who.email.trim(), password: who.password };
      const typed = code.replaceAll(/\s/g, '');
      if (step === 'key') return signIn(client, { ...asked, key: await keyToSignIn(asked) });
      return signIn(client, { ...asked, ...((step === 'code' || (step === 'enrolment' && typed !== '')) && { code: typed }), ...(step === 'enrolment' && { enrolmentCode }) });
    },
    onSuccess: () => { router.history.push(to ?? '/'); },
    onError: (error) => {
      const next = nextStep(error, step);
      if (!next) return setCode('');
      setStep(next);
      setWays(error instanceof CallProblem ? error.problem.missing ?? [] : []);
    },
  });
  const problem = enter.error && !nextStep(enter.error, step) ? signInProblem(enter.error, t, locale) : undefined;
  const go = (next: Step) => {
    setStep(next);
    enter.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate();
  };
  const { come } = t.signInKeys;
  const titles: Record<Step, string> = { password: t.shell.signIn.title, code: t.shell.signIn.codeTitle, key: come.title, enrolment: come.enrolTitle };
  const leads: Record<Step, string | undefined> = { password: t.shell.signIn.lead, code: undefined, key: come.lead, enrolment: come.enrolLead };

  return (
    <div className={classes.gate}>
      <main className={classes.door}>
        <Mark large />
        <h1>{titles[step]}</h1>
        {leads[step] && <p className={classes.lead}>{leads[step]}</p>}
        <form onSubmit={submit} className={classes.form}>
          {step === 'password' && <>
            <TextInput size="md" label={t.shell.signIn.email} type="email" name="email" autoComplete="username" required autoFocus value={who.email} onChange={({ currentTarget }) => setWho({ ...who, email: currentTarget.value })} />
            <PasswordInput size="md" label={t.shell.signIn.password} name="password" autoComplete="current-password" required value={who.password} onChange={({ currentTarget }) => setWho({ ...who, password: currentTarget.value })} error={problem} />
            <Button type="submit" size="md" loading={enter.isPending}>{t.shell.signIn.submit}</Button>
          </>}
          {step === 'key' && <>
            {problem && <p role="alert" className={classes.no}>{problem}</p>}
            <Button key="key" type="submit" size="md" autoFocus leftSection={<IconKey size={18} />} loading={enter.isPending}>{come.use}</Button>
          </>}
          {step === 'code' && <>
            <TextInput key="code" size="md" label={t.shell.signIn.code} description={t.shell.signIn.codeHint} value={code} onChange={({ currentTarget }) => setCode(currentTarget.value)} autoFocus required autoComplete="one-time-code" inputMode="numeric" name="code" error={problem} />
            <Button type="submit" size="md" loading={enter.isPending}>{t.shell.signIn.codeSubmit}</Button>
          </>}
          {step === 'enrolment' && <>
            <TextInput key="enrolment" size="md" label={come.enrolCode} description={come.enrolHint} value={enrolmentCode} onChange={({ currentTarget }) => setEnrolmentCode(currentTarget.value)} autoFocus required autoComplete="off" name="enrolment-code" maxLength={40} error={problem} />
            {ways.includes('code') && <TextInput size="md" label={t.shell.signIn.code} description={t.shell.signIn.codeHint} value={code} onChange={({ currentTarget }) => setCode(currentTarget.value)} required autoComplete="one-time-code" inputMode="numeric" name="code" />}
            <Button type="submit" size="md" loading={enter.isPending}>{come.enrolSubmit}</Button>
          </>}
          {step === 'key' && ways.includes('code') && <Anchor component="button" type="button" size="sm" onClick={() => go('code')}>{come.code}</Anchor>}
          {step === 'code' && ways.includes('key') && <Anchor component="button" type="button" size="sm" onClick={() => go('key')}>{come.key}</Anchor>}
          {step === 'key' && <Anchor component="button" type="button" size="sm" onClick={() => { setWays([]); go('enrolment'); }}>{come.enrolment}</Anchor>}
          {step !== 'password' && <Anchor component="button" type="button" size="sm" onClick={() => { setWho({ ...who, password: '' }); setCode(''); setEnrolmentCode(''); go('password'); }}>{t.shell.signIn.otherAccount}</Anchor>}
        </form>
        <p className={classes.small}>{t.shell.signIn.forgotten}</p>
        <LanguageSwitch />
      </main>
    </div>
  );
}

/** What to ask next, where the answer only says that something is missing. */
function nextStep(error: Error, step: Step): Step | undefined {
  if (!(error instanceof CallProblem)) return undefined;
  if (error.code === 'session.key-needed') return 'enrolment';
  if (error.code !== 'session.code-needed') return undefined;
  const missing = error.problem.missing ?? [];
  if (step === 'enrolment') return 'enrolment';
  return missing.includes('key') && (keysWork() || !missing.includes('code')) ? 'key' : 'code';
}

function signInProblem(error: Error, t: Texts, locale: Locale): string {
  const throttled = error instanceof CallProblem && (error.code === 'session.throttled' || error.problem.status === 429) ? error.problem : undefined;
  if (!throttled) return problemInWords(error, t, locale);
  return throttled.until ? t.shell.signIn.throttled(briefly(throttled.until, Date.now(), locale)) : t.shell.signIn.throttledSoon;
}

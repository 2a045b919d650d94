import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconCopy, IconDeviceMobile, IconShieldCheck } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { SecondFactorStart } from '#contracts';
import { z } from 'zod';
import { call } from '../call.js';
import { withProof } from '../shell/proof-dialog.js';
import { sessionQuery, useSession } from '../shell/session.js';
import { useLocale, useTexts } from '../texts/language.js';
import { problemInWords, sayProblem } from '../ui/problem.js';
import { copy, toast } from '../ui/toasts.js';
import classes from './settings.module.css';

/** The agent's own authenticator app: scan or type the key, then show by a code that it works. */
export function SecondFactor() {
  const t = useTexts();
  const locale = useLocale();
  const texts = t.oversight.settings;
  const client = useQueryClient();
  const { hasApp } = useSession();
  const [code, setCode] = useState('');
  const start = useMutation({ mutationFn: () => withProof(() => call('POST', '/session/second-factor', { reply: SecondFactorStart })) });
  const confirm = useMutation({
    meta: { quiet: true },
    mutationFn: () => withProof(() => call('POST', '/session/second-factor/confirm', { reply: z.unknown(), body: { code: code.replaceAll(/\s/g, '') } })),
    onSuccess: async () => {
      toast('ok', texts.enrolled);
      start.reset();
      await client.refetchQueries({ queryKey: sessionQuery.queryKey }).catch(sayProblem);
    },
    onError: () => setCode(''),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };

  if (hasApp) return <p className={classes.factor}><IconShieldCheck size={18} aria-hidden data-good /><span><strong>{texts.secondFactor}</strong><small>{texts.hasSecondFactor}</small></span></p>;
  if (!start.data) {
    return (
      <>
        <p className={classes.factor}><IconDeviceMobile size={18} aria-hidden /><span><strong>{texts.secondFactor}</strong><small>{texts.noSecondFactor}</small></span></p>
        <Button size="xs" loading={start.isPending} onClick={() => start.mutate()}>{texts.enrol}</Button>
      </>
    );
  }
  const { qrSvg, secret } = start.data;
  return (
    <form className={classes.enrol} onSubmit={submit}>
      {/* As a picture, so that nothing in it could ever run. */}
      <img className={classes.qr} src={`data:image/svg+xml;utf8,${encodeURIComponent(qrSvg)}`} alt={texts.qrAlt} width={184} height={184} />
      <div>
        <p>{texts.scan}</p>
        <p className={classes.hint}>{texts.secret}</p>
        <p className={classes.secret}><code>{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code><Button size="compact-xs" variant="subtle" leftSection={<IconCopy size={13} />} onClick={() => void copy(secret)}>{t.shell.common.copy}</Button></p>
        <TextInput label={texts.code} value={code} onChange={(event) => setCode(event.currentTarget.value)} inputMode="numeric" autoComplete="one-time-code" required error={confirm.error && problemInWords(confirm.error, t, locale)} />
        <Button type="submit" loading={confirm.isPending}>{texts.confirm}</Button>
      </div>
    </form>
  );
}

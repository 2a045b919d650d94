import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconKey } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { KeyAsked, Keys, NewKey, type KeyView } from '#contracts';
import { z } from 'zod';
import { call } from '../call.js';
import { Sure } from '../oversight/sure.js';
import { withProof } from '../shell/proof-dialog.js';
import { sessionQuery, useSession } from '../shell/session.js';
import { keysWork, makeKey } from '../sign-in-key.js';
import { useLocale, useTexts } from '../texts/language.js';
import { Waiting } from '../ui/bits.js';
import { Problem, problemInWords, sayProblem } from '../ui/problem.js';
import { toast } from '../ui/toasts.js';
import { KeyList } from './key-list.js';
import classes from './settings.module.css';

const KEYS = ['own-keys'];

/** The agent's own sign-in keys: which there are, a new one, one less. */
export function OwnKeys() {
  const { signInKeys: { own } } = useTexts();
  const client = useQueryClient();
  const { keyId, isEnrolling } = useSession();
  const [leaving, setLeaving] = useState<KeyView | null>(null);
  const query = useQuery({ queryKey: KEYS, queryFn: ({ signal }) => call('GET', '/session/keys', { reply: Keys, signal }) });
  const remove = useMutation({
    mutationFn: ({ id }: KeyView) => withProof(() => call('DELETE', `/session/keys/${id}`, { reply: z.unknown() })),
    onSuccess: () => toast('ok', own.removed),
    onSettled: () => refresh(client),
  });
  return (
    <section className={classes.ownKeys} aria-labelledby="own-keys">
      <h3 id="own-keys">{own.title}</h3>
      <p className={classes.hint}>{isEnrolling ? own.first : own.lead}</p>
      {query.isPending && <Waiting rows={2} />}
      {query.isError && <Problem error={query.error} retry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && !isEnrolling && <p>{own.none}</p>}
      {query.data && query.data.items.length > 0 && <KeyList keys={query.data.items} keyId={keyId} remove={isEnrolling ? undefined : setLeaving} />}
      <NewKeyForm />
      {leaving && <Sure title={own.removeTitle} text={own.removeText(leaving.name)} go={own.removeGo} onCancel={() => setLeaving(null)} onConfirm={() => { remove.mutate(leaving); setLeaving(null); }} />}
    </section>
  );
}

function NewKeyForm() {
  const t = useTexts();
  const { own, troubles } = t.signInKeys;
  const locale = useLocale();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const add = useMutation({
    meta: { quiet: true },
    mutationFn: async () => {
      const { token, options } = await withProof(() => call('POST', '/session/keys/start', { reply: KeyAsked }));
      return call('POST', '/session/keys', { reply: NewKey, body: { name: name.trim(), token, answer: await makeKey(options) } });
    },
    onSuccess: async () => {
      toast('ok', own.added);
      setName('');
      await refresh(client);
    },
  });
  if (!keysWork()) return <p className={classes.hint}>{troubles.none}</p>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <form className={classes.newKey} onSubmit={submit}>
      <TextInput label={own.name} description={own.nameHint} value={name} onChange={({ currentTarget }) => setName(currentTarget.value)} required maxLength={60} autoComplete="off" error={add.error && problemInWords(add.error, t, locale)} />
      <Button type="submit" size="xs" leftSection={<IconKey size={15} />} loading={add.isPending}>{own.add}</Button>
    </form>
  );
}

async function refresh(client: ReturnType<typeof useQueryClient>): Promise<void> {
  await Promise.all([client.invalidateQueries({ queryKey: KEYS }), client.refetchQueries({ queryKey: sessionQuery.queryKey })]).catch(sayProblem);
}

import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { WordingView } from '#contracts';
import { call, CallProblem } from '../call.js';
import { Sure } from '../oversight/sure.js';
import { withProof } from '../shell/proof-dialog.js';
import { useTexts, wordFor } from '../texts/language.js';
import { Time } from '../ui/bits.js';
import { sayProblem } from '../ui/problem.js';
import { toast } from '../ui/toasts.js';
import { MailPreview, type Scheme } from './mail-preview.js';
import { pathOf, previewQuery, wordingQuery, type Words } from './mails.queries.js';
import { SentenceField } from './sentence-field.js';
import classes from './mails.module.css';

const TYPING_PAUSE_MS = 350;

interface MailEditorProps {
  readonly portal: string;
  readonly wording: WordingView;
  /** In which way the mail is shown; empty: as the example. */
  readonly variant: string;
  readonly onVariant: (variant: string) => void;
  /** Whether words stand here that would be lost. */
  readonly onUnsaved: (isUnsaved: boolean) => void;
}

/** One mail's sentences beside what comes of them. Saved is only what differs from the shipped text and fits. */
export function MailEditor({ portal, wording, variant, onVariant, onUnsaved }: MailEditorProps) {
  const { mails, shell, words: names } = useTexts();
  const client = useQueryClient();
  const { kind, locale, version, sentences } = wording;
  const stored: Words = Object.fromEntries(sentences.flatMap(({ key, own }) => (own === null ? [] : [[key, own]])));
  const [words, setWords] = useState<Words>(stored);
  const [scheme, setScheme] = useState<Scheme>('light');
  const [sure, setSure] = useState(false);
  const [settled] = useDebouncedValue(words, TYPING_PAUSE_MS);
  const preview = useQuery(previewQuery(portal, kind, locale, settled, scheme, variant));
  const save = useMutation({
    meta: { quiet: true },
    mutationFn: (next: Words) => withProof(() => call('PATCH', pathOf(portal, kind, locale), { reply: WordingView, body: { words: next, version } })),
    onSuccess: (saved, next) => {
      onUnsaved(false);
      client.setQueryData(wordingQuery(portal, kind, locale).queryKey, saved);
      toast('ok', Object.keys(next).length === 0 ? mails.isShipped : mails.saved);
      void client.invalidateQueries({ queryKey: ['wordings', portal], exact: true });
    },
    onError: (error) => {
      sayProblem(error);
      if (error instanceof CallProblem && error.code === 'outbound.wording-changed-meanwhile') void client.invalidateQueries({ queryKey: ['wordings', portal, kind, locale] });
    },
  });
  const change = (key: string, text: string | undefined) => setWords(({ [key]: _, ...others }) => (text === undefined || text === sentences.find((one) => one.key === key)?.shipped ? others : { ...others, [key]: text }));
  const problems = preview.data?.problems ?? wording.problems;
  const differs = JSON.stringify(sorted(words)) !== JSON.stringify(sorted(stored));
  useEffect(() => {
    onUnsaved(differs);
    return () => onUnsaved(false);
  }, [differs]);

  return (
    <div className={classes.editor}>
      <form className={classes.sentences} onSubmit={(event) => { event.preventDefault(); save.mutate(words); }}>
        <h2>{wordFor(names.mailKinds, kind)}</h2>
        <p className={classes.hint}>{mails.howTo}</p>
        {sentences.map((sentence) => (
          <SentenceField
            key={sentence.key} sentence={sentence} language={locale} own={words[sentence.key]} onChange={(text) => change(sentence.key, text)}
            problems={problems.filter(({ key }) => key === sentence.key)} hints={(preview.data?.hints ?? []).filter(({ key }) => key === sentence.key)}
          />
        ))}
        <div className={classes.bar}>
          <Button type="submit" size="sm" disabled={!differs || problems.length > 0} loading={save.isPending}>{mails.save}</Button>
          {differs && <Button size="sm" variant="default" onClick={() => setWords(stored)}>{shell.common.cancel}</Button>}
          {Object.keys(stored).length > 0 && <Button size="sm" variant="subtle" color="red" onClick={() => setSure(true)}>{mails.toShipped}</Button>}
          <span role="status" className={classes.hint}>{problems.length > 0 ? mails.problemCount(problems.length) : ''}</span>
        </div>
        <History wording={wording} />
      </form>
      <MailPreview mail={preview.data} scheme={scheme} onScheme={setScheme} variants={wording.variants} variant={variant} onVariant={onVariant} />
      {sure && <Sure title={mails.toShippedTitle} text={mails.toShippedText} go={mails.toShipped} onCancel={() => setSure(false)} onConfirm={() => { setSure(false); save.mutate({}); }} />}
    </div>
  );
}

function History({ wording }: { readonly wording: WordingView }) {
  const { mails } = useTexts();
  if (wording.history.length === 0) return <p className={classes.hint}>{mails.neverChanged}</p>;
  return (
    <details className={classes.history}>
      <summary>{mails.history(wording.history.length)}</summary>
      <ol>{wording.history.map(({ version, at, by, changed }) => <li key={version}><Time at={at} /> · {by ?? mails.somebody} · {changed === 0 ? mails.isShipped : mails.changedCount(changed)}</li>)}</ol>
    </details>
  );
}

function sorted(words: Words): [string, string][] {
  return Object.entries(words).sort(([one], [other]) => one.localeCompare(other));
}

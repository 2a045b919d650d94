import { Button, Textarea } from '@mantine/core';
import type { Sentence, WordingFinding } from '#contracts';
import { useTexts, wordFor } from '../texts/language.js';
import classes from './mails.module.css';

interface SentenceFieldProps {
  readonly sentence: Sentence;
  /** Of the mail, which need not be the console's. */
  readonly language: string;
  /** Undefined: as shipped. */
  readonly own: string | undefined;
  readonly onChange: (text: string | undefined) => void;
  readonly problems: readonly WordingFinding[];
  readonly hints: readonly WordingFinding[];
}

/** One sentence, with what is wrong with it and the way back. */
export function SentenceField({ sentence, language, own, onChange, problems, hints }: SentenceFieldProps) {
  const { mails } = useTexts();
  const sayings: Readonly<Record<string, (what: string) => string>> = mails.findings;
  const say = ({ code, what }: WordingFinding) => sayings[code]?.(what) ?? code;
  return (
    <div className={classes.sentence}>
      <Textarea
        label={wordFor(mails.sentences, sentence.key)} autosize minRows={1} maxRows={12} lang={language} value={own ?? sentence.shipped} onChange={(event) => onChange(event.currentTarget.value)}
        error={problems.length > 0 && problems.map(say).join(' ')} readOnly={sentence.fixed} description={sentence.fixed ? mails.findings['always-as-shipped']() : hints.length > 0 ? hints.map(say).join(' ') : undefined} inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
      {own !== undefined && (
        <div className={classes.shipped}>
          <span lang={language}><small>{mails.shipped}</small> {sentence.shipped}</span>
          <Button size="compact-xs" variant="subtle" onClick={() => onChange(undefined)}>{mails.back}</Button>
        </div>
      )}
    </div>
  );
}

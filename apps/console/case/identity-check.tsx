import { Button, Checkbox, Select } from '@mantine/core';
import { useState } from 'react';
import type { EvidenceBody } from '#contracts';
import { useSession } from '../shell/session.js';
import { useTexts, wordFor } from '../texts/language.js';
import { useCase } from './case.queries.js';
import { Form } from './evidence-form.js';
import classes from './case.module.css';

type Check = Extract<EvidenceBody, { kind: 'identity-check' }>;

const WAYS = ['counter', 'video'] as const satisfies readonly Check['way'][];
const OFFICIAL = ['id-card', 'passport', 'residence-permit', 'driving-licence'] as const satisfies readonly Check['document'][];
const OF_THE_HOUSE = ['school-card', 'staff-card'] as const satisfies readonly Check['document'][];
const COMPARED = ['face', 'name', 'birth-date', 'signature'] as const satisfies readonly Check['compared'][number][];
const GESTURES = ['hand-before-face', 'turn-left', 'turn-right', 'touch-ear', 'count-fingers', 'look-up'] as const satisfies readonly NonNullable<Check['gesture']>[];

/** The buttons are gone, and the focus with them: it goes on at what came of it. */
const focused = (text: HTMLElement | null) => text?.focus();
const anyGesture = () => GESTURES[crypto.getRandomValues(new Uint32Array(1))[0]! % GESTURES.length]!;

/** A trained person saw somebody and a document. What kind of document and what was compared; no number, no copy. */
export function IdentityCheck({ number }: { readonly number: string }) {
  const { case: { evidence: words }, refusals } = useTexts();
  const [round, setRound] = useState(0);
  // Said before anybody stands at the counter with their passport out.
  if (!useSession().hasSecondFactor) return <p className={classes.nothing}>{refusals.codes['recovery.second-factor-needed']}</p>;
  return <Check key={round} number={number} words={words} onAgain={() => setRound(round + 1)} />;
}

/** One check: written down once, then the form is over. */
function Check({ number, words, onAgain }: { readonly number: string; readonly words: ReturnType<typeof useTexts>['case']['evidence']; readonly onAgain: () => void }) {
  const { evidence } = useCase(number);
  const [way, setWay] = useState<Check['way']>('counter');
  const [document, setDocument] = useState<Check['document']>('id-card');
  const [compared, setCompared] = useState<readonly Check['compared'][number][]>([]);
  const [gesture] = useState(anyGesture);
  const [gestureSeen, setGestureSeen] = useState(false);
  const [tilted, setTilted] = useState(false);
  const documents = way === 'video' ? OFFICIAL : [...OFFICIAL, ...OF_THE_HOUSE];
  const toWay = (value: string | null) => {
    const next = WAYS.find((one) => one === value) ?? 'counter';
    setWay(next);
    if (next === 'video' && !OFFICIAL.some((one) => one === document)) setDocument('id-card');
  };
  const tick = (one: Check['compared'][number]) => setCompared((all) => (all.includes(one) ? all.filter((other) => other !== one) : [...all, one]));
  const record = (outcome: Check['outcome']) => evidence.mutate({
    kind: 'identity-check', way, document, compared: [...compared], outcome, ...(way === 'video' && { documentTilted: tilted, ...(gestureSeen && { gesture }) }),
  });
  const { data } = evidence;
  if (data) {
    const proved = data.outcome === 'proved';
    return (
      <div className={classes.form}>
        <p role="status" tabIndex={-1} ref={focused} className={classes.outcome} data-good={proved || undefined}>{proved ? words.identityProved : words.identityFailed}</p>
        <Button size="xs" variant="default" onClick={onAgain}>{words.identityAgain}</Button>
      </div>
    );
  }
  return (
    <Form hint={words.identityHint} error={evidence.error} onSubmit={() => record('match')}>
      <Select size="xs" label={words.identityWay} value={way} allowDeselect={false} onChange={toWay} data={WAYS.map((value) => ({ value, label: wordFor(words.identityWays, value) }))} />
      <Select size="xs" label={words.identityDocument} value={document} allowDeselect={false} onChange={(value) => setDocument(documents.find((one) => one === value) ?? 'id-card')} data={documents.map((value) => ({ value, label: wordFor(words.identityDocuments, value) }))} />
      {way === 'video' && (
        <>
          <p>{words.identityGesture}: <strong>{wordFor(words.identityGestures, gesture)}</strong></p>
          <Checkbox size="sm" label={words.identityGestureSeen} checked={gestureSeen} onChange={({ currentTarget }) => setGestureSeen(currentTarget.checked)} />
          <Checkbox size="sm" label={words.identityTilted} checked={tilted} onChange={({ currentTarget }) => setTilted(currentTarget.checked)} />
        </>
      )}
      <fieldset className={classes.ticks}>
        <legend>{words.identityCompared}</legend>
        {COMPARED.map((one) => <Checkbox key={one} size="sm" label={wordFor(words.identityCompares, one)} checked={compared.includes(one)} onChange={() => tick(one)} />)}
      </fieldset>
      <div className={classes.tabs}>
        <Button type="submit" size="xs" loading={evidence.isPending}>{words.identityMatch}</Button>
        <Button size="xs" variant="default" disabled={evidence.isPending} onClick={() => record('mismatch')}>{words.identityMismatch}</Button>
      </div>
    </Form>
  );
}

import { Button, Checkbox } from '@mantine/core';
import { IconArrowRight, IconCircle, IconCircleCheck, IconHourglass } from '@tabler/icons-react';
import type { CaseView, TicketView } from '#contracts';
import { setDraft, useDraft, wishedComposer } from '../conversation/drafts.js';
import { useLocale, useTexts, wordFor } from '../texts/language.js';
import { useCommands } from '../ui/commands.js';
import { useCase } from './case.queries.js';
import { Section } from './section.js';
import classes from './checklist.module.css';

type Step = CaseView['checklist']['steps'][number];

const ICONS = { done: IconCircleCheck, open: IconArrowRight, waiting: IconHourglass, later: IconCircle } as const;

/** The playbook of the case type: what is done, whose turn it is, what comes next. The server keeps its state. */
export function Checklist({ ticket, recoveryCase }: { readonly ticket: TicketView; readonly recoveryCase: CaseView }) {
  const t = useTexts();
  const { tick } = useCase(ticket.number);
  const { steps, answer } = recoveryCase.checklist;
  const draft = useDraft(ticket.number, 'reply');
  const insertAnswer = () => {
    if (answer === null) return;
    setDraft(ticket.number, 'reply', draft.includes(answer) ? draft : [draft.trim(), answer].filter(Boolean).join('\n\n'));
    wishedComposer.set({ number: ticket.number, mode: 'reply' });
  };
  useCommands(answer === null ? [] : [{ label: t.case.checklist.insertAnswer, group: 'ticket', run: insertAnswer }]);
  if (steps.length === 0) return null;
  const open = steps.filter(({ state }) => state !== 'done').length;
  return (
    <Section title={t.case.checklist.title} hint={open === 0 ? t.case.checklist.allDone : t.case.checklist.open(open)}>
      <ol className={classes.steps}>
        {steps.map((step) => (
          <li key={step.key} data-state={step.state}>
            {step.kind === 'manual' ? (
              <Checkbox size="xs" checked={step.state === 'done'} disabled={tick.isPending} onChange={(event) => tick.mutate({ key: step.key, done: event.currentTarget.checked })} label={<ManualText step={step} />} />
            ) : <StepLine step={step} />}
            {step.kind === 'answer' && step.state !== 'done' && <Button size="compact-xs" variant="subtle" onClick={insertAnswer}>{t.case.checklist.insertAnswer}</Button>}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function StepLine({ step }: { readonly step: Step }) {
  const t = useTexts();
  const Icon = ICONS[step.state];
  return (
    <>
      <Icon size={15} stroke={1.8} aria-hidden />
      <span><span className="said">{t.case.checklist.states[step.state]}: </span>{sentenceOf(step, t)}</span>
    </>
  );
}

function ManualText({ step }: { readonly step: Step }) {
  const locale = useLocale();
  return <>{step.text?.[locale]}</>;
}

function sentenceOf({ kind, about }: Step, t: ReturnType<typeof useTexts>): string {
  const any = (words: Readonly<Record<string, string>>): string => about.map((word) => wordFor(words, word)).join(` ${t.case.checklist.or} `);
  switch (kind) {
    case 'link-account': return t.case.checklist.linkAccount;
    case 'ask': return t.case.checklist.ask(any(t.words.claimedFields));
    case 'prove': return t.case.checklist.prove(any(t.words.evidenceKinds));
    case 'act': return any(t.words.actions);
    case 'answer': return t.case.checklist.answer;
    case 'solved': return wordFor(t.case.checklist.solved, about[0] ?? '');
    case 'manual': return '';
  }
}

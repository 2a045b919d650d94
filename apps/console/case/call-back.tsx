import { Button } from '@mantine/core';
import type { CaseView, TicketView } from '#contracts';
import { useLocale, useTexts } from '../texts/language.js';
import { useNow } from '../ui/now.js';
import { briefly } from '../ui/times.js';
import { useCase } from './case.queries.js';
import classes from './case.module.css';
import { Form, Outcome } from './evidence-form.js';

interface CallBackProps {
  readonly ticket: TicketView;
  readonly recoveryCase: CaseView;
  readonly phoneId: string;
}

/** A call to a number on file, and the code to read out. */
export function CallBack({ ticket, recoveryCase, phoneId }: CallBackProps) {
  const { evidence: words } = useTexts().case;
  const { evidence: start } = useCase(ticket.number);
  const call = start.data?.call;
  const proved = call !== undefined && recoveryCase.evidence.some(({ kind, outcome, recordedAt }) => kind === 'call-back' && outcome === 'proved' && Date.parse(recordedAt) > start.submittedAt);
  if (proved) return <Outcome text={words.proved} good />;
  if (call?.code) return <ReadAloud number={call.number} code={call.code} expiresAt={call.expiresAt} />;
  return (
    <Form hint={words.callBackHint} error={start.error} onSubmit={() => start.mutate({ kind: 'call-back', phoneId })}>
      <Button type="submit" size="xs" loading={start.isPending}>{words.callStart}</Button>
    </Form>
  );
}

/** The agent reads, the requester types: so the agent alone cannot record a call that never was. */
function ReadAloud({ number, code, expiresAt }: { readonly number: string; readonly code: string; readonly expiresAt: string }) {
  const { evidence: words } = useTexts().case;
  const locale = useLocale();
  const now = useNow();
  return (
    <div className={classes.form}>
      <dl className={classes.call}>
        <div><dt>{words.dial}</dt><dd>{number}</dd></div>
        <div><dt>{words.readAloud}</dt><dd className={classes.code}>{code}</dd></div>
      </dl>
      <p className={classes.soft}>{words.typesIt}</p>
      <p className={classes.soft} role="status">{words.callWaiting} {words.callUntil(briefly(expiresAt, now, locale))}</p>
    </div>
  );
}

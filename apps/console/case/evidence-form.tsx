import type { FormEvent, ReactNode } from 'react';
import { Problem } from '../ui/problem.js';
import classes from './case.module.css';

interface FormProps {
  readonly hint: string;
  readonly error: Error | null;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

/** One way to gather evidence: what it is for, its fields, what came of it. */
export function Form({ hint, error, onSubmit, children }: FormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      {hint !== '' && <p className={classes.soft}>{hint}</p>}
      {children}
      {error && <Problem error={error} />}
    </form>
  );
}

export function Outcome({ text, good = false }: { readonly text: string | undefined; readonly good?: boolean }) {
  return <p role="status" className={classes.outcome} data-good={good || undefined} hidden={!text}>{text}</p>;
}

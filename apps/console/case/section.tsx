import { useId, type ReactNode } from 'react';
import classes from './case.module.css';

export function Section({ title, hint, children }: { readonly title: string; readonly hint?: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <h3 id={id}>{title}{hint && <small>{hint}</small>}</h3>
      {children}
    </section>
  );
}

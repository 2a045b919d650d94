import { Button } from '@mantine/core';
import { IconCompass } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../texts/language.js';
import { Empty } from '../ui/bits.js';
import { Problem } from '../ui/problem.js';
import classes from './shell.module.css';

export function Wrong({ error, reset }: { readonly error: unknown; readonly reset?: () => void }) {
  const { shell } = useTexts();
  return (
    <main className={classes.wrong}>
      <h1>{shell.wrong.title}</h1>
      <Problem error={error} {...(reset && { retry: reset })} />
      <Button component="a" href="/" variant="default">{shell.wrong.toDesk}</Button>
    </main>
  );
}

export function Lost() {
  const { shell } = useTexts();
  return <Empty icon={IconCompass} title={shell.wrong.notFound}><Link to="/">{shell.wrong.toDesk}</Link></Empty>;
}

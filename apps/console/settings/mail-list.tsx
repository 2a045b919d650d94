import { UnstyledButton } from '@mantine/core';
import type { WordingRow } from '#contracts';
import { useTexts, wordFor } from '../texts/language.js';
import { Badge } from '../ui/bits.js';
import classes from './mails.module.css';

interface MailListProps {
  readonly rows: readonly WordingRow[];
  readonly current: string;
  readonly onChoose: (kind: string) => void;
}

/** Every mail on its shelf; those in the portal's own words are marked. */
export function MailList({ rows, current, onChoose }: MailListProps) {
  const { mails, words } = useTexts();
  const shelves = [...new Set(rows.map(({ group }) => group))];
  return (
    <nav className={classes.list} aria-label={mails.list}>
      {shelves.map((shelf) => (
        <section key={shelf}>
          <h2>{wordFor(mails.groups, shelf)}</h2>
          <ul>
            {rows.filter(({ group }) => group === shelf).map(({ kind, changed }) => (
              <li key={kind}>
                <UnstyledButton className={classes.mail} aria-current={kind === current || undefined} onClick={() => onChoose(kind)}>
                  <span>{wordFor(words.mailKinds, kind)}</span>
                  {changed > 0 && <Badge tone="accent">{mails.own}</Badge>}
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

import { Select, UnstyledButton } from '@mantine/core';
import type { WordingRow } from '#contracts';
import { useTexts, wordFor } from '../texts/language.js';
import { Badge } from '../ui/bits.js';
import classes from './mails.module.css';

interface MailListProps {
  readonly rows: readonly WordingRow[];
  readonly current: string;
  readonly onChoose: (kind: string) => void;
}

/** Every mail on its shelf; those in the portal's own words are marked. Where the list would fill the screen before the mail (a phone), one field takes its place. */
export function MailList({ rows, current, onChoose }: MailListProps) {
  const { mails, words } = useTexts();
  const shelves = [...new Set(rows.map(({ group }) => group))];
  const name = ({ kind, changed }: WordingRow) => `${wordFor(words.mailKinds, kind)}${changed > 0 ? ` · ${mails.own}` : ''}`;
  return (
    <>
      <Select
        className={classes.listNarrow} aria-label={mails.list} searchable allowDeselect={false} value={current} onChange={(kind) => { if (kind !== null) onChoose(kind); }}
        data={shelves.map((shelf) => ({ group: wordFor(mails.groups, shelf), items: rows.filter(({ group }) => group === shelf).map((row) => ({ value: row.kind, label: name(row) })) }))}
      />
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
    </>
  );
}

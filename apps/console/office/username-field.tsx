import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { OfficeDetail } from '#contracts';
import { useTexts } from '../texts/language.js';
import { usernameQuery, type Who } from './office.queries.js';
import classes from './office.module.css';

const TYPING_MS = 250;

interface UsernameFieldProps {
  readonly who: Who;
  readonly detail: OfficeDetail;
  readonly value: string;
  readonly onChange: (username: string) => void;
}

/** The name that follows, or another one where the portal allows it; a name that somebody has is told while it is typed. */
export function UsernameField({ who, detail: { item, usernames }, value, onChange }: UsernameFieldProps) {
  const { office } = useTexts();
  const [asked] = useDebouncedValue(value.trim(), TYPING_MS);
  const { data, isFetching } = useQuery({ ...usernameQuery(who, asked), enabled: asked !== '' });
  const isCurrent = asked === value.trim() && data !== undefined && asked !== '';
  const isTaken = isCurrent && !data.free;
  const follows = item.proposedUsername !== null;
  const suggestion = isTaken && usernames === 'editable' ? data.suggestion : null;
  return (
    <section className={classes.username}>
      <TextInput
        label={follows ? office.username : office.usernameWish} description={usernames === 'as-proposed' ? office.usernameFixed : follows && value.trim() === item.proposedUsername ? office.usernameFollows : undefined} value={value} maxLength={64}
        readOnly={usernames === 'as-proposed'} autoComplete="off" spellCheck={false} error={isTaken ? office.usernameTaken : undefined} onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <p role="status" className={classes.soft}>{isFetching ? office.usernameChecking : isCurrent && data.free ? office.usernameFree : ''}</p>
      {suggestion !== null && <Button size="compact-xs" variant="default" onClick={() => onChange(suggestion)}>{office.usernameTake(suggestion)}</Button>}
    </section>
  );
}

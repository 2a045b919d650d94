import { Button } from '@mantine/core';
import type { KeyView } from '#contracts';
import { useTexts } from '../texts/language.js';
import { Badge, Time } from '../ui/bits.js';
import classes from './settings.module.css';

interface KeyListProps {
  readonly keys: readonly KeyView[];
  /** The one with which this session was opened. */
  readonly keyId?: string | null;
  /** Left out: only to look at. */
  readonly remove?: ((key: KeyView) => void) | undefined;
  readonly disabled?: boolean;
}

/** Sign-in keys with when they were bound and last used. */
export function KeyList({ keys, keyId, remove, disabled = false }: KeyListProps) {
  const { signInKeys: { own } } = useTexts();
  return (
    <ul className={classes.keys}>
      {keys.map((key) => (
        <li key={key.id}>
          <span>
            <strong>{key.name}</strong> {key.id === keyId && <Badge tone="accent">{own.here}</Badge>} {key.suspended && <Badge tone="danger">{own.suspended}</Badge>}
            <small>{own.since} <Time at={key.createdAt} /> · {key.lastUsedAt ? <>{own.lastUsed} <Time at={key.lastUsedAt} /></> : own.neverUsed}{key.syncs && ` · ${own.syncs}`}</small>
          </span>
          {remove && <Button size="compact-xs" variant="subtle" color="red" disabled={disabled} aria-label={own.remove(key.name)} onClick={() => remove(key)}>{own.removeGo}</Button>}
        </li>
      ))}
    </ul>
  );
}

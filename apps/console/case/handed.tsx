import { Button } from '@mantine/core';
import type { ActionView, GrantView } from '#contracts';
import type { z } from 'zod';
import { useMay } from '../shell/session.js';
import { useLocale, useTexts, wordFor } from '../texts/language.js';
import { Badge, Time, type Tone } from '../ui/bits.js';
import { noInWords } from '../ui/problem.js';
import { useNow } from '../ui/now.js';
import { briefly } from '../ui/times.js';
import { useCase } from './case.queries.js';
import { MarkBreach } from './mark-breach.js';
import { Section } from './section.js';
import classes from './case.module.css';

const GRANT_TONES: Readonly<Record<string, Tone>> = { unused: 'plain', opened: 'accent', redeeming: 'accent', used: 'ok' };
const ACTION_TONES: Readonly<Record<string, Tone>> = { approved: 'accent', done: 'ok', failed: 'danger' };

/** Somebody got something by it. */
const WAS_DONE = new Set(['done', 'undoing', 'undone']);

/** What was handed out, and what became of it. */
export function Handed({ grants }: { readonly grants: readonly z.output<typeof GrantView>[] }) {
  const t = useTexts();
  const locale = useLocale();
  const now = useNow();
  if (grants.length === 0) return null;
  const fate = ({ usedAt, openedAt, expiresAt, state }: z.output<typeof GrantView>) => {
    if (usedAt) return t.case.grants.usedAt(briefly(usedAt, now, locale));
    if (openedAt) return t.case.grants.openedAt(briefly(openedAt, now, locale));
    return state === 'unused' ? t.case.grants.expires(briefly(expiresAt, now, locale)) : '';
  };
  return (
    <Section title={t.case.grants.title}>
      <ul className={classes.rows}>
        {grants.map((grant) => (
          <li key={grant.id}>
            <div>
              <p><strong>{wordFor(t.words.grantPurposes, grant.purpose)}</strong></p>
              <p className={classes.soft}>{[...(grant.sentToMasked === '' ? [] : [t.case.grants.sentTo(grant.sentToMasked)]), ...(fate(grant) === '' ? [] : [fate(grant)])].join(' · ')}</p>
              {grant.delivery && <p role="status" className={grant.delivery === 'refused' || grant.delivery === 'expired' ? classes.failure : classes.soft}>{t.case.grants.deliveries[grant.delivery]}</p>}
            </div>
            <Badge tone={GRANT_TONES[grant.state] ?? 'plain'}>{wordFor(t.words.grantStates, grant.state)}</Badge>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What was done to the account on this case, newest first. */
export function History({ actions, number, portal }: { readonly actions: readonly z.output<typeof ActionView>[]; readonly number: string; readonly portal: string }) {
  const t = useTexts();
  const may = useMay();
  const { cancel } = useCase(number);
  const locale = useLocale();
  if (actions.length === 0) return null;
  return (
    <Section title={t.case.actions.history}>
      <ul className={classes.rows}>
        {actions.map((action) => (
          <li key={action.id}>
            <div>
              <p className={classes.named}><strong>{wordFor(t.words.actions, action.type)}</strong><Badge tone={ACTION_TONES[action.state] ?? 'plain'}>{wordFor(t.words.actionStates, action.state)}</Badge>{action.override && <Badge tone="danger">{t.case.actions.override.badge}</Badge>}</p>
              {action.overrideReason && <p className={classes.soft}>{t.case.actions.override.because(action.overrideReason)}</p>}
              <p className={classes.soft}>{action.requestedBy ?? t.case.actions.byRekey} · <Time at={action.createdAt} /></p>
              {action.approvalUntil && <p className={classes.soft}>{t.case.actions.approvalUntil} <Time at={action.approvalUntil} /></p>}
              {action.approvedBy && <p className={classes.soft}>{t.case.actions.approvedBy(action.approvedBy)}</p>}
              {action.holdUntil && <p className={classes.soft}>{t.case.actions.holdUntil} <Time at={action.holdUntil} /></p>}
              {action.undoUntil && <p className={classes.soft}>{t.case.actions.undoUntil} <Time at={action.undoUntil} /></p>}
              {action.reason && <p className={classes.soft}>{action.reason}</p>}
              {(action.approvalUntil ?? action.holdUntil ?? action.undoUntil) && (
                <Button size="compact-xs" variant="default" loading={cancel.isPending && cancel.variables === action.id} onClick={() => cancel.mutate(action.id)}>
                  {action.undoUntil ? t.case.actions.undo : t.case.actions.cancelWaiting}<span className="said">: {wordFor(t.words.actions, action.type)}</span>
                </Button>
              )}
              {may('recovery.breach') && WAS_DONE.has(action.state) && <MarkBreach actionId={action.id} name={wordFor(t.words.actions, action.type)} portal={portal} number={number} />}
              {action.failure && <p className={classes.failure}>{noInWords({ code: action.failure }, t, locale)}</p>}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

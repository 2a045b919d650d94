import { IconCircleCheck, IconCircleX, IconClockOff } from '@tabler/icons-react';
import type { EvidenceView } from '#contracts';
import type { z } from 'zod';
import { useLocale, useTexts, wordFor } from '../texts/language.js';
import { useNow } from '../ui/now.js';
import { briefly } from '../ui/times.js';
import classes from './case.module.css';

/** What was proved about the requester, how long it counts, and who recorded it. */
export function EvidenceList({ evidence }: { readonly evidence: readonly z.output<typeof EvidenceView>[] }) {
  const t = useTexts();
  const locale = useLocale();
  const now = useNow();
  const words = t.case.evidence;
  if (evidence.length === 0) return <p className={classes.nothing}>{words.none}</p>;
  return (
    <ul className={classes.rows}>
      {evidence.map((one) => {
        const over = one.expired || one.voided;
        const state = one.outcome === 'failed' ? 'failed' : over ? 'over' : 'proved';
        const Icon = { failed: IconCircleX, over: IconClockOff, proved: IconCircleCheck }[state];
        return (
          <li key={one.id} data-state={state}>
            <Icon size={16} aria-hidden />
            <div>
              <p><strong>{wordFor(t.words.evidenceKinds, one.kind)}</strong> <span>{wordFor(t.words.evidenceOutcomes, one.outcome)}</span></p>
              <p className={classes.soft}>
                {[
                  one.outcome === 'failed' ? briefly(one.recordedAt, now, locale) : one.voided ? words.voided : one.expired ? words.expired : words.valid(briefly(one.expiresAt, now, locale)),
                  ...(one.by === null ? [] : [words.by(one.by)]),
                  ...(one.thisTicket ? [] : [words.otherTicket]),
                ].join(' · ')}
              </p>
            </div>
            {state === 'proved' && <span className={classes.worth}>{words.points(one.points)}</span>}
          </li>
        );
      })}
    </ul>
  );
}

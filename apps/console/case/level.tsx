import type { CaseView } from '#contracts';
import { useTexts } from '../texts/language.js';
import { missingInWords } from '../ui/missing.js';
import classes from './case.module.css';

/** How far the evidence reaches, and what the next level still needs. */
export function Level({ recoveryCase: { level, points, missingForNextLevel, account } }: { readonly recoveryCase: CaseView }) {
  const t = useTexts();
  return (
    <div className={classes.level} data-level={level}>
      <div className={classes.levelHead}>
        <strong>A{level}</strong>
        <span>{t.case.level.names[level] ?? ''}</span>
        <span className={classes.points}>{t.case.level.points(points)}</span>
      </div>
      <div className={classes.meter} role="meter" aria-label={t.case.level.title} aria-valuemin={0} aria-valuemax={3} aria-valuenow={level} aria-valuetext={t.case.level.meter(level)}>
        {[1, 2, 3].map((step) => <i key={step} data-reached={step <= level || undefined}>A{step}</i>)}
      </div>
      <p>{missing()}</p>
    </div>
  );

  function missing(): string {
    if (!account) return t.case.level.needsAccount;
    if (level === 3) return t.case.level.top;
    return `${t.case.level.next(level + 1)} ${missingForNextLevel.map((word) => missingInWords(word, t)).join(', ')}.`;
  }
}

import type { CaseView, TicketView } from '#contracts';
import { useMay } from '../shell/session.js';
import { useTexts, wordFor } from '../texts/language.js';
import { AccountCard } from './account-card.js';
import { Actions } from './actions.js';
import { Candidates } from './candidates.js';
import { Checklist } from './checklist.js';
import { EvidenceList } from './evidence-list.js';
import { GatherEvidence } from './gather-evidence.js';
import { HandOn } from './hand-on.js';
import { Handed, History } from './handed.js';
import { Level } from './level.js';
import { Section } from './section.js';
import classes from './case.module.css';

interface CasePanelProps {
  readonly ticket: TicketView;
  readonly recoveryCase: CaseView;
}

/** Who it may be, what is proved, what may be done. Read from top to bottom it is the order of the work. */
export function CasePanel({ ticket, recoveryCase }: CasePanelProps) {
  const t = useTexts();
  const may = useMay();
  const { account } = recoveryCase;
  const acts = may('recovery.act');
  return (
    <aside className={classes.panel} aria-label={t.case.label}>
      <header className={classes.head}>
        <h2>{t.case.label}</h2>
        <span>{wordFor(t.words.caseStates, recoveryCase.state)}</span>
      </header>
      <Level recoveryCase={recoveryCase} />
      {account ? <AccountCard account={account}>{acts && <Candidates ticket={ticket} recoveryCase={recoveryCase} folded />}</AccountCard> : (
        <Section title={t.case.account.candidates} hint={t.case.account.candidatesHint}>
          {acts && <Candidates ticket={ticket} recoveryCase={recoveryCase} />}
        </Section>
      )}
      {!account && <Claimed claimed={recoveryCase.claimed} />}
      <Checklist ticket={ticket} recoveryCase={recoveryCase} />
      <Section title={t.case.evidence.title}>
        <EvidenceList evidence={recoveryCase.evidence} />
        {may('recovery.gather') && account && <GatherEvidence ticket={ticket} recoveryCase={recoveryCase} />}
      </Section>
      {(acts || may('recovery.override')) && <Actions ticket={ticket} recoveryCase={recoveryCase} />}
      {acts && <HandOn ticket={ticket} recoveryCase={recoveryCase} />}
      {account && <Claimed claimed={recoveryCase.claimed} />}
      <Handed grants={recoveryCase.grants} />
      <History actions={recoveryCase.actionHistory} number={ticket.number} portal={ticket.portal} />
    </aside>
  );
}

function Claimed({ claimed }: { readonly claimed: CaseView['claimed'] }) {
  const t = useTexts();
  const fields = Object.entries(claimed);
  return (
    <Section title={t.case.claimed.title} hint={t.case.claimed.hint}>
      {fields.length === 0 && <p className={classes.nothing}>{t.case.claimed.none}</p>}
      <dl className={classes.facts}>
        {fields.map(([name, value]) => <div key={name}><dt>{wordFor(t.words.claimedFields, name)}</dt><dd>{value}</dd></div>)}
      </dl>
    </Section>
  );
}

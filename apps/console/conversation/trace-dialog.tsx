import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { traceQuery } from '../desk/desk.queries.js';
import { useTexts, wordFor } from '../texts/language.js';
import { Time, Waiting } from '../ui/bits.js';
import { Problem } from '../ui/problem.js';
import classes from './trace-dialog.module.css';

/** The steps that one mail went through, who judged, and why. */
export function TraceDialog({ messageId, onClose }: { readonly messageId: string; readonly onClose: () => void }) {
  const { desk, shell, words } = useTexts();
  const query = useQuery(traceQuery(messageId));
  return (
    <Modal opened onClose={onClose} size="lg" title={desk.trace.title} closeButtonProps={{ 'aria-label': shell.common.close }}>
      <p className={classes.lead}>{desk.trace.lead}</p>
      {query.isPending && <Waiting rows={4} />}
      {query.isError && <Problem error={query.error} retry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && <p className={classes.lead}>{desk.trace.empty}</p>}
      <ol className={classes.steps}>
        {query.data?.items.map(({ step, verdict, by, because, at }, index) => (
          <li key={`${step}/${index}`}>
            <i aria-hidden />
            <div>
              <p><strong>{wordFor(words.traceSteps, step)}</strong> <span>{wordFor({ ...words.caseTypes, ...words.screens, ...words.traceVerdicts }, verdict)}</span></p>
              {because !== '' && <p className={classes.because}>{because}</p>}
              <p className={classes.by}>{desk.trace.by.toLowerCase()} {by} · <Time at={at} /></p>
            </div>
          </li>
        ))}
      </ol>
      <p className={classes.id}>{desk.trace.messageId}: <code>{messageId}</code></p>
    </Modal>
  );
}

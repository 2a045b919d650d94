import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { PapersView } from '#contracts';
import { call, fetchFile } from '../call.js';
import { withProof } from '../shell/proof-dialog.js';
import { useTexts } from '../texts/language.js';
import { Time, Waiting } from '../ui/bits.js';
import { Problem } from '../ui/problem.js';
import { toast } from '../ui/toasts.js';
import { PortalName } from './parts.js';
import { Sure } from './sure.js';
import classes from './oversight.module.css';

const KEY = ['papers'];

/** Letters and single slips: print a batch, print it again while it is not sent, say that it is in the post. */
export function Papers() {
  const { oversight: { approvals: words }, shell } = useTexts();
  const client = useQueryClient();
  const { data, isError, error, refetch } = useQuery({ queryKey: KEY, queryFn: ({ signal }) => call('GET', '/slips', { reply: PapersView, signal }), refetchInterval: 30_000 });
  const onSettled = () => client.invalidateQueries({ queryKey: KEY });
  const print = useMutation({
    mutationFn: ({ portal, batch }: { readonly portal: string; readonly batch?: string }) => withProof(() => fetchFile('POST', `/slips/print?portal=${encodeURIComponent(portal)}${batch === undefined ? '' : `&batch=${encodeURIComponent(batch)}`}`, 'letters.pdf')), onSuccess: () => toast('ok', words.papersSaved), onSettled,
  });
  const [sure, setSure] = useState<string | null>(null);
  const sent = useMutation({ mutationFn: (batch: string) => call('POST', `/slips/batches/${encodeURIComponent(batch)}/sent`, { reply: z.unknown() }), onSuccess: () => toast('ok', words.papersDone), onSettled });
  if (!data) return isError ? <Problem error={error} retry={() => void refetch()} /> : <Waiting />;
  return (
    <section className={classes.part} aria-label={words.papers}>
      <h2>{words.papers}</h2>
      <p className={classes.hint}>{data.waiting.length + data.batches.length === 0 ? words.papersNone : words.papersHint}</p>
      {data.waiting.length + data.batches.length > 0 && (
        <table className={classes.table}>
          <thead><tr><th>{words.portal}</th><th>{words.progress}</th><th><span className="said">{shell.common.actions}</span></th></tr></thead>
          <tbody>
            {data.waiting.map(({ portal, count }) => (
              <tr key={portal}>
                <td><PortalName portal={portal} /></td>
                <td>{words.papersWaiting(count)}</td>
                <td><div className={classes.buttons}><Button size="compact-xs" loading={print.isPending && print.variables.batch === undefined && print.variables.portal === portal} onClick={() => print.mutate({ portal })}>{words.papersPrint}<span className="said">: <PortalName portal={portal} /></span></Button></div></td>
              </tr>
            ))}
            {data.batches.map(({ id, portal, count, printedAt, printedBy }) => (
              <tr key={id}>
                <td><PortalName portal={portal} /></td>
                <td>{words.papersPrinted(count)}<small>{printedBy} <Time at={printedAt} /></small></td>
                <td>
                  <div className={classes.buttons}>
                    <Button size="compact-xs" loading={sent.isPending && sent.variables === id} onClick={() => setSure(id)}>{words.papersSent}<span className="said">: {words.papersPrinted(count)}, <PortalName portal={portal} /></span></Button>
                    <Button size="compact-xs" variant="default" loading={print.isPending && print.variables.batch === id} onClick={() => print.mutate({ portal, batch: id })}>{words.papersAgain}<span className="said">: {words.papersPrinted(count)}, <PortalName portal={portal} /></span></Button>
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {sure !== null && <Sure title={words.papersSure} text={words.papersSureText} go={words.papersSent} onCancel={() => setSure(null)} onConfirm={() => { sent.mutate(sure); setSure(null); }} />}
    </section>
  );
}

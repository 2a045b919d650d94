import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { EnrolmentCode, Keys, type AgentView, type KeyView } from '#contracts';
import { z } from 'zod';
import { call } from '../call.js';
import { withProof } from '../shell/proof-dialog.js';
import { useTexts } from '../texts/language.js';
import { Time, Waiting } from '../ui/bits.js';
import { Problem } from '../ui/problem.js';
import { copy, toast } from '../ui/toasts.js';
import { KeyList } from './key-list.js';
import classes from './settings.module.css';

const SHORTEST_REASON = 3;

/** Somebody else's sign-in keys: take one off, or give a code for the first; always with a reason. */
export function AgentKeys({ agent, close }: { readonly agent: AgentView; readonly close: () => void }) {
  const { signInKeys: { others, own }, shell } = useTexts();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const path = `/agents/${agent.id}`;
  const query = useQuery({ queryKey: ['agents', agent.id, 'keys'], queryFn: ({ signal }) => call('GET', `${path}/keys`, { reply: Keys, signal }) });
  const remove = useMutation({
    mutationFn: ({ id }: KeyView) => withProof(() => call('POST', `${path}/keys/${id}/removal`, { reply: z.unknown(), body: { reason } })),
    onSuccess: () => toast('ok', own.removed),
    onSettled: () => client.invalidateQueries({ queryKey: ['agents'] }),
  });
  const issue = useMutation({ mutationFn: () => withProof(() => call('POST', `${path}/enrolment-code`, { reply: EnrolmentCode, body: { reason } })) });
  const hasReason = reason.trim().length >= SHORTEST_REASON;
  return (
    <Modal opened onClose={close} title={others.title(agent.displayName)} closeButtonProps={{ 'aria-label': shell.common.close }}>
      <div className={classes.agentKeys}>
        {query.isPending && <Waiting rows={2} />}
        {query.isError && <Problem error={query.error} retry={() => void query.refetch()} />}
        <TextInput label={others.reason} description={others.reasonHint} value={reason} onChange={({ currentTarget }) => setReason(currentTarget.value)} required maxLength={500} data-autofocus />
        {query.data?.items.length === 0 && <p>{others.none}</p>}
        {query.data && query.data.items.length > 0 && <KeyList keys={query.data.items} remove={(key) => remove.mutate(key)} disabled={!hasReason || remove.isPending} />}
        <p className={classes.hint}>{others.issueHint}</p>
        {issue.data
          ? <p role="status" className={classes.secret}><span>{others.code}:</span> <code>{issue.data.code}</code><Button size="compact-xs" variant="subtle" leftSection={<IconCopy size={13} />} onClick={() => void copy(issue.data.code)}>{shell.common.copy}</Button><small>{others.until} <Time at={issue.data.until} /></small></p>
          : <Button size="xs" disabled={!hasReason} loading={issue.isPending} onClick={() => issue.mutate()}>{others.issue}</Button>}
      </div>
    </Modal>
  );
}

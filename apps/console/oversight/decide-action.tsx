import { Button, Modal, Textarea } from '@mantine/core';
import { IconShieldExclamation } from '@tabler/icons-react';
import { useState } from 'react';
import type { ApprovalBody, WaitingAction } from '#contracts';
import type { z } from 'zod';
import { useTexts, wordFor } from '../texts/language.js';
import { useSession } from '../shell/session.js';
import { Time } from '../ui/bits.js';
import { detailInWords, evidenceInWords } from './action-details.js';
import { PortalName, TicketLink } from './parts.js';
import classes from './oversight.module.css';

interface DecideActionProps {
  readonly action: WaitingAction;
  readonly onClose: () => void;
  readonly onDecide: (body: z.input<typeof ApprovalBody>) => void;
}

/**
 * What is to be done to whom, by which way and on what evidence, read before it is decided: a second person who answers with
 * one key is none (5.5). Where evidence is lacking, why it cannot wait stands there too.
 */
export function DecideAction({ action, onClose, onDecide }: DecideActionProps) {
  const { type, account, ticketNumber, portal, levelHeld, levelNeeded, evidence, requestedBy, createdAt, channel, reason, until, details, override } = action;
  // What may stop somebody stands above all else, not in the list.
  const { untold, ...known } = details;
  const t = useTexts();
  const { oversight: { approvals: words }, words: named, case: { actions }, shell } = t;
  const { hasSecondFactor } = useSession();
  const [note, setNote] = useState('');
  const decide = (decision: 'approve' | 'refuse') => onDecide({ decision, ...(note.trim() !== '' && { reason: note.trim() }) });
  const facts = [
    [words.account, <>{account} · <TicketLink number={ticketNumber} /> <PortalName portal={portal} /></>],
    ...Object.entries(known).map(([name, value]) => detailInWords(name, value, t)),
    [words.askedBy, <>{requestedBy ?? '–'}, <Time at={createdAt} /></>],
    ...(reason ? [[words.why, <strong>{reason}</strong>] as const] : []),
    [words.evidence, <>A{levelHeld}{`: ${evidenceInWords(evidence, t)}`}{levelNeeded > levelHeld && ` · ${words.wouldNeed(levelNeeded)}`}</>],
    [words.way, actions.override.ways[channel]],
    ...(until === null ? [] : [[words.until, <Time at={until} />] as const]),
  ] as const;
  return (
    <Modal opened size="lg" onClose={onClose} title={override ? actions.override.title(wordFor(named.actions, type)) : words.decideTitle(wordFor(named.actions, type))} closeButtonProps={{ 'aria-label': shell.common.close }}>
      <div className={classes.override}>
        {override && <p className={classes.warn}><IconShieldExclamation size={17} aria-hidden /><span>{words.overrideWarn}</span></p>}
        {untold !== undefined && <p className={classes.warn}><IconShieldExclamation size={17} aria-hidden /><span>{actions.untold(wordFor(t.reasons, untold))}</span></p>}
        {!hasSecondFactor && <p className={classes.warn}><IconShieldExclamation size={17} aria-hidden /><span>{words.noFactor}</span></p>}
        <dl>{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
        <Textarea label={words.note} description={words.noteHint} value={note} maxLength={2_000} autosize minRows={2} onChange={({ currentTarget }) => setNote(currentTarget.value)} />
        <div className={classes.buttons}>
          <Button variant="default" data-autofocus onClick={onClose}>{shell.common.cancel}</Button>
          <Button variant="default" onClick={() => decide('refuse')}>{words.refuse}</Button>
          <Button {...(override && { color: 'red' })} onClick={() => decide('approve')}>{override ? words.approveOverride : words.approve}</Button>
        </div>
      </div>
    </Modal>
  );
}

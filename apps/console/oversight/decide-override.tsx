import { Button, Modal, Textarea } from '@mantine/core';
import { IconShieldExclamation } from '@tabler/icons-react';
import { useState } from 'react';
import type { ApprovalBody, WaitingAction } from '#contracts';
import type { z } from 'zod';
import { useTexts, wordFor } from '../texts/language.js';
import { Time } from '../ui/bits.js';
import classes from './oversight.module.css';

interface DecideOverrideProps {
  readonly action: WaitingAction;
  readonly onClose: () => void;
  readonly onDecide: (body: z.input<typeof ApprovalBody>) => void;
}

/** Something is to be done without the evidence it needs: what is lacking and why it cannot wait is read before it is decided (5.5). */
export function DecideOverride({ action: { type, account, ticketNumber, levelHeld, levelNeeded, evidence, requestedBy, createdAt, channel, reason, until }, onClose, onDecide }: DecideOverrideProps) {
  const { oversight: { approvals: words }, words: named, case: { actions }, shell } = useTexts();
  const [note, setNote] = useState('');
  const decide = (decision: 'approve' | 'refuse') => onDecide({ decision, ...(note.trim() !== '' && { reason: note.trim() }) });
  const facts = [
    [words.account, <>{account} · {ticketNumber}</>],
    [words.askedBy, <>{requestedBy ?? '–'}, <Time at={createdAt} /></>],
    [words.why, <strong>{reason}</strong>],
    [words.evidence, <>A{levelHeld}{evidence.length > 0 && `: ${evidence.map((kind) => wordFor(named.evidenceKinds, kind)).join(', ')}`}{levelNeeded > levelHeld && ` · ${words.wouldNeed(levelNeeded)}`}</>],
    [words.way, actions.override.ways[channel]],
    ...(until === null ? [] : [[words.until, <Time at={until} />] as const]),
  ] as const;
  return (
    <Modal opened size="lg" onClose={onClose} title={actions.override.title(wordFor(named.actions, type))} closeButtonProps={{ 'aria-label': shell.common.close }}>
      <div className={classes.override}>
        <p className={classes.warn}><IconShieldExclamation size={17} aria-hidden /><span>{words.overrideWarn}</span></p>
        <dl>{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
        <Textarea label={words.note} description={words.noteHint} value={note} maxLength={2_000} autosize minRows={2} onChange={({ currentTarget }) => setNote(currentTarget.value)} />
        <div className={classes.buttons}>
          <Button variant="default" data-autofocus onClick={onClose}>{shell.common.cancel}</Button>
          <Button variant="default" onClick={() => decide('refuse')}>{words.refuse}</Button>
          <Button color="red" onClick={() => decide('approve')}>{words.approveOverride}</Button>
        </div>
      </div>
    </Modal>
  );
}

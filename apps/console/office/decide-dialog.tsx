import { Button, Modal, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconUsers } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import type { OfficeActionWord, OfficeDetail } from '#contracts';
import { inLocale, useLocale, useTexts, wordFor } from '../texts/language.js';
import { Waiting } from '../ui/bits.js';
import { Problem } from '../ui/problem.js';
import { toast } from '../ui/toasts.js';
import { decide, OFFICE_KEY, previewQuery, type Filled } from './office.queries.js';
import classes from './office.module.css';

/** Whose mails have a link in them. */
const HAS_LINK: ReadonlySet<OfficeActionWord> = new Set(['approve-registration', 'release-registration-data']);

interface DecideDialogProps {
  readonly detail: OfficeDetail;
  readonly type: OfficeActionWord;
  readonly filled: Filled;
  readonly needsSecond: boolean;
  readonly onClose: () => void;
}

/** The last look before it is decided: the reason, the mail, whether somebody else looks, too. */
export function DecideDialog({ detail: { item, reasons }, type, filled, needsSecond, onClose }: DecideDialogProps) {
  const { office, words, shell } = useTexts();
  const locale = useLocale();
  const client = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const [reasonKey, setReasonKey] = useState<string | null>(null);
  const refuses = type === 'refuse-registration';
  const parameters: Filled = { ...filled, ...(refuses && reasonKey !== null && { reasonKey }) };
  const isReady = !refuses || reasonKey !== null;
  const go = useMutation({
    meta: { quiet: true },
    mutationFn: () => decide(item, type, parameters, key),
    onSuccess: ({ state, ticketNumber }) => { toast('ok', office.done(`${wordFor(words.actions, type)}: ${wordFor(words.actionStates, state)}`, ticketNumber)); onClose(); },
    onSettled: () => client.invalidateQueries({ queryKey: OFFICE_KEY }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) go.mutate();
  };
  return (
    <Modal opened size="lg" onClose={onClose} title={wordFor(words.actions, type)} closeButtonProps={{ 'aria-label': shell.common.close }}>
      <form className={classes.dialog} onSubmit={submit}>
        <p><strong>{item.person}</strong> <span className={classes.mono}>{item.username}</span></p>
        {refuses && <Select label={office.reason} required data-autofocus allowDeselect={false} value={reasonKey} onChange={setReasonKey} data={reasons.map((reason) => ({ value: reason.key, label: inLocale(reason.text, locale) }))} />}
        {needsSecond && <p className={classes.loud}><IconUsers size={15} aria-hidden />{office.secondDecides}</p>}
        {isReady && <Preview item={item} type={type} parameters={parameters} />}
        {go.isError && <Problem error={go.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>{shell.common.cancel}</Button>
          <Button type="submit" disabled={!isReady} loading={go.isPending} color={refuses ? 'red' : undefined} {...(!refuses && { 'data-autofocus': true })}>{needsSecond ? office.askSecond : wordFor(office.go, type)}</Button>
        </div>
      </form>
    </Modal>
  );
}

function Preview({ item, type, parameters }: Pick<DecideDialogProps, 'type'> & Pick<OfficeDetail, 'item'> & { readonly parameters: Filled }) {
  const { office } = useTexts();
  const query = useQuery(previewQuery(item, type, parameters));
  if (query.isPending) return <Waiting rows={3} />;
  if (query.isError) return <Problem error={query.error} retry={() => void query.refetch()} />;
  const { to, subject, text } = query.data;
  if (to === null) return <p>{office.noAddress}</p>;
  return (
    <section aria-label={office.preview} className={classes.preview}>
      <h3>{office.preview}</h3>
      <p>{office.previewTo(to)} · <strong>{subject}</strong></p>
      <pre tabIndex={0} aria-label={subject}>{text}</pre>
      {HAS_LINK.has(type) && <small>{office.previewHint}</small>}
    </section>
  );
}

import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconCheck, IconMailCheck, IconMinus, IconX } from '@tabler/icons-react';
import type { EntitlementView, OfficeDetail } from '#contracts';
import { inLocale, useLocale, useTexts, wordFor } from '../texts/language.js';
import { Badge } from '../ui/bits.js';
import { toast } from '../ui/toasts.js';
import { askForProof, OFFICE_KEY } from './office.queries.js';
import classes from './office.module.css';

const TONES = { fits: 'ok', 'does-not-fit': 'danger', 'cannot-be-checked': 'plain' } as const;
const ICONS = { fits: IconCheck, 'does-not-fit': IconX, 'cannot-be-checked': IconMinus } as const;

/** What entitles the person, as the server compared it, and whether they read their mailbox. */
export function Entitlements({ detail: { item, entitlements, asked, mailboxProof } }: { readonly detail: OfficeDetail }) {
  const { office } = useTexts();
  const client = useQueryClient();
  const prove = useMutation({ mutationFn: () => askForProof(item), onSuccess: () => toast('ok', office.askedProof), onSettled: () => client.invalidateQueries({ queryKey: OFFICE_KEY }) });
  return (
    <section aria-label={office.entitlement}>
      <h3>{office.entitlement}</h3>
      <p className={classes.soft}>{asked.length === 0 ? office.anyListed : office.anyOf(asked.map((name) => wordFor(office.entitlements, name)).join(', '))}</p>
      <ul className={classes.entitlements}>{entitlements.map((one) => <One key={one.name} one={one} />)}</ul>
      <p className={classes.proof}>
        <IconMailCheck size={16} aria-hidden /><span><strong>{office.proof}:</strong> {wordFor(office.proofs, mailboxProof)}</span>
        {mailboxProof === 'none' && item.request === null && <Button size="compact-xs" variant="default" loading={prove.isPending} onClick={() => prove.mutate()}>{office.askProof}</Button>}
      </p>
    </section>
  );
}

function One({ one: { name, given, verdict, because, hint } }: { readonly one: EntitlementView }) {
  const { office } = useTexts();
  const locale = useLocale();
  return (
    <li>
      <p className={classes.facts}><strong>{wordFor(office.entitlements, name)}</strong><Badge tone={TONES[verdict]} icon={ICONS[verdict]}>{wordFor(office.verdicts, verdict)}</Badge></p>
      <dl>
        <div><dt>{office.given}</dt><dd>{given === null ? (because === 'not-given' ? office.nothingGiven : office.notTold) : <span className={classes.mono}>{given}</span>}{hint && <small>{inLocale(hint, locale)}</small>}</dd></div>
        <div><dt>{office.comparedWith}</dt><dd>{wordFor(office.lists, name)}</dd></div>
        <div><dt>{office.verdict}</dt><dd>{wordFor(office.because, because)}</dd></div>
      </dl>
    </li>
  );
}

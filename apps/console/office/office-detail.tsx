import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { ActionState, type OfficeActionWord, type OfficeDetail as Detail } from '#contracts';
import { call } from '../call.js';
import { PortalName, TicketLink } from '../oversight/parts.js';
import { withProof } from '../shell/proof-dialog.js';
import { useSession } from '../shell/session.js';
import { useLocale, useTexts, wordFor } from '../texts/language.js';
import { Badge, Time, Waiting } from '../ui/bits.js';
import { useCommands } from '../ui/commands.js';
import { noInWords, Problem } from '../ui/problem.js';
import { toast } from '../ui/toasts.js';
import { DataTable, type Corrections } from './data-table.js';
import { DecideDialog } from './decide-dialog.js';
import { Entitlements } from './entitlements.js';
import { itemQuery, OFFICE_KEY, type Filled, type Who } from './office.queries.js';
import { UsernameField } from './username-field.js';
import classes from './office.module.css';

/** One person: what they gave, what entitles them, what may be done. */
export function OfficeDetail({ who }: { readonly who: Who }) {
  const query = useQuery(itemQuery(who));
  if (query.isPending) return <Waiting />;
  if (query.isError) return <Problem error={query.error} retry={() => void query.refetch()} />;
  // What was typed belongs to what was seen: changed data start anew.
  return <Person key={query.data.item.seen} detail={query.data} />;
}

function Person({ detail }: { readonly detail: Detail }) {
  const { office, words } = useTexts();
  const { item, actions } = detail;
  const { hasSecondFactor } = useSession();
  const [corrections, setCorrections] = useState<Corrections>({});
  const [username, setUsername] = useState(detail.suggestedUsername ?? '');
  const [deciding, setDeciding] = useState<OfficeActionWord | null>(null);
  const isRelease = item.kinds.includes('changed-data');
  const wantsName = item.kinds.includes('user-name') && (detail.usernames === 'editable' || item.proposedUsername !== null);
  const main = actions.find(({ type }) => type === 'release-registration-data' || type === 'approve-registration') ?? actions.find(({ type }) => type === 'assign-username');
  const refusal = actions.find(({ type }) => type === 'refuse-registration');
  const shown = actions.filter(({ type }) => type !== 'assign-username' || (!isRelease && wantsName)).toSorted((one, other) => Number(other === main) - Number(one === main));
  const isCorrected = Object.keys(corrections).length > 0 || (isRelease && wantsName && username.trim() !== (item.proposedUsername ?? ''));
  const mayAct = item.request === null;
  const filled = (type: OfficeActionWord): Filled => ({
    ...((type === 'release-registration-data' || type === 'assign-username') && wantsName && username.trim() !== '' && { username: username.trim() }),
    ...(type === 'release-registration-data' && Object.keys(corrections).length > 0 && { profile: corrections }),
  });
  const open = (action: Detail['actions'][number] | undefined) => () => { if (action && !action.locked && mayAct) setDeciding(action.type); };
  useCommands([
    { label: office.act[main?.type ?? 'approve-registration']!, group: 'desk', keys: 'y', run: open(main) }, { label: office.act['refuse-registration']!, group: 'desk', keys: 'n', run: open(refusal) },
  ]);
  return (
    <article className={classes.person} aria-label={item.person}>
      <header>
        <h2>{item.person}</h2>
        <p className={classes.facts}>
          <span className={classes.mono}>{item.username}</span><PortalName portal={item.portal} />
          {item.kinds.map((kind) => <Badge key={kind} tone={kind === 'registration' ? 'accent' : 'plain'}>{wordFor(office.kinds, kind)}</Badge>)}
        </p>
        <p className={classes.facts}>
          <span>{office.since} <Time at={item.since} /></span><span>{item.dueAt === null ? office.noDue : <>{office.due} <Time at={item.dueAt} /></>}</span>
          {item.ticketNumber === null ? <span>{office.noMail}</span> : <span>{office.ticket} <TicketLink number={item.ticketNumber} /></span>}
        </p>
      </header>
      {item.request && <Asked detail={detail} />}
      <DataTable detail={detail} corrections={corrections} onChange={setCorrections} mayCorrect={isRelease && mayAct} />
      {wantsName && mayAct && <UsernameField who={item} detail={detail} value={username} onChange={setUsername} />}
      {item.kinds.includes('registration') && <Entitlements detail={detail} />}
      {mayAct && (
        <section className={classes.decide} aria-label={office.decide}>
          <h3>{office.decide}</h3>
          {isRelease && isCorrected && <p className={classes.loud} role="status"><IconUsers size={15} aria-hidden />{office.correctedNote}</p>}
          {main?.secondPerson === true && !hasSecondFactor && <p className={classes.loud}><IconUsers size={15} aria-hidden />{office.noFactor}</p>}
          <div className={classes.buttons}>
            {shown.map((action) => <Button key={action.type} variant={action === main ? 'filled' : 'default'} disabled={action.locked || (action.type === 'assign-username' && username.trim() === '')} title={wordFor(words.actions, action.type)} onClick={open(action)}>{wordFor(office.act, action.type)}</Button>)}
          </div>
          <WhyLocked actions={shown} />
        </section>
      )}
      {deciding !== null && <DecideDialog detail={detail} type={deciding} filled={filled(deciding)} needsSecond={actions.find(({ type }) => type === deciding)?.secondPerson === true || (deciding === 'release-registration-data' && isCorrected)} onClose={() => setDeciding(null)} />}
    </article>
  );
}

function WhyLocked({ actions }: Pick<Detail, 'actions'>) {
  const t = useTexts();
  const locale = useLocale();
  const locked = actions.filter(({ why }) => why !== null);
  return locked.length === 0 ? null : <ul className={classes.why}>{locked.map(({ type, why }) => <li key={type}><strong>{wordFor(t.words.actions, type)}:</strong> {noInWords(why!, t, locale)}</li>)}</ul>;
}

/** Somebody asked already: the second person decides here as on the page of approvals. */
function Asked({ detail: { item: { request }, requested } }: { readonly detail: Detail }) {
  const { office, words, case: { actions } } = useTexts();
  const client = useQueryClient();
  const answer = useMutation({
    mutationFn: (decision: 'approve' | 'refuse') => withProof(() => call('POST', `/actions/${request!.id}/approval`, { reply: ActionState, body: { decision } })),
    onSuccess: ({ state }) => toast('ok', wordFor(words.actionStates, state)),
    onSettled: () => client.invalidateQueries({ queryKey: OFFICE_KEY }),
  });
  if (!request) return null;
  return (
    <section className={classes.asked} aria-label={office.waitsForSecond}>
      <p><IconUsers size={16} aria-hidden /><span>{office.request(request.requestedBy ?? office.somebody, wordFor(words.actions, request.type))} {office.until} <Time at={request.until} />.</span></p>
      {Object.entries(requested).map(([name, value]) => <p key={name}>{wordFor(actions.fields, name)}: <strong>{value}</strong></p>)}
      {request.mine ? <p>{office.mine}</p> : (
        <div className={classes.buttons}>
          <Button size="xs" loading={answer.isPending && answer.variables === 'approve'} onClick={() => answer.mutate('approve')}>{office.approve}</Button>
          <Button size="xs" variant="default" loading={answer.isPending && answer.variables === 'refuse'} onClick={() => answer.mutate('refuse')}>{office.refuse}</Button>
        </div>
      )}
    </section>
  );
}

import { useQuery } from '@tanstack/react-query';
import { IconMailbox } from '@tabler/icons-react';
import type { MailboxView } from '#contracts';
import { mailboxesQuery } from '../desk/desk.queries.js';
import { useTexts } from '../texts/language.js';
import { Badge, Empty, Time, Waiting } from '../ui/bits.js';
import { Problem } from '../ui/problem.js';
import { PortalName } from './parts.js';
import { Screen } from './screen.js';
import classes from './oversight.module.css';

/** Whether anybody listens. Silence in a queue must never mean that mail stopped. */
export function Mailboxes() {
  const { oversight } = useTexts();
  const query = useQuery(mailboxesQuery);
  return (
    <Screen title={oversight.mailboxes.title} lead={oversight.mailboxes.lead} needs="mailboxes.read">
      {query.isPending && <Waiting />}
      {query.isError && <Problem error={query.error} retry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && <Empty icon={IconMailbox} title={oversight.mailboxes.empty}><p>{oversight.mailboxes.emptyText}</p></Empty>}
      <ul className={classes.cards}>{query.data?.items.map((mailbox) => <Card key={mailbox.address} mailbox={mailbox} />)}</ul>
    </Screen>
  );
}

function Card({ mailbox }: { readonly mailbox: MailboxView }) {
  const { oversight, shell } = useTexts();
  const words = oversight.mailboxes;
  const when = (at: string | null) => (at === null ? shell.common.never : <Time at={at} as="relative" />);
  const isBroken = mailbox.enabled && mailbox.isFetched && !mailbox.connected;
  const state = !mailbox.enabled ? words.off : !mailbox.isFetched ? words.delivered : !mailbox.connected ? words.disconnected : mailbox.troubles.length > 0 ? words.troubled : words.connected;
  const tone = !mailbox.enabled ? 'plain' : !mailbox.isFetched ? 'ok' : !mailbox.connected ? 'danger' : mailbox.troubles.length > 0 ? 'warn' : 'ok';
  return (
    <li className={classes.card} data-broken={isBroken || undefined}>
      <h2>{mailbox.address}<Badge tone={tone}>{state}</Badge></h2>
      <PortalName portal={mailbox.portal} />
      {mailbox.troubles.length > 0 && <ul className={classes.troubles}>{mailbox.troubles.map((trouble) => <li key={trouble}>{words.troubles[trouble]}</li>)}</ul>}
      <dl>
        <div><dt>{words.caughtUp}</dt><dd>{when(mailbox.caughtUpAt)}</dd></div>
        <div><dt>{words.lastMail}</dt><dd>{when(mailbox.lastMailAt)}</dd></div>
        <div><dt>{words.lastSignIn}</dt><dd>{when(mailbox.lastSignInAt)}</dd></div>
        <div><dt>{words.waiting}</dt><dd>{words.waitingCount(mailbox.waiting)}</dd></div>
        {mailbox.folders.length > 1 && <div><dt>{words.folders}</dt><dd><ul>{mailbox.folders.map(({ folder, caughtUpAt }) => <li key={folder}>{folder}: {caughtUpAt ? <Time at={caughtUpAt} as="relative" /> : words.notYet}</li>)}</ul></dd></div>}
        {mailbox.token?.expiresAt && <div><dt>{words.token}</dt><dd><Time at={mailbox.token.expiresAt} as="relative" /></dd></div>}
        {mailbox.token?.mustAuthoriseBy && <div><dt>{words.authoriseBy}</dt><dd><Time at={mailbox.token.mustAuthoriseBy} as="relative" /></dd></div>}
        {mailbox.vanished && <div><dt>{words.vanished}</dt><dd>{words.vanishedCount(mailbox.vanished.mails)} <Time at={mailbox.vanished.lastNoticedAt} as="relative" />. {words.vanishedHint}</dd></div>}
        {[mailbox.lastFault, mailbox.token?.lastFault, mailbox.followUpFault].filter((said) => said).map((said) => <div key={said}><dt>{words.fault}</dt><dd className={isBroken ? classes.danger : undefined}>{said}</dd></div>)}
      </dl>
    </li>
  );
}

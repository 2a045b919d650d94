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
  return (
    <li className={classes.card} data-broken={!mailbox.connected || undefined}>
      <h2>{mailbox.address}<Badge tone={mailbox.connected ? 'ok' : 'danger'}>{mailbox.connected ? words.connected : words.disconnected}</Badge></h2>
      <PortalName portal={mailbox.portal} />
      <dl>
        <div><dt>{words.lastSignIn}</dt><dd>{when(mailbox.lastSignInAt)}</dd></div>
        <div><dt>{words.lastMail}</dt><dd>{when(mailbox.lastMailAt)}</dd></div>
        <div><dt>{words.caughtUp}</dt><dd>{when(mailbox.caughtUpAt)}</dd></div>
        <div><dt>{words.waiting}</dt><dd>{words.waitingCount(mailbox.waiting)}</dd></div>
        {mailbox.lastFault && <div><dt>{words.fault}</dt><dd className={mailbox.connected ? undefined : classes.danger}>{mailbox.lastFault}{mailbox.lastFaultAt && <>, <Time at={mailbox.lastFaultAt} as="relative" /></>}</dd></div>}
      </dl>
    </li>
  );
}

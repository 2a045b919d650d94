import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { IconChevronDown, IconClockExclamation, IconFingerprint, IconInbox, IconListDetails, IconMailForward, IconMailPause, IconMailbox, IconRubberStamp, IconSettings, IconShieldExclamation, IconShieldOff, IconUser, IconUserCheck, IconUserQuestion, type TablerIcon } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { PortalView, QueueView } from '#contracts';
import { mailboxesQuery, portalsQuery, queuesQuery, waitingQuery } from '../desk/desk.queries.js';
import { currentView } from '../desk/list-view.js';
import { liveStore } from '../live.js';
import { inLocale, useLocale, useTexts } from '../texts/language.js';
import { remember } from '../ui/remembered.js';
import { useStore } from '../ui/store.js';
import { Mark } from './brand.js';
import { Person } from './person.js';
import { useMay, useSession } from './session.js';
import classes from './rail.module.css';

/** Folded portals, by key. */
const folded = remember<readonly string[]>('rekey.folded-portals', [], (stored) => (Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : undefined));

export function Rail() {
  const { shell } = useTexts();
  const may = useMay();
  const { demo } = useSession();
  return (
    <nav className={classes.rail} aria-label={shell.rail.label}>
      <div className={classes.head}><Mark />{demo && <a className={classes.demo} href="/playground">{shell.rail.demo}</a>}</div>
      <div className={classes.nav}>
        {may('tickets.read') && <Queues />}
      </div>
      <Places />
      <Health />
      <Person />
    </nav>
  );
}

/** Overviews, each with how much of it waits for whoever is signed in. */
function Places() {
  const { shell } = useTexts();
  const may = useMay();
  const { data: waiting = {} } = useQuery(waitingQuery);
  return (
    <div className={classes.places}>
      <h2 className={classes.heading}>{shell.rail.oversight}</h2>
      <ul>
        {may('recovery.office') && <Place to="/office" icon={IconUserCheck} label={shell.rail.office} count={waiting.office} />}
        {may('recovery.approve') && <Place to="/approvals" icon={IconRubberStamp} label={shell.rail.approvals} count={waiting.approvals} />}
        {may('outbox.read') && <Place to="/outbox" icon={IconMailForward} label={shell.rail.outbox} count={waiting.outbox} />}
        {may('quarantine.read') && <Place to="/quarantine" icon={IconMailPause} label={shell.rail.quarantine} count={waiting.quarantine} />}
        {may('overrides.read') && <Place to="/overrides" icon={IconShieldExclamation} label={shell.rail.overrides} />}
        {may('recovery.breach') && <Place to="/breaches" icon={IconShieldOff} label={shell.rail.breaches} count={waiting.breaches} />}
        {may('privacy.read') && <Place to="/privacy" icon={IconFingerprint} label={shell.rail.privacy} count={waiting.privacy} />}
        {may('audit.read') && <Place to="/audit" icon={IconListDetails} label={shell.rail.audit} />}
        {may('mailboxes.read') && <Place to="/mailboxes" icon={IconMailbox} label={shell.rail.mailboxes} />}
        <Place to="/settings" icon={IconSettings} label={shell.rail.settings} />
      </ul>
    </div>
  );
}

const MOST_SHOWN = 99;

function Place({ to, icon: Icon, label, count = 0 }: { readonly to: '/office' | '/approvals' | '/outbox' | '/quarantine' | '/overrides' | '/breaches' | '/privacy' | '/audit' | '/mailboxes' | '/settings'; readonly icon: TablerIcon; readonly label: string; readonly count?: number | undefined }) {
  const { shell } = useTexts();
  return (
    <li>
      <Link to={to} className={classes.link}>
        <Icon size={16} stroke={1.7} aria-hidden />
        <span>{label}{count > 0 && <i className="said">, {shell.rail.waiting(count)}</i>}</span>
        {count > 0 && <span className={classes.waiting} title={shell.rail.waiting(count)} aria-hidden>{count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}</span>}
      </Link>
    </li>
  );
}

function Queues() {
  const { shell } = useTexts();
  const locale = useLocale();
  const { data: portals } = useQuery(portalsQuery);
  const { data: queues } = useQuery(queuesQuery);
  const shut = useStore(folded);
  const rows = queues?.items ?? [];
  const sum = (of: 'active' | 'unassigned') => rows.reduce((total, row) => total + row[of], 0);
  const toggle = (key: string) => folded.set((keys) => (keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key]));

  return (
    <>
      <h2 className="said">{shell.rail.desk}</h2>
      <ul>
        <QueueLink portal="all" queue="mine" icon={IconUser} label={shell.rail.mine} />
        <QueueLink portal="all" queue="unassigned" icon={IconUserQuestion} label={shell.rail.unassigned} count={sum('unassigned')} />
        <QueueLink portal="all" queue="all" icon={IconInbox} label={shell.rail.all} count={sum('active')} />
      </ul>
      {portals?.items.map((portal) => (
        <section key={portal.key} aria-label={shell.rail.queuesOf(inLocale(portal.name, locale))}>
          <UnstyledButton className={classes.portal} aria-expanded={!shut.includes(portal.key)} onClick={() => toggle(portal.key)} style={{ '--portal': portal.brand.colour }}>
            <span className={classes.chip} aria-hidden />
            <span className={classes.portalName}>{inLocale(portal.name, locale)}</span>
            <IconChevronDown size={14} className={classes.chevron} aria-hidden />
          </UnstyledButton>
          {!shut.includes(portal.key) && <PortalQueues portal={portal} rows={rows.filter((row) => row.portal === portal.key)} />}
        </section>
      ))}
    </>
  );
}

/** Queues in which somebody waits, and the one on screen; the empty ones are one click away. */
function PortalQueues({ portal, rows }: { readonly portal: PortalView; readonly rows: readonly QueueView[] }) {
  const { shell } = useTexts();
  const locale = useLocale();
  const view = useStore(currentView);
  const [all, setAll] = useState(false);
  const isBusy = (key: string) => rows.some(({ queue, active }) => queue === key && active > 0) || (view?.portal === portal.key && view.queue === key);
  const shown = all ? portal.queues : portal.queues.filter(({ key }) => isBusy(key));
  const empty = portal.queues.filter(({ key }) => !isBusy(key)).length;
  return (
    <ul className={classes.queues}>
      {shown.map(({ key, name }) => {
        const row = rows.find((one) => one.queue === key);
        return <QueueLink key={key} portal={portal.key} queue={key} label={inLocale(name, locale)} count={row?.active ?? 0} overdue={row?.overdue ?? 0} />;
      })}
      {empty > 0 && <li><button type="button" className={classes.more} aria-expanded={all} onClick={() => setAll(!all)}>{all ? shell.rail.fewerQueues : shell.rail.moreQueues(empty)}</button></li>}
    </ul>
  );
}

interface QueueLinkProps {
  readonly portal: string;
  readonly queue: string;
  readonly label: string;
  readonly icon?: TablerIcon;
  readonly count?: number;
  readonly overdue?: number;
}

function QueueLink({ portal, queue, label, icon: Icon, count = 0, overdue = 0 }: QueueLinkProps) {
  const { shell } = useTexts();
  const view = useStore(currentView);
  const onTicket = useParams({ strict: false, select: ({ number }) => number !== undefined });
  const isCurrent = view?.portal === portal && view.queue === queue;
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => { if (isCurrent) line.current?.scrollIntoView({ block: 'nearest' }); }, [isCurrent]);
  return (
    <li ref={line}>
      <Link to="/q/$portal/$queue" params={{ portal, queue }} className={classes.link} activeOptions={{ includeSearch: false }} {...(onTicket && isCurrent && { 'aria-current': 'true' as const })}>
        {Icon && <Icon size={16} stroke={1.7} aria-hidden />}
        <span>{label}</span>
        {overdue > 0 && <span className={classes.overdue} title={shell.rail.overdue(overdue)}><IconClockExclamation size={13} aria-hidden />{overdue}<i className="said">{shell.rail.overdue(overdue)}</i></span>}
        {count > 0 && <span className={classes.count} title={shell.rail.active(count)}>{count}</span>}
      </Link>
    </li>
  );
}

/** Whether mail and live updates run: silence must not look like peace. */
function Health() {
  const { shell } = useTexts();
  const may = useMay();
  const live = useStore(liveStore);
  const { data } = useQuery({ ...mailboxesQuery, enabled: may('mailboxes.read') });
  const broken = data?.items.filter(({ connected }) => !connected).length ?? 0;
  if (live === 'off') return <p className={classes.health} data-tone="problem" role="status"><i aria-hidden />{shell.live.off}</p>;
  if (broken > 0) return <p className={classes.health} data-tone="problem"><i aria-hidden /><Link to="/mailboxes">{shell.live.mailTrouble(broken)}</Link></p>;
  return <p className={classes.health}><i aria-hidden /><span>{shell.live.on}</span></p>;
}

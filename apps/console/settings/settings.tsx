import { Button, SegmentedControl, Switch, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AgentView } from '#contracts';
import { IconFileCode, IconHourglass, IconInfoCircle, IconKeyboard, IconMailForward } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { agentsQuery } from '../desk/desk.queries.js';
import { Screen } from '../oversight/screen.js';
import { LanguageSwitch } from '../shell/brand.js';
import { front } from '../shell/front.js';
import { useMay, useSession } from '../shell/session.js';
import { useTexts, wordFor } from '../texts/language.js';
import { Badge, Initials, Waiting } from '../ui/bits.js';
import { singleKeysOn } from '../ui/keys.js';
import { Problem } from '../ui/problem.js';
import { useStore } from '../ui/store.js';
import tables from '../oversight/oversight.module.css';
import { AgentKeys } from './agent-keys.js';
import { AgentRights } from './agent-rights.js';
import { OwnKeys } from './own-keys.js';
import { SecondFactor } from './second-factor.js';
import classes from './settings.module.css';

export function Settings() {
  const { oversight, shell, signInKeys } = useTexts();
  const may = useMay();
  const { mustEnrolSecondFactor, isEnrolling } = useSession();
  return (
    <Screen title={oversight.settings.title}>
      <div className={classes.settings}>
        {mustEnrolSecondFactor && <p role="alert" className={classes.first}><IconInfoCircle size={18} aria-hidden />{isEnrolling ? signInKeys.own.first : shell.enrolFirst}</p>}
        <You />
        {!mustEnrolSecondFactor && <DeskChoices />}
        {!mustEnrolSecondFactor && may('portals.manage') && <><MailTexts /><PortalFiles /></>}
        {!mustEnrolSecondFactor && may('privacy.read') && <Times />}
        {!mustEnrolSecondFactor && may('agents.manage') && <People />}
      </div>
    </Screen>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return <section className={classes.part}><h2>{title}</h2>{children}</section>;
}

function You() {
  const { oversight, words } = useTexts();
  const { agent } = useSession();
  return (
    <Part title={oversight.settings.you}>
      <p className={classes.you}><Initials name={agent.displayName} me /><span><strong>{agent.displayName}</strong><small>{agent.email} · {agent.roles.map((role) => wordFor(words.roles, role)).join(', ')}</small></span></p>
      <SecondFactor />
      <OwnKeys />
    </Part>
  );
}

function DeskChoices() {
  const { oversight, shell } = useTexts();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const on = useStore(singleKeysOn);
  return (
    <Part title={oversight.settings.desk}>
      <div className={classes.choice}><span>{oversight.settings.language}</span><LanguageSwitch /></div>
      <div className={classes.choice}>
        <span>{oversight.settings.scheme}</span>
        <SegmentedControl size="xs" aria-label={oversight.settings.scheme} value={colorScheme} onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)} data={(['light', 'dark', 'auto'] as const).map((value) => ({ value, label: shell.rail[value] }))} />
      </div>
      <div className={classes.choice}>
        <Switch label={oversight.settings.singleKeys} description={oversight.settings.singleKeysHint} checked={on} onChange={(event) => singleKeysOn.set(event.currentTarget.checked)} />
      </div>
      <Button variant="default" size="xs" leftSection={<IconKeyboard size={15} />} onClick={() => front.set('keys')}>{oversight.settings.showKeys}</Button>
    </Part>
  );
}

function MailTexts() {
  const { mails } = useTexts();
  return (
    <Part title={mails.title}>
      <p className={classes.hint}>{mails.openHint}</p>
      <Button component={Link} to="/settings/mails" variant="default" size="xs" leftSection={<IconMailForward size={15} />}>{mails.open}</Button>
    </Part>
  );
}

function PortalFiles() {
  const { profiles } = useTexts();
  return (
    <Part title={profiles.title}>
      <p className={classes.hint}>{profiles.openHint}</p>
      <Button component={Link} to="/settings/portals" variant="default" size="xs" leftSection={<IconFileCode size={15} />}>{profiles.open}</Button>
    </Part>
  );
}

function Times() {
  const { privacy: { retention } } = useTexts();
  return (
    <Part title={retention.title}>
      <p className={classes.hint}>{retention.openHint}</p>
      <Button component={Link} to="/settings/retention" variant="default" size="xs" leftSection={<IconHourglass size={15} />}>{retention.open}</Button>
    </Part>
  );
}

function People() {
  const { oversight, rights, shell, signInKeys, words } = useTexts();
  const { agent: me } = useSession();
  const [open, setOpen] = useState<AgentView | null>(null);
  const [changing, setChanging] = useState<AgentView | null>(null);
  const query = useQuery(agentsQuery);
  const texts = oversight.settings;
  return (
    <Part title={texts.agents}>
      {query.isPending && <Waiting rows={3} />}
      {query.isError && <Problem error={query.error} retry={() => void query.refetch()} />}
      {query.data && (
        <table className={tables.table}>
          <thead><tr><th>{texts.name}</th><th>{texts.email}</th><th>{texts.initials}</th><th>{texts.roles}</th><th>{texts.portals}</th><th>{texts.factor}</th><th>{texts.trained}</th></tr></thead>
          <tbody>
            {query.data.items.filter((one) => 'email' in one).map((one) => (
              <tr key={one.id}>
                <td>{one.displayName} {one.disabledAt && <Badge tone="danger">{texts.disabled}</Badge>}</td>
                <td data-label={texts.email}>{one.email}</td>
                <td data-label={texts.initials}>{one.code}</td>
                <td data-label={texts.roles}>{one.roles.map((role) => wordFor(words.roles, role)).join(', ')}</td>
                <td data-label={texts.portals}>{one.portals.length === 0 ? texts.allPortals : one.portals.join(', ')} {Object.keys(one.limits).length > 0 && <Badge tone="warn">{rights.inPart}</Badge>} {one.id !== me.id && one.disabledAt === null && <Button size="compact-xs" variant="subtle" aria-label={rights.openOf(one.displayName)} onClick={() => setChanging(one)}>{rights.open}</Button>}</td>
                <td data-label={texts.factor}>{one.hasSecondFactor ? <Badge tone="ok">{one.keys > 0 ? signInKeys.count(one.keys) : shell.common.yes}</Badge> : shell.common.no} {one.id !== me.id && one.disabledAt === null && <Button size="compact-xs" variant="subtle" aria-label={signInKeys.others.openOf(one.displayName)} onClick={() => setOpen(one)}>{signInKeys.others.open}</Button>}</td>
                <td data-label={texts.trained}>{one.trained ? <Badge tone="ok">{shell.common.yes}</Badge> : shell.common.no}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {changing && <AgentRights agent={changing} close={() => setChanging(null)} />}
      {open && <AgentKeys agent={open} close={() => setOpen(null)} />}
      <p className={classes.hint}>{texts.manage}</p>
    </Part>
  );
}

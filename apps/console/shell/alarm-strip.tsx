import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconAlertTriangle, IconBellRinging } from '@tabler/icons-react';
import { z } from 'zod';
import { Alarms, type AlarmView } from '#contracts';
import { call } from '../call.js';
import { portalsQuery } from '../desk/desk.queries.js';
import { inLocale, useLocale, useTexts } from '../texts/language.js';
import { Time } from '../ui/bits.js';
import { useMay } from './session.js';
import classes from './alarm-strip.module.css';

const alarmsQuery = { queryKey: ['alarms'], queryFn: ({ signal }: { signal: AbortSignal }) => call('GET', '/alarms', { reply: Alarms, signal }), refetchInterval: 60_000 } as const;

/** What stands still, above everything else, until it is over. Nothing open: nothing there. */
export function AlarmStrip() {
  const may = useMay();
  return may('alarms.read') ? <OpenAlarms /> : null;
}

function OpenAlarms() {
  const { shell } = useTexts();
  const { data } = useQuery(alarmsQuery);
  const open = data?.items ?? [];
  // What calls for nobody any more is no reason for the strip, but stands in it: whoever looks sees who has it, and since when.
  if (!open.some(({ urgent, acknowledgedAt }) => urgent || acknowledgedAt === null)) return null;
  const rank = ({ urgent, acknowledgedAt }: AlarmView) => (urgent ? 2 : 0) + (acknowledgedAt === null ? 1 : 0);
  const shown = [...open].sort((one, other) => rank(other) - rank(one));
  const [first, ...others] = shown;
  return (
    <aside className={classes.strip} aria-label={shell.alarms.label} role="status" data-urgent={first!.urgent || undefined}>
      <Line alarm={first!} />
      {others.length > 0 && (
        <details>
          <summary>{shell.alarms.more(others.length)}</summary>
          <ul>{others.map((alarm) => <li key={alarm.id}><Line alarm={alarm} /></li>)}</ul>
        </details>
      )}
    </aside>
  );
}

function Line({ alarm }: { readonly alarm: AlarmView }) {
  const { shell } = useTexts();
  const locale = useLocale();
  const may = useMay();
  // What an alarm is about is often a portal: by its name, as everywhere else.
  const { data: portal } = useQuery({ ...portalsQuery, enabled: may('tickets.read'), select: ({ items }) => items.find(({ key }) => key === alarm.subject) });
  const client = useQueryClient();
  const take = useMutation({ mutationFn: () => call('POST', `/alarms/${alarm.id}/acknowledgement`, { reply: z.unknown() }), onSettled: () => client.invalidateQueries({ queryKey: ['alarms'] }) });
  const Icon = alarm.urgent ? IconAlertTriangle : IconBellRinging;
  const words = shell.alarms.kinds[alarm.kind];
  return (
    <p className={classes.line}>
      <Icon size={16} stroke={1.8} aria-hidden />
      <span><strong>{words?.title ?? alarm.kind}</strong> {portal ? inLocale(portal.name, locale) : alarm.subject} · <Time at={alarm.raisedAt} as="relative" />. {words?.cure}</span>
      {alarm.acknowledgedAt === null
        ? alarm.mayTake && <Button size="compact-xs" variant="default" loading={take.isPending} onClick={() => take.mutate()}>{shell.alarms.take}</Button>
        : <span className={classes.taken}>{shell.alarms.taken(alarm.acknowledgedBy ?? '')}, <Time at={alarm.acknowledgedAt} as="relative" /></span>}
    </p>
  );
}

import { Button, Checkbox, Modal, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AgentView, PortalView, RightsLimits } from '#contracts';
import { z } from 'zod';
import { call } from '../call.js';
import { portalsQuery } from '../desk/desk.queries.js';
import { withProof } from '../shell/proof-dialog.js';
import { inLocale, useLocale, useTexts, wordFor } from '../texts/language.js';
import { Waiting } from '../ui/bits.js';
import { Problem } from '../ui/problem.js';
import { toast } from '../ui/toasts.js';
import classes from './settings.module.css';

type Limit = RightsLimits[string];
type Role = AgentView['roles'][number];

/** What somebody may do, and where: roles, portals, and in each portal queues, kinds of account and organisations. Nothing ticked: everything. */
export function AgentRights({ agent, close }: { readonly agent: AgentView; readonly close: () => void }) {
  const { rights: texts, words, shell } = useTexts();
  const locale = useLocale();
  const client = useQueryClient();
  const portals = useQuery(portalsQuery);
  const [roles, setRoles] = useState<readonly Role[]>(agent.roles);
  const [keys, setKeys] = useState<readonly string[]>(agent.portals);
  const [limits, setLimits] = useState<RightsLimits>(agent.limits);
  const [reason, setReason] = useState('');
  const save = useMutation({
    mutationFn: () => withProof(() => call('PUT', `/agents/${agent.id}/rights`, { reply: z.unknown(), body: { roles, portals: keys, limits: said(limits), reason } })),
    onSuccess: () => { toast('ok', texts.saved); close(); },
    onSettled: () => client.invalidateQueries({ queryKey: ['agents'] }),
  });
  const shown = portals.data?.items.filter(({ key }) => keys.length === 0 || keys.includes(key)) ?? [];
  return (
    <Modal opened onClose={close} size="lg" title={texts.title(agent.displayName)} closeButtonProps={{ 'aria-label': shell.common.close }}>
      <form className={classes.rights} onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
        <Ticks legend={texts.roles} hint={texts.rolesHint} all={Object.keys(words.roles) as Role[]} ticked={roles} change={setRoles} nameOf={(role) => wordFor(words.roles, role)} />
        {portals.isPending && <Waiting rows={2} />}
        {portals.isError && <Problem error={portals.error} retry={() => void portals.refetch()} />}
        {portals.data && <Ticks legend={texts.portals} hint={texts.portalsHint} all={portals.data.items.map(({ key }) => key)} ticked={keys} change={setKeys} nameOf={(key) => { const portal = portals.data.items.find((one) => one.key === key); return portal ? inLocale(portal.name, locale) : key; }} />}
        {shown.map((portal) => <PortalLimits key={portal.key} portal={portal} limit={limits[portal.key] ?? {}} change={(limit) => setLimits({ ...limits, [portal.key]: limit })} />)}
        <TextInput label={texts.reason} description={texts.reasonHint} value={reason} onChange={({ currentTarget }) => setReason(currentTarget.value)} required maxLength={500} />
        {save.isError && <Problem error={save.error} />}
        <Button type="submit" size="xs" loading={save.isPending} disabled={roles.length === 0 || reason.trim() === ''}>{texts.save}</Button>
      </form>
    </Modal>
  );
}

function PortalLimits({ portal, limit, change }: { readonly portal: PortalView; readonly limit: Limit; readonly change: (limit: Limit) => void }) {
  const { rights: texts, words } = useTexts();
  const locale = useLocale();
  const isLimited = (limit.queues?.length ?? 0) + (limit.kinds?.length ?? 0) + (limit.organisations?.length ?? 0) > 0;
  // Stays as it is while somebody ticks: taking the last tick off must not shut it under their fingers.
  const [wasLimited] = useState(isLimited);
  return (
    <details open={wasLimited} className={classes.portalRights}>
      <summary>{inLocale(portal.name, locale)}: {isLimited ? texts.some(sentence(limit, portal, locale, words.userTypes)) : texts.everything}</summary>
      <Ticks legend={texts.queues} hint={texts.queuesHint} all={[...new Set([...portal.queues.map(({ key }) => key), ...(limit.queues ?? [])])]} ticked={limit.queues ?? []} change={(queues) => change({ ...limit, queues: [...queues] })} nameOf={(key) => nameOfQueue(portal, key, locale)} />
      <Ticks legend={texts.kinds} hint={texts.kindsHint} all={Object.keys(words.userTypes)} ticked={limit.kinds ?? []} change={(kinds) => change({ ...limit, kinds: [...kinds] })} nameOf={(kind) => wordFor(words.userTypes, kind)} />
      <Textarea label={texts.organisations} description={texts.organisationsHint} autosize minRows={1} value={(limit.organisations ?? []).join('\n')} onChange={({ currentTarget }) => change({ ...limit, organisations: currentTarget.value === '' ? [] : currentTarget.value.split('\n') })} />
    </details>
  );
}

function Ticks<Name extends string>({ legend, hint, all, ticked, change, nameOf }: {
  readonly legend: string; readonly hint: string; readonly all: readonly Name[]; readonly ticked: readonly Name[]; readonly change: (ticked: readonly Name[]) => void; readonly nameOf: (name: Name) => string;
}) {
  return (
    <fieldset className={classes.ticks}>
      <legend>{legend}</legend>
      <p className={classes.hint}>{hint}</p>
      <div>{all.map((one) => <Checkbox key={one} size="xs" label={nameOf(one)} checked={ticked.includes(one)} onChange={({ currentTarget }) => change(currentTarget.checked ? [...ticked, one] : ticked.filter((other) => other !== one))} />)}</div>
    </fieldset>
  );
}

/** As the server wants it: what is not limited is left out, and lines are names. */
function said(limits: RightsLimits): RightsLimits {
  return Object.fromEntries(Object.entries(limits).flatMap(([key, { queues = [], kinds = [], organisations = [] }]) => {
    const names = organisations.map((one) => one.trim()).filter((one) => one !== '');
    const limit: Limit = { ...(queues.length > 0 && { queues }), ...(kinds.length > 0 && { kinds }), ...(names.length > 0 && { organisations: names }) };
    return Object.keys(limit).length > 0 ? [[key, limit]] : [];
  }));
}

/** One that is no longer in the profile goes by its key, so that it can be taken off. */
function nameOfQueue(portal: PortalView, key: string, locale: 'de' | 'en'): string {
  const queue = portal.queues.find((one) => one.key === key);
  return queue ? inLocale(queue.name, locale) : key;
}

function sentence({ queues = [], kinds = [], organisations = [] }: Limit, portal: PortalView, locale: 'de' | 'en', userTypes: Readonly<Record<string, string>>): string {
  return [
    ...queues.map((key) => nameOfQueue(portal, key, locale)),
    ...kinds.map((kind) => userTypes[kind] ?? kind), ...organisations,
  ].join(', ');
}

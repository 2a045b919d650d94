import { Button, FileButton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { IconDownload, IconFileUpload } from '@tabler/icons-react';
import { useState } from 'react';
import type { PortalProfileVerdict } from '#contracts';
import { CallProblem } from '../call.js';
import { portalsQuery } from '../desk/desk.queries.js';
import { Screen } from '../oversight/screen.js';
import { inLocale, useLocale, useTexts } from '../texts/language.js';
import { Waiting } from '../ui/bits.js';
import { Problem } from '../ui/problem.js';
import { toast } from '../ui/toasts.js';
import { mistakeInWords } from './profile-mistake.js';
import { downloadProfile, useProfileImport } from './portals.queries.js';
import classes from './portals.module.css';

/** What each portal is made of, as a file: to keep, to compare, to change and to bring in again. */
export function PortalProfiles() {
  const { profiles } = useTexts();
  return (
    <Screen title={profiles.title} lead={profiles.lead} needs="portals.manage">
      <div className={classes.page}>
        <InService />
        <BringIn />
      </div>
    </Screen>
  );
}

function InService() {
  const { profiles } = useTexts();
  const locale = useLocale();
  const query = useQuery(portalsQuery);
  const download = useMutation({ mutationFn: downloadProfile });
  return (
    <section>
      <h2>{profiles.inService}</h2>
      {query.isPending && <Waiting rows={3} />}
      {query.isError && <Problem error={query.error} retry={() => void query.refetch()} />}
      <ul className={classes.portals}>
        {query.data?.items.map(({ key, name, mailboxes }) => (
          <li key={key}>
            <span><strong>{inLocale(name, locale)}</strong><small>{key} · {mailboxes.join(', ')}</small></span>
            <Button variant="default" size="xs" leftSection={<IconDownload size={15} />} aria-label={profiles.downloadOf(inLocale(name, locale))} onClick={() => download.mutate(key)}>{profiles.download}</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function BringIn() {
  const { profiles } = useTexts();
  const { check, bringIn } = useProfileImport();
  const [chosen, setChosen] = useState<{ readonly name: string; readonly yaml: string } | null>(null);
  const choose = (file: File | null) => {
    if (!file) return;
    bringIn.reset();
    void file.text().then((yaml) => {
      setChosen({ name: file.name, yaml });
      check.mutate(yaml);
    });
  };
  const start = () => chosen && bringIn.mutate(chosen.yaml, { onSuccess: ({ key }) => {
    setChosen(null);
    check.reset();
    toast('ok', profiles.done(key));
  } });
  const error = check.error ?? bringIn.error;
  return (
    <section>
      <h2>{profiles.bringIn}</h2>
      <p className={classes.hint}>{profiles.bringInHint}</p>
      <FileButton accept=".yaml,.yml,application/yaml,text/yaml" onChange={choose}>
        {(props) => <Button {...props} variant="default" size="xs" leftSection={<IconFileUpload size={15} />}>{profiles.choose}</Button>}
      </FileButton>
      <div aria-live="polite" className={classes.verdict}>
        {chosen && <p><strong>{chosen.name}</strong></p>}
        {check.isPending && <Waiting rows={2} />}
        {error && <Wrong error={error} />}
        {chosen && check.data && !error && <Verdict verdict={check.data} busy={bringIn.isPending} start={start} />}
      </div>
    </section>
  );
}

function Verdict({ verdict: { key, created, weighty, mails, others, count, hash }, busy, start }: { readonly verdict: PortalProfileVerdict; readonly busy: boolean; readonly start: () => void }) {
  const { profiles } = useTexts();
  if (!created && count === 0) return <p>{profiles.same(key)}</p>;
  const rest = [...mails, ...others];
  const unnamed = count - weighty.length - rest.length;
  return (
    <>
      <p>{created ? profiles.isNew(key) : profiles.changes(key, count)}</p>
      {weighty.length > 0 && (
        <>
          <p><strong>{profiles.weighty}</strong></p>
          <ul className={classes.lines} aria-label={profiles.weighty}>{weighty.map(({ path, before, after }) => <li key={path}><code>{path}: {created ? '' : `${shown(before)} → `}{shown(after)}</code></li>)}</ul>
        </>
      )}
      {rest.length > 0 && <ul className={classes.lines}>{rest.map((path) => <li key={path}><code>{path}</code></li>)}</ul>}
      {unnamed > 0 && <p>{profiles.unnamed(unnamed)}</p>}
      <p className={classes.hint}>{profiles.hash} <code>{hash}</code></p>
      <Button size="xs" loading={busy} onClick={start}>{created ? profiles.add : profiles.replace}</Button>
    </>
  );
}

/** As it stands in the file; what is not there is a dash. */
function shown(value: unknown): string {
  return value === null ? '–' : JSON.stringify(value);
}

/** A profile that does not fit: every place with its line. */
function Wrong({ error }: { readonly error: Error }) {
  const texts = useTexts();
  const places = error instanceof CallProblem ? error.problem.places ?? [] : [];
  return (
    <>
      <Problem error={error} />
      {places.length > 0 && <ol className={classes.lines} aria-label={texts.profiles.wrongPlaces}>{places.map((place, at) => <li key={at}><code>{place.line}:{place.column}{place.path && ` ${place.path}`}</code> {mistakeInWords(texts, place)}</li>)}</ol>}
    </>
  );
}

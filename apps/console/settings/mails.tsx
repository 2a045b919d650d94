import { SegmentedControl, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { portalsQuery } from '../desk/desk.queries.js';
import { Screen } from '../oversight/screen.js';
import { useMay } from '../shell/session.js';
import { inLocale, useLocale, useTexts, type Locale } from '../texts/language.js';
import { Waiting } from '../ui/bits.js';
import { Problem } from '../ui/problem.js';
import { MailEditor } from './mail-editor.js';
import { MailList } from './mail-list.js';
import { wordingQuery, wordingsQuery } from './mails.queries.js';
import classes from './mails.module.css';

/** What people receive: every mail of every portal, as it looks and in whose words. */
export function Mails() {
  const { mails } = useTexts();
  const may = useMay();
  const locale = useLocale();
  const portals = useQuery(portalsQuery);
  const [chosen, setChosen] = useState<{ readonly portal?: string; readonly kind: string; readonly language: Locale }>({ kind: 'request-received', language: locale });
  const portal = chosen.portal ?? portals.data?.items[0]?.key;
  return (
    <Screen
      title={mails.title} lead={mails.lead} needs="portals.manage"
      tools={portal !== undefined && (
        <>
          <Select size="xs" allowDeselect={false} aria-label={mails.portal} value={portal} onChange={(key) => { if (key) setChosen({ ...chosen, portal: key }); }} data={(portals.data?.items ?? []).map(({ key, name }) => ({ value: key, label: inLocale(name, locale) }))} />
          <SegmentedControl size="xs" aria-label={mails.language} value={chosen.language} onChange={(language) => setChosen({ ...chosen, language: language as Locale })} data={[{ value: 'de', label: 'Deutsch' }, { value: 'en', label: 'English' }]} />
        </>
      )}
    >
      {portals.isError && <Problem error={portals.error} retry={() => void portals.refetch()} />}
      {portal !== undefined && may('portals.manage') && <Desk portal={portal} kind={chosen.kind} language={chosen.language} onKind={(kind) => setChosen({ ...chosen, kind })} />}
    </Screen>
  );
}

interface DeskProps {
  readonly portal: string;
  readonly kind: string;
  readonly language: Locale;
  readonly onKind: (kind: string) => void;
}

function Desk({ portal, kind, language, onKind }: DeskProps) {
  const list = useQuery(wordingsQuery(portal));
  const one = useQuery(wordingQuery(portal, kind, language));
  return (
    <div className={classes.desk}>
      {list.isPending && <Waiting />}
      {list.isError && <Problem error={list.error} retry={() => void list.refetch()} />}
      {list.data && <MailList rows={list.data.items.filter(({ locale }) => locale === language)} current={kind} onChoose={onKind} />}
      <div>
        {one.isPending && <Waiting />}
        {one.isError && <Problem error={one.error} retry={() => void one.refetch()} />}
        {one.data && <MailEditor key={`${portal} ${kind} ${language} ${one.data.version}`} portal={portal} wording={one.data} />}
      </div>
    </div>
  );
}

import { SegmentedControl, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { portalsQuery } from '../desk/desk.queries.js';
import { Screen } from '../oversight/screen.js';
import { useMay } from '../shell/session.js';
import { inLocale, useLocale, useTexts, type Locale } from '../texts/language.js';
import { Waiting } from '../ui/bits.js';
import { Problem } from '../ui/problem.js';
import { useUnsaved, type Unsaved } from '../ui/unsaved.js';
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
  const unsaved = useUnsaved(mails.leave);
  const choose = (more: Partial<typeof chosen>) => {
    const isOther = Object.entries(more).some(([name, value]) => value !== { ...chosen, portal }[name as keyof typeof chosen]);
    if (isOther) unsaved.before(() => setChosen({ ...chosen, ...more }));
  };
  return (
    <Screen
      title={mails.title} lead={mails.lead} needs="portals.manage"
      tools={portal !== undefined && (
        <>
          <Select size="xs" allowDeselect={false} aria-label={mails.portal} value={portal} onChange={(key) => { if (key) choose({ portal: key }); }} data={(portals.data?.items ?? []).map(({ key, name }) => ({ value: key, label: inLocale(name, locale) }))} />
          <SegmentedControl size="xs" aria-label={mails.language} value={chosen.language} onChange={(language) => choose({ language: language as Locale })} data={[{ value: 'de', label: 'Deutsch' }, { value: 'en', label: 'English' }]} />
        </>
      )}
    >
      {portals.isError && <Problem error={portals.error} retry={() => void portals.refetch()} />}
      {portal !== undefined && may('portals.manage') && <Desk portal={portal} kind={chosen.kind} language={chosen.language} onKind={(kind) => choose({ kind })} unsaved={unsaved} />}
      {unsaved.question}
    </Screen>
  );
}

interface DeskProps {
  readonly portal: string;
  readonly kind: string;
  readonly language: Locale;
  readonly onKind: (kind: string) => void;
  readonly unsaved: Unsaved;
}

function Desk({ portal, kind, language, onKind, unsaved }: DeskProps) {
  // Kept while words are saved and languages changed; another kind is sent in other ways.
  const [shown, setShown] = useState({ kind, variant: '' });
  const list = useQuery(wordingsQuery(portal));
  const one = useQuery(wordingQuery(portal, kind, language));
  // What a colleague saves meanwhile does not take away what somebody is writing; it is said when they save.
  const held = useRef(one.data);
  if (!unsaved.is) held.current = one.data;
  const wording = held.current;
  return (
    <div className={classes.desk}>
      {list.isPending && <Waiting />}
      {list.isError && <Problem error={list.error} retry={() => void list.refetch()} />}
      {list.data && <MailList rows={list.data.items.filter(({ locale }) => locale === language)} current={kind} onChoose={onKind} />}
      <div>
        {one.isPending && <Waiting />}
        {one.isError && <Problem error={one.error} retry={() => void one.refetch()} />}
        {wording && <MailEditor key={`${portal} ${kind} ${language} ${wording.version}`} portal={portal} wording={wording} variant={shown.kind === wording.kind ? shown.variant : ''} onVariant={(variant) => setShown({ kind: wording.kind, variant })} onUnsaved={unsaved.set} />}
      </div>
    </div>
  );
}

import { SegmentedControl, Select } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import type { WordingPreview } from '#contracts';
import { useTexts, wordFor } from '../texts/language.js';
import classes from './mails.module.css';

export type Scheme = 'light' | 'dark';

interface MailPreviewProps {
  readonly mail: WordingPreview | undefined;
  readonly scheme: Scheme;
  readonly onScheme: (scheme: Scheme) => void;
  /** In which other ways it is sent, by key; empty: as the example. */
  readonly variants: readonly string[];
  readonly variant: string;
  readonly onVariant: (variant: string) => void;
}

/** A mail as its reader sees it: by day or night, on a phone or a desk, with or without HTML. */
export function MailPreview({ mail, scheme, onScheme, variants, variant, onVariant }: MailPreviewProps) {
  const { mails, mailVariants } = useTexts();
  const [width, setWidth] = useState('320');
  const [as, setAs] = useState('html');
  const { ref: stage, width: room } = useElementSize<HTMLDivElement>();
  return (
    <section className={classes.preview} aria-label={mails.preview}>
      <div className={classes.switches}>
        <SegmentedControl size="xs" aria-label={mails.form} value={as} onChange={setAs} data={[{ value: 'html', label: mails.html }, { value: 'text', label: mails.plain }]} />
        {as === 'html' && <SegmentedControl size="xs" aria-label={mails.width} value={width} onChange={setWidth} data={[{ value: '320', label: mails.phone }, { value: '800', label: mails.wide }]} />}
        {as === 'html' && <SegmentedControl size="xs" aria-label={mails.scheme} value={scheme} onChange={(one) => onScheme(one as Scheme)} data={[{ value: 'light', label: mails.light }, { value: 'dark', label: mails.dark }]} />}
      </div>
      {variants.length > 0 && (
        <Select
          size="xs" label={mailVariants.label} searchable allowDeselect={false} value={variant} onChange={(key) => onVariant(key ?? '')}
          data={[{ value: '', label: mailVariants.usual }, ...grouped(variants).map(([about, keys]) => ({ group: wordFor(mailVariants.about, about), items: keys.map((key) => ({ value: key, label: `${wordFor(mailVariants.about, about)}: ${wordFor(mailVariants.values, key.slice(about.length + 1))}` })) }))]}
        />
      )}
      <p className={classes.subject}><small>{mails.subject}</small> <strong>{mail?.subject ?? ' '}</strong></p>
      {as === 'text' ? <pre className={classes.plain} tabIndex={0}>{mail?.text}</pre> : <div ref={stage} className={classes.stage} tabIndex={0} role="group" aria-label={mails.preview}><Picture html={mail?.html} width={Number(width)} room={room} /></div>}
    </section>
  );
}

/**
 * The page in the frame comes from the server with a policy of its own: the mail's styles apply, nothing runs and nothing
 * loads. (A `srcdoc` would inherit the console's policy, which forbids the styles that every mail program needs.)
 */
function Picture({ html, width, room }: { readonly html: string | undefined; readonly width: number; readonly room: number }) {
  const { mails } = useTexts();
  const frame = useRef<HTMLIFrameElement>(null);
  const [ready, setReady] = useState(false);
  const [height, setHeight] = useState(600);
  useEffect(() => {
    const page = frame.current?.contentDocument;
    if (!ready || !page || html === undefined) return;
    page.documentElement.innerHTML = html;
    for (const link of page.querySelectorAll('a')) link.removeAttribute('href');
    setHeight(Math.max(300, page.documentElement.scrollHeight));
  }, [html, ready, width]);
  // What is wider than its place is shown smaller, and laid out as wide as ever.
  const scale = room === 0 ? 1 : Math.min(1, room / width);
  return (
    <div className={classes.scaled} style={{ width: width * scale, height: height * scale }}>
      <iframe ref={frame} className={classes.picture} title={mails.preview} src="/api/v1/wordings/empty-page" sandbox="allow-same-origin" style={{ width, height, transform: `scale(${scale})` }} onLoad={() => setReady(true)} />
    </div>
  );
}

/** `about.value`, by what they are about, in the order of the server. */
function grouped(keys: readonly string[]): [string, string[]][] {
  return Object.entries(Object.groupBy(keys, (key) => key.split('.')[0]!)) as [string, string[]][];
}

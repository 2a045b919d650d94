import { Tooltip } from '@mantine/core';
import type { ComponentType, ReactNode } from 'react';
import { useLocale, useTexts } from '../texts/language.js';
import { useNow } from './now.js';
import { briefly, exactly, relative } from './times.js';
import classes from './ui.module.css';

type Icon = ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;

/** Nothing here, and what to do about it. */
export function Empty({ icon: Icon, title, children }: { readonly icon: Icon; readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <Icon size={34} stroke={1.4} aria-hidden />
      <h2>{title}</h2>
      {children}
    </div>
  );
}

export function Waiting({ rows = 5 }: { readonly rows?: number }) {
  const { shell } = useTexts();
  return (
    <div className={classes.waiting} role="status">
      <i className="said">{shell.common.loading}</i>
      {Array.from({ length: rows }, (_, row) => <span key={row} />)}
    </div>
  );
}

/** The bare address with its domain in bold: the part that tells who could read an answer. */
export function Address({ address }: { readonly address: string }) {
  const at = address.lastIndexOf('@');
  return <span className={classes.address}>{at < 0 ? address : <>{address.slice(0, at)}<wbr />@<b>{address.slice(at + 1)}</b></>}</span>;
}

export function initialsOf(name: string): string {
  const parts = name.replaceAll(/[^\p{L}\p{N}\s-]/gu, '').split(/[\s-]+/).filter((part) => part !== '');
  return ((parts[0]?.[0] ?? '?') + (parts.length > 1 ? parts.at(-1)![0] : '')).toUpperCase();
}

export function Initials({ name, me = false }: { readonly name: string; readonly me?: boolean }) {
  return <span className={classes.initials} data-me={me || undefined} aria-hidden>{initialsOf(name)}</span>;
}

export type Tone = 'plain' | 'ok' | 'warn' | 'danger' | 'accent' | 'auto';

export function Badge({ tone = 'plain', icon: Icon, children }: { readonly tone?: Tone; readonly icon?: Icon | undefined; readonly children: ReactNode }) {
  return <span className={classes.badge} data-tone={tone}>{Icon && <Icon size={13} aria-hidden />}{children}</span>;
}

/** An instant as people say it; the exact one on hover, focus and for machines. */
export function Time({ at, as = 'brief' }: { readonly at: string; readonly as?: 'brief' | 'relative' }) {
  const locale = useLocale();
  const now = useNow();
  return <time dateTime={at} title={exactly(at, locale)}>{as === 'relative' ? relative(at, now, locale) : briefly(at, now, locale)}</time>;
}

/** A word with an explanation for those who hover or tab to it. */
export function Explained({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return <Tooltip label={label} multiline w={280}><span tabIndex={0}>{children}<i className="said">{label}</i></span></Tooltip>;
}

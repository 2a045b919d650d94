import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { portalsQuery } from '../desk/desk.queries.js';
import { inLocale, useLocale, useTexts } from '../texts/language.js';
import classes from './oversight.module.css';

/** A portal by its name and colour. */
export function PortalName({ portal }: { readonly portal: string }) {
  const locale = useLocale();
  const { data } = useQuery({ ...portalsQuery, select: ({ items }) => items.find(({ key }) => key === portal) });
  return <span className={classes.portal} style={{ '--portal': data?.brand.colour }}><i aria-hidden />{data ? inLocale(data.name, locale) : portal}</span>;
}

export function PortalFilter({ value, onChange }: { readonly value: string | undefined; readonly onChange: (portal: string | undefined) => void }) {
  const { oversight } = useTexts();
  const locale = useLocale();
  const { data } = useQuery(portalsQuery);
  return (
    <Select
      size="xs" clearable aria-label={oversight.portal} placeholder={oversight.anyPortal} value={value ?? null} onChange={(portal) => onChange(portal ?? undefined)}
      data={(data?.items ?? []).map(({ key, name }) => ({ value: key, label: inLocale(name, locale) }))}
    />
  );
}

export function TicketLink({ number }: { readonly number: string | null }) {
  return number === null ? null : <Link to="/tickets/$number" params={{ number }} className={classes.link}>{number}</Link>;
}

interface MoreProps {
  readonly query: { readonly hasNextPage: boolean; readonly isFetchingNextPage: boolean; readonly fetchNextPage: () => unknown };
}

export function More({ query }: MoreProps) {
  const { shell } = useTexts();
  if (!query.hasNextPage) return null;
  return <div className={classes.more}><Button variant="default" size="xs" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{shell.common.more}</Button></div>;
}

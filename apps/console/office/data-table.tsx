import { TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import type { OfficeDetail } from '#contracts';
import { useTexts, wordFor } from '../texts/language.js';
import { Badge } from '../ui/bits.js';
import classes from './office.module.css';

/** What the office knows better, by field; what equals the person's own words is not in it. */
export type Corrections = Readonly<Record<string, string>>;

interface DataTableProps {
  readonly detail: OfficeDetail;
  readonly corrections: Corrections;
  readonly onChange: (corrections: Corrections) => void;
  readonly mayCorrect: boolean;
}

/** Before and after, side by side; what changed says so in words. */
export function DataTable({ detail: { data }, corrections, onChange, mayCorrect }: DataTableProps) {
  const { office, case: { actions } } = useTexts();
  const label = (field: string) => (field === 'group' ? office.group : wordFor(actions.fields, field));
  const shown = (field: string, value: string | null) => (field === 'locale' && value !== null ? wordFor(office.languages, value) : (value ?? '–'));
  const set = (field: string, given: string) => (value: string) => {
    const { [field]: _before, ...rest } = corrections;
    onChange(value.trim() === '' || value.trim() === given ? rest : { ...rest, [field]: value.trim() });
  };
  return (
    <section aria-label={office.data}>
      <h3>{office.data}</h3>
      <table className={classes.data}>
        <thead><tr><th scope="col">{office.field}</th><th scope="col">{office.before}</th><th scope="col">{office.after}</th></tr></thead>
        <tbody>
          {data.map(({ field, before, after, editable, taken }) => (
            <tr key={field} data-changed={after !== null || undefined}>
              <th scope="row">{label(field)}{after !== null && <Badge tone="warn" icon={IconPencil}>{office.changed}</Badge>}</th>
              <td data-label={office.before}>{shown(field, before)}</td>
              <td data-label={office.after}>
                {after === null ? <span className={classes.soft}>{office.same}</span> : editable && mayCorrect && field !== 'locale'
                  ? <TextInput size="xs" aria-label={office.correct(label(field))} defaultValue={after} maxLength={100} autoComplete="off" description={corrections[field] === undefined ? undefined : office.corrected} onChange={({ currentTarget }) => set(field, after)(currentTarget.value)} />
                  : <ins>{shown(field, after)}</ins>}
                {!taken && <small>{office.notTaken}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

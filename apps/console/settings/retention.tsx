import { queryOptions, useQuery } from '@tanstack/react-query';
import { RetentionView } from '#contracts';
import { call } from '../call.js';
import { PortalName } from '../oversight/parts.js';
import { Screen } from '../oversight/screen.js';
import { useLocale, useTexts, wordFor } from '../texts/language.js';
import { Badge, Time, Waiting } from '../ui/bits.js';
import { Problem } from '../ui/problem.js';
import tables from '../oversight/oversight.module.css';

const retentionQuery = queryOptions({ queryKey: ['retention'], queryFn: ({ signal }) => call('GET', '/privacy/retention', { reply: RetentionView, signal }), refetchInterval: 60_000 });

/** Every class of data with its time, what ends it, and how the work on it goes (R79). */
export function Retention() {
  const { privacy: { retention: words } } = useTexts();
  const locale = useLocale();
  const query = useQuery(retentionQuery);
  return (
    <Screen title={words.title} lead={words.lead} needs="privacy.read">
      {query.isPending && <Waiting />}
      {query.isError && <Problem error={query.error} retry={() => void query.refetch()} />}
      {query.data && (
        <table className={tables.table}>
          <thead><tr><th>{words.what}</th><th>{words.time}</th><th>{words.end}</th><th>{words.done}</th><th>{words.last}</th></tr></thead>
          <tbody>
            {query.data.items.map((one) => (
              <tr key={one.name}>
                <td className={tables.wide}>{wordFor(words.classes, one.name)}{one.failure !== null && <> <Badge tone="danger">{one.failure}</Badge></>}</td>
                <td data-label={words.time} className={tables.nowrap}>
                  {words.days(one.days)} {words.since[one.since]}
                  <small>{one.bounds ? words.bounds(one.bounds.min, one.bounds.max) : words.whole}</small>
                  {one.portals.map(({ portal, days }) => <small key={portal}><PortalName portal={portal} /> {words.days(days)}</small>)}
                </td>
                <td data-label={words.end} className={tables.nowrap}>{words.ends[one.end]}{one.spared && <small>{words.spared}</small>}</td>
                <td data-label={words.done}>{one.ended.toLocaleString(locale)}</td>
                <td data-label={words.last} className={tables.nowrap}>{one.lastAt === null ? words.never : <Time at={one.lastAt} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Screen>
  );
}

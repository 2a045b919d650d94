import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { portalsQuery } from '../desk/desk.queries.js';
import { inLocale, useLocale, useTexts } from '../texts/language.js';
import { Waiting } from '../ui/bits.js';
import { Problem } from '../ui/problem.js';
import { Screen } from './screen.js';
import classes from './oversight.module.css';

/** How credentials are given back in a portal, in its own words: to read before one is entered as trained, and to look it up (R63). */
export function ProcedurePage() {
  const { oversight: { procedure: words } } = useTexts();
  const locale = useLocale();
  const { portal } = useParams({ strict: false });
  const { data, isPending, isError, error, refetch } = useQuery({ ...portalsQuery, select: ({ items }) => items.find(({ key }) => key === portal) });
  return (
    <Screen title={words.title} lead={data ? `${data.brand.organisation} · ${inLocale(data.name, locale)}` : words.lead} needs="portals.read">
      {isPending && <Waiting />}
      {isError && <Problem error={error} retry={() => void refetch()} />}
      {!isPending && !isError && !data && <p>{words.none}</p>}
      {data && <ol className={classes.steps}>{data.procedure[locale].map((step) => <li key={step}>{step}</li>)}</ol>}
      {data && <p className={classes.where}>{words.where}</p>}
    </Screen>
  );
}

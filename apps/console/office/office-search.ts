import type { OfficeItem, OfficeKind } from '#contracts';

export const OFFICE_KINDS = ['registration', 'changed-data', 'user-name'] as const satisfies readonly OfficeKind[];

/** What stands behind the `?` of the office: its filter, and who is open. */
export interface OfficeSearch {
  readonly portal?: string;
  readonly kind?: OfficeKind;
  readonly at?: string;
}

export function readOfficeSearch(search: Record<string, unknown>): OfficeSearch {
  const word = (name: string, most: number) => (typeof search[name] === 'string' && search[name] !== '' ? search[name].slice(0, most) : undefined);
  const [portal, at] = [word('portal', 40), word('at', 250)];
  const kind = OFFICE_KINDS.find((one) => one === search['kind']);
  return { ...(portal !== undefined && { portal }), ...(kind && { kind }), ...(at !== undefined && { at }) };
}

/** By which an item is named in the address. */
export function nameOf({ portal, account }: Pick<OfficeItem, 'portal' | 'account'>): string {
  return `${portal}/${account}`;
}

export function filtered(items: readonly OfficeItem[], { portal, kind }: OfficeSearch): OfficeItem[] {
  return items.filter((item) => (portal === undefined || item.portal === portal) && (kind === undefined || item.kinds.includes(kind)));
}

/** The neighbour of whoever is open, the first where nobody is; undefined at the ends. */
export function neighbour(items: readonly OfficeItem[], at: string | undefined, by: 1 | -1): OfficeItem | undefined {
  const here = items.findIndex((item) => nameOf(item) === at);
  return here < 0 ? items[0] : items[here + by];
}

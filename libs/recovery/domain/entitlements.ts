import { domainOf } from '#kernel';

export type EntitlementWord = 'serialNumber' | 'contractNumber' | 'companyDomain';

export interface EntitlementFacts {
  /** What the portal asks for, one of which must fit; empty: whatever the person named. */
  readonly asked: readonly { readonly name: EntitlementWord; readonly format?: RegExp | undefined }[];
  /** What the person named, and in which words; a directory may keep the words for itself. */
  readonly named: readonly EntitlementWord[];
  readonly given: Readonly<Partial<Record<EntitlementWord, string>>>;
  /** What the owner's lists say. */
  readonly compared: { readonly matched: readonly EntitlementWord[] } | 'directory-cannot' | 'directory-away';
  /** To which the person can be written. */
  readonly addresses: readonly string[];
}

/** `fits` needs all of it; a person decides nothing here, and nothing counts that could not be compared. */
export type EntitlementReason = 'on-list' | 'not-on-list' | 'not-given' | 'not-asked-for' | 'wrong-format' | 'address-elsewhere' | 'address-unknown' | 'directory-cannot' | 'directory-away';

export interface EntitlementVerdict {
  readonly name: EntitlementWord;
  readonly given: string | null;
  readonly verdict: 'fits' | 'does-not-fit' | 'cannot-be-checked';
  readonly because: EntitlementReason;
}

/**
 * What entitles somebody to register, compared with the owner's lists (seed 003, P5). A company's domain counts only for
 * whoever has their mail there: everybody can write down the name of somebody else's company.
 */
export function judgeEntitlements(facts: EntitlementFacts): EntitlementVerdict[] {
  const names = [...new Set([...facts.asked.map(({ name }) => name), ...facts.named])];
  return names.map((name) => ({ name, given: facts.given[name] ?? null, ...judge(name, facts) }));
}

/** How many of them speak for the person. */
export function fitting(verdicts: readonly EntitlementVerdict[]): number {
  return verdicts.filter(({ verdict }) => verdict === 'fits').length;
}

function judge(name: EntitlementWord, { asked, named, given, compared, addresses }: EntitlementFacts): Pick<EntitlementVerdict, 'verdict' | 'because'> {
  const rule = asked.find((one) => one.name === name);
  if (asked.length > 0 && !rule) return { verdict: 'cannot-be-checked', because: 'not-asked-for' };
  if (!named.includes(name)) return { verdict: 'cannot-be-checked', because: 'not-given' };
  const said = given[name];
  if (said !== undefined && rule?.format && !rule.format.test(plain(said))) return { verdict: 'does-not-fit', because: 'wrong-format' };
  if (typeof compared === 'string') return { verdict: 'cannot-be-checked', because: compared };
  if (!compared.matched.includes(name)) return { verdict: 'does-not-fit', because: 'not-on-list' };
  if (name !== 'companyDomain') return { verdict: 'fits', because: 'on-list' };
  if (said === undefined) return { verdict: 'cannot-be-checked', because: 'address-unknown' };
  return addresses.some((address) => isWithin(domainOf(address), domainOf(said))) ? { verdict: 'fits', because: 'on-list' } : { verdict: 'does-not-fit', because: 'address-elsewhere' };
}

/** People write `ab 123-z`. */
function plain(value: string): string {
  return value.normalize('NFKC').toUpperCase().replace(/[^0-9A-Z]/g, '');
}

function isWithin(domain: string, company: string): boolean {
  return company !== '' && (domain === company || domain.endsWith(`.${company}`));
}

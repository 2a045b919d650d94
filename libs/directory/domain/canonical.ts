import { canonicalAddress } from '#kernel';
import type { AccountQuery, FactName } from '../directory.js';

/**
 * The form in which user names are compared: NFC, no spaces around, lower-cased within Latin-1 only. No wider Unicode
 * folding, so that a dotless `ı` or a Cyrillic `а` never becomes a plain letter (T6). NUL, at which a database may stop
 * reading, is a letter like any other that nobody has.
 */
export function canonicalUsername(username: string): string {
  return username.normalize('NFC').trim().replaceAll('\0', '\ufffd').replace(/[A-ZÀ-ÖØ-Þ]/g, (letter) => letter.toLowerCase());
}

const TITLES = /^(?:herrn?|frau|dr|prof|mr|mrs|ms|med|phil|ing|dipl)\.?\s+/i;

/** A full name as it is compared; `Beispiel, Anna` is `anna beispiel`. Undefined unless it has given and family name. */
export function canonicalName(fullName: string): string | undefined {
  let name = fullName.normalize('NFC').trim();
  const comma = /^([^,]+),\s*([^,]+)$/.exec(name);
  if (comma) name = `${comma[2]} ${comma[1]}`;
  while (TITLES.test(name)) name = name.replace(TITLES, '');
  const words = canonicalUsername(name).split(/\s+/).filter((word) => word !== '');
  return words.length < 2 ? undefined : words.join(' ');
}

const GERMAN_DATE = /^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})$/;

/** One fact as it is compared: what people write differently for the same thing becomes the same. */
export const CANONICAL_FACT = {
  customerNumber: lettersAndDigits,
  serialNumber: lettersAndDigits,
  contractNumber: lettersAndDigits,
  postcode: lettersAndDigits,
  birthDate: (value) => {
    const [, day = '', month = '', year = ''] = GERMAN_DATE.exec(value.trim()) ?? [];
    return year === '' ? value.trim() : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  },
} as const satisfies Record<FactName, (value: string) => string>;

export const FACT_NAMES = Object.keys(CANONICAL_FACT) as FactName[];

function lettersAndDigits(value: string): string {
  return value.normalize('NFKC').toUpperCase().replace(/[^0-9A-Z]/g, '');
}

/** Which of the given facts equal those on file. What is not on file is in neither list. */
export function compareFacts(
  onFile: Readonly<Partial<Record<string, string>>>, given: Partial<Record<FactName, string>>,
): { matched: FactName[]; failed: FactName[] } {
  const matched: FactName[] = [];
  const failed: FactName[] = [];
  for (const name of FACT_NAMES) {
    const [kept, said] = [onFile[name], given[name]];
    if (kept === undefined || said === undefined || CANONICAL_FACT[name](kept) === '') continue;
    (CANONICAL_FACT[name](kept) === CANONICAL_FACT[name](said) ? matched : failed).push(name);
  }
  return { matched, failed };
}

/** Under which keys an account is found besides its addresses and user name. */
export function searchKeysOf(account: { readonly givenName: string; readonly familyName: string; readonly facts: Readonly<Partial<Record<string, string>>> }): string[] {
  return keysFor({
    name: `${account.givenName} ${account.familyName}`,
    customerNumber: account.facts['customerNumber'],
    serialNumber: account.facts['serialNumber'],
  });
}

/** The keys that a query asks for. */
export function keysFor(query: { name?: string | undefined; customerNumber?: string | undefined; serialNumber?: string | undefined }): string[] {
  const name = query.name === undefined ? undefined : canonicalName(query.name);
  return [
    ...(name === undefined ? [] : [`name:${name}`]),
    ...numberKey('customerNumber', query.customerNumber),
    ...numberKey('serialNumber', query.serialNumber),
  ];
}

function numberKey(kind: 'customerNumber' | 'serialNumber', value: string | undefined): string[] {
  const canonical = value === undefined ? '' : CANONICAL_FACT[kind](value);
  return canonical === '' ? [] : [`${kind}:${canonical}`];
}

/** What `fits` compares of an account that a directory found. */
export interface KnownOf {
  readonly username: string;
  readonly addresses: readonly string[];
  readonly givenName: string;
  readonly familyName: string;
  readonly facts: Readonly<Partial<Record<string, string>>>;
}

/** Whether an account is really one that was asked for: directories that are not ours compare more loosely than the desk may (T6). */
export function fits(known: KnownOf, query: AccountQuery): boolean {
  const keys = searchKeysOf(known);
  return (query.address !== undefined && known.addresses.some((address) => canonicalAddress(address) === canonicalAddress(query.address!)))
    || (query.username !== undefined && canonicalUsername(known.username) === canonicalUsername(query.username))
    || keysFor(query).some((key) => keys.includes(key));
}

/** The facts that a directory has a place for and a value in. */
export function factsFrom(valueOf: (name: FactName) => string | undefined): Partial<Record<FactName, string>> {
  return Object.fromEntries(FACT_NAMES.map((name) => [name, valueOf(name)] as const).filter((pair): pair is [FactName, string] => pair[1] !== undefined && pair[1] !== ''));
}

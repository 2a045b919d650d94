import { ASN1, readName, valuesIn, type Asn1, type MailCertificate } from '#kernel';

const PERMITTED = 0xa0;
const EXCLUDED = 0xa1;
const ADDRESS = 0x81;
const DIRECTORY_NAME = 0xa4;
const MOST_SUBTREES = 1_000;
/** Subtrees times names that are compared: more of it is an attempt to keep us busy. */
const MOST_COMPARISONS = 10_000;

/** A name in a certificate: of which kind, and for the kinds that we can compare, what. */
interface Name {
  readonly tag: number;
  readonly address?: string;
  readonly path?: readonly string[];
}

/**
 * Whether an authority may issue for all names in the certificates below it (RFC 5280 sections 4.2.1.10 and 6.1.3 b, c).
 * Addresses and distinguished names are compared. A limit on another kind of name lets no certificate pass that has such a name.
 *
 * @throws NotAsn1 when its limits cannot be read
 */
export function mayIssueFor({ nameConstraints }: MailCertificate, below: readonly MailCertificate[]): boolean {
  if (!nameConstraints) return true;
  const parts = valuesIn(nameConstraints);
  const [permitted, excluded] = [PERMITTED, EXCLUDED].map((tag) => parts.filter((part) => part.tag === tag).flatMap(subtreesIn)) as [Name[], Name[]];
  const names = below.flatMap(namesOf);
  if (names.length * (permitted.length + excluded.length) > MOST_COMPARISONS) return false;
  return names.every((name) => {
    const own = permitted.filter(({ tag }) => tag === name.tag);
    if (own.length > 0 && !own.some((limit) => isWithin(name, limit, false))) return false;
    return !excluded.some((limit) => limit.tag === name.tag && isWithin(name, limit, true));
  });
}

/** The addresses of the subject count where no others are named (RFC 5280 section 4.2.1.10). */
function namesOf({ subject, altNames, subjectAddresses }: MailCertificate): Name[] {
  const named = altNames.map(readGeneralName);
  const inSubject = named.some(({ tag }) => tag === ADDRESS) ? [] : subjectAddresses.map((address): Name => ({ tag: ADDRESS, address: address.toLowerCase() }));
  return [...named, ...inSubject, ...(subject.length > 0 ? [{ tag: DIRECTORY_NAME, path: subject }] : [])];
}

function subtreesIn(subtrees: Asn1): Name[] {
  return valuesIn(subtrees, MOST_SUBTREES).map((subtree) => {
    const [base, ...bounds] = valuesIn(subtree);
    // RFC 5280 has no use for `minimum` and `maximum`; whoever writes them means something that we do not know.
    return base && bounds.length === 0 ? readGeneralName(base) : { tag: base?.tag ?? 0 };
  });
}

function readGeneralName({ tag, content, whole }: Asn1): Name {
  if (tag === ADDRESS) return { tag, address: content.toString('latin1').toLowerCase() };
  const [name] = tag === DIRECTORY_NAME ? valuesIn({ tag, content, whole }) : [];
  return name?.tag === ASN1.SEQUENCE ? { tag, path: readName(name) } : { tag };
}

/** @param unless what is said of a name that cannot be compared */
function isWithin(name: Name, limit: Name, unless: boolean): boolean {
  if (name.path && limit.path) return limit.path.every((step, at) => name.path![at] === step);
  if (name.address === undefined || limit.address === undefined) return unless;
  if (limit.address.includes('@')) return name.address === limit.address;
  const host = name.address.slice(name.address.lastIndexOf('@') + 1);
  return limit.address.startsWith('.') ? host.endsWith(limit.address) : limit.address === '' || host === limit.address;
}

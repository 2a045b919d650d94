import { domainToUnicode } from 'node:url';
import { parse } from 'tldts';
import type { NamedDomain } from '../domain/look-alike.js';

/** Takes a domain apart by the Public Suffix List. A domain that the list does not know has one label as its ending. */
export function nameDomain(domain: string): NamedDomain {
  const { domain: registrable, publicSuffix, domainWithoutSuffix } = parse(domain, { allowPrivateDomains: false, validateHostname: false });
  return { domain, registrable: registrable ?? domain, name: domainToUnicode(domainWithoutSuffix ?? domain), ending: publicSuffix ?? '' };
}

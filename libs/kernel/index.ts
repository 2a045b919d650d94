/** Words that every room uses. Pure: no framework, no database, no clock of its own. */
export { Clock, SystemClock, StillClock, MINUTE_MS, HOUR_MS, DAY_MS } from './clock.js';
export { atLeast } from './at-least.js';
export { newId } from './ids.js';
export { canonicalAddress, domainOf, maskAddress, parseAddress, type EmailAddress } from './email-address.js';
export { Secret } from './secret.js';
export { Fault } from './fault.js';
export { Sealer } from './sealer.js';
export { assertNever } from './assert-never.js';
export { newToken, hashToken, newCode, normaliseCode, newTypedNumber, CODE_ALPHABET } from './tokens.js';
export { type Actor } from './actor.js';
export { slowHash, matchesSlowHash } from './slow-hash.js';
export { KeyedHash } from './keyed-hash.js';
export { refuse, type Refusal, type Allowed } from './refusal.js';
export { type Locale, LOCALES } from './locale.js';
export { CASE_TYPES, MACHINE_CASE_TYPES, type CaseType } from './case-types.js';
export { SIGNATURE_HEADER, signCall } from './signed-call.js';
export { ASN1, NotAsn1, oidOf, readAsn1, valuesIn, writeAsn1, writeAsn1Set, writeOid, type Asn1 } from './asn1.js';
export { certificateInPem, readName, readCertificate, type MailCertificate } from './certificate.js';

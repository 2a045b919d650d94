import { causesOf } from '#kernel';
import type { S3Place } from './s3-place.js';
import { MissingBytes, StorageFault } from './storage.js';

const KEYS = 'REKEY_STORAGE_ACCESS_KEY_ID and REKEY_STORAGE_SECRET_ACCESS_KEY';

/** What S3 says (its "Error responses"), what Node says about a line (errno, OpenSSL), and what to do then. */
const REASONS: Readonly<Record<string, string>> = {
  NoSuchBucket: 'there is no such bucket; make it, or name another one in REKEY_STORAGE_URL',
  InvalidBucketName: 'the server takes no such name for a bucket; correct REKEY_STORAGE_URL',
  NoSuchKey: 'it is not there',
  InvalidAccessKeyId: `the server does not know this access key; check ${KEYS}`,
  SignatureDoesNotMatch: `the secret is not that of the access key; check ${KEYS}`,
  CredentialsProviderError: `there are no credentials; set ${KEYS}, or what the AWS SDK looks for`,
  ExpiredToken: 'the credentials have expired; renew them',
  InvalidToken: 'the credentials are not valid any more; renew them',
  AccessDenied: 'this access key may not do that; it needs s3:GetObject, s3:PutObject, s3:DeleteObject and s3:AbortMultipartUpload on what lies in the bucket and s3:ListBucket on the bucket itself',
  RequestTimeTooSkewed: 'the clock of this machine or of the server is wrong; set it',
  PermanentRedirect: 'the bucket is in another region or behind another endpoint; correct region and endpoint in REKEY_STORAGE_URL',
  AuthorizationHeaderMalformed: 'the bucket is in another region; correct region in REKEY_STORAGE_URL',
  XAmzContentSHA256Mismatch: 'the bytes were damaged on their way; does something in between change them?',
  BadDigest: 'the bytes were damaged on their way; does something in between change them?',
  SlowDown: 'the server asks for fewer calls; it is tried again later',
  QuotaExceeded: 'there is no room left; make room or raise the quota',
  ENOTFOUND: 'the host is not known; correct endpoint or region in REKEY_STORAGE_URL, or is the DNS away?',
  EAI_AGAIN: 'the DNS does not answer',
  ECONNREFUSED: 'nobody answers there; is the server running, and is endpoint in REKEY_STORAGE_URL right?',
  EHOSTUNREACH: 'the host cannot be reached; is the network there, and is endpoint in REKEY_STORAGE_URL right?',
  ENETUNREACH: 'the host cannot be reached; is the network there, and is endpoint in REKEY_STORAGE_URL right?',
  ECONNRESET: 'the server hung up; is it running, and does endpoint in REKEY_STORAGE_URL say https:// where it speaks TLS?',
  EPIPE: 'the server hung up; is it running, and does endpoint in REKEY_STORAGE_URL say https:// where it speaks TLS?',
  EPROTO: 'the server does not speak TLS there; correct endpoint in REKEY_STORAGE_URL',
  TimeoutError: 'no answer in time; is the server well, and is endpoint in REKEY_STORAGE_URL right?',
  AbortError: 'no answer in time; is the server well, and is endpoint in REKEY_STORAGE_URL right?',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted; name its authority in NODE_EXTRA_CA_CERTS',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted; name its authority in NODE_EXTRA_CA_CERTS',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted; name its authority in NODE_EXTRA_CA_CERTS',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not trusted; name its authority in NODE_EXTRA_CA_CERTS',
  CERT_HAS_EXPIRED: 'its certificate has expired; renew it',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host; correct endpoint or pathStyle in REKEY_STORAGE_URL',
};
/** Where only the status tells: some servers give no name, and to HEAD nobody does. */
const STATUSES: Readonly<Record<number, string>> = {
  301: REASONS['PermanentRedirect']!, 401: REASONS['SignatureDoesNotMatch']!, 403: REASONS['AccessDenied']!, 404: REASONS['NoSuchKey']!, 503: REASONS['SlowDown']!, 507: REASONS['QuotaExceeded']!,
};

const LONGEST_WORDS = 200;

/**
 * An error of the SDK or of the line as a fault. Nothing of the error itself is kept but names and words: it carries the
 * request, whose signature is nobody's business.
 */
export function s3FaultOf(error: unknown, what: string, { bucket, prefix, endpoint, region }: S3Place): StorageFault {
  const [names, said] = [namesOf(error), wordsOf(error)];
  const status = statusOf(error);
  const reason = names.map((name) => REASONS[name]).find(Boolean) ?? STATUSES[status] ?? `${said || names.join(', ') || 'it failed'}${status ? ` (${status})` : ''}`;
  return new (isMissingKey(error) ? MissingBytes : StorageFault)(`${what} in s3://${bucket}/${prefix} (${endpoint ?? `AWS, ${region}`}): ${reason}`, { cause: new Error([...names, status || ''].filter(Boolean).join(', ')) });
}

/** Whether the line ended before there was an answer. */
export function isHungUp(error: unknown): boolean {
  return namesOf(error).some((name) => name === 'ECONNRESET' || name === 'EPIPE');
}

/** Whether the server says that there is nothing of that name, while the bucket is there. */
export function isMissingKey(error: unknown): boolean {
  return (error as Error).name === 'NoSuchKey' || ((error as Error).name === 'NotFound' && statusOf(error) === 404);
}

/** Whether a range begins behind the end (RFC 9110 section 15.5.17): at its first byte only something empty does. */
export function isBehindTheEnd(error: unknown): boolean {
  return (error as Error).name === 'InvalidRange' || statusOf(error) === 416;
}

function statusOf(error: unknown): number {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode ?? 0;
}

/** What an error and its causes are called. Some pass on nothing but the words of the line's trouble. */
function namesOf(error: unknown): string[] {
  const said = wordsOf(error);
  return [...causesOf(error).flatMap(({ name, code }) => [code, name]), /\bE[A-Z]{4,}\b/.exec(said)?.[0] ?? '', /socket hang up/.test(said) ? 'ECONNRESET' : ''].filter(Boolean);
}

function wordsOf(error: unknown): string {
  return causesOf(error).map(({ message }) => message).join('; ').slice(0, LONGEST_WORDS);
}

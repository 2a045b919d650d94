/** A bucket, and how it is reached. */
export interface S3Place {
  readonly bucket: string;
  /** In front of every key: empty, or with a slash at its end. */
  readonly prefix: string;
  /** Undefined: that of AWS for the region. */
  readonly endpoint: string | undefined;
  readonly region: string;
  /** The bucket stands in the path and not in front of the host's name. */
  readonly pathStyle: boolean;
}

/** Plain, so that a thread can be given it (structured clone). */
export interface StorageKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Servers other than AWS have no regions and take this name. */
const ANY_REGION = 'us-east-1';
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const SHAPE = 's3://bucket/prefix?endpoint=https://s3.example&region=eu-central-1';
const PARAMETERS = ['endpoint', 'region', 'pathStyle', 'tls'];

/**
 * The place behind `s3://bucket/prefix?endpoint=…&region=…&pathStyle=…&tls=none`. Without an endpoint it is AWS and the region is
 * needed; with one the region is `us-east-1` and the bucket stands in the path unless the URL says otherwise. Names of buckets
 * are those of AWS ("General purpose bucket naming rules").
 *
 * @throws Error whose sentence says what to write, and never shows what was written: it may hold a password
 */
export function s3PlaceOf(text: string): S3Place {
  const url = parsed(text, `must look like ${SHAPE}`);
  if (url.username || url.password) throw new Error('credentials do not belong into the URL: they go into REKEY_STORAGE_ACCESS_KEY_ID and REKEY_STORAGE_SECRET_ACCESS_KEY');
  if (url.port) throw new Error('what follows s3:// is the name of the bucket; host and port go behind it, e.g. s3://bucket?endpoint=https://minio.example:9000');
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(url.hostname)) throw new Error(`a bucket has 3 to 63 small letters, digits, dots and hyphens: ${SHAPE}`);
  if (url.hash) throw new Error(`nothing may follow a #: ${SHAPE}`);
  const prefix = url.pathname.replace(/^\/+|\/+$/g, '');
  if (!/^([\w.-]+(\/[\w.-]+)*)?$/.test(prefix)) throw new Error('the prefix has letters, digits, dots, hyphens and underscores, with single slashes between');
  for (const name of url.searchParams.keys()) {
    if (!PARAMETERS.includes(name)) throw new Error(`the URL takes ${PARAMETERS.join(', ')} after the question mark and nothing else`);
    if (url.searchParams.getAll(name).length > 1) throw new Error(`${name} stands in the URL more than once`);
  }
  const endpoint = endpointOf(url.searchParams);
  const region = url.searchParams.get('region') ?? (endpoint === undefined ? '' : ANY_REGION);
  if (!/^[a-z0-9-]+$/.test(region)) throw new Error('without an endpoint this is AWS, whose region is needed: s3://bucket?region=eu-central-1; another server is named by endpoint=https://…');
  const pathStyle = url.searchParams.get('pathStyle') ?? String(endpoint !== undefined);
  if (!/^(true|false)$/.test(pathStyle)) throw new Error('pathStyle is true (https://host/bucket/…) or false (https://bucket.host/…)');
  return { bucket: url.hostname, prefix: prefix && `${prefix}/`, endpoint, region, pathStyle: pathStyle === 'true' };
}

function endpointOf(parameters: URLSearchParams): string | undefined {
  const [text, tls] = [parameters.get('endpoint'), parameters.get('tls')];
  if (tls !== null && tls !== 'none') throw new Error('tls is none or is not there');
  if (text === null) {
    if (tls !== null) throw new Error('tls=none goes with an endpoint; AWS is reached by TLS only');
    return undefined;
  }
  const endpoint = parsed(text, 'the endpoint must look like https://s3.example');
  if (endpoint.username || endpoint.password) throw new Error('credentials do not belong into the endpoint: they go into REKEY_STORAGE_ACCESS_KEY_ID and REKEY_STORAGE_SECRET_ACCESS_KEY');
  if (!/^https?:$/.test(endpoint.protocol) || endpoint.search || endpoint.hash) throw new Error('the endpoint must look like https://s3.example');
  if (endpoint.protocol === 'http:' && tls === null && !LOOPBACK.test(endpoint.hostname)) {
    throw new Error('without TLS only to a loopback address: write endpoint=https://…, or add tls=none where the network in between is yours alone, since mails would travel in clear');
  }
  return endpoint.href.replace(/\/$/, '');
}

function parsed(text: string, sentence: string): URL {
  if (!URL.canParse(text)) throw new Error(sentence);
  return new URL(text);
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/**
 * Whether a changing request comes from one of our own pages: Fetch Metadata first, else Origin. A browser always
 * sends one of them with a POST; what sends neither is not a browser page of ours.
 *
 * @param publicUrl our one address; `Host` and `X-Forwarded-*` are not asked (T7)
 */
export function isSameOrigin(headers: Headers, publicUrl: string): boolean {
  const site = one(headers['sec-fetch-site']);
  const origin = one(headers.origin);
  if (site !== undefined) return site === 'same-origin';
  return origin !== undefined && isOurs(origin, publicUrl);
}

/**
 * The same for forms without script, which some browsers send with `Origin: null` because our pages say
 * `no-referrer`; there Sec-Fetch-Site or the signed form token decides.
 */
export function isSameSite(headers: Headers, publicUrl: string): boolean {
  const site = one(headers['sec-fetch-site']);
  const origin = one(headers.origin);
  if (site !== undefined) return site === 'same-origin';
  return origin === undefined || origin === 'null' || isOurs(origin, publicUrl);
}

/** Reached as `localhost` or as `127.0.0.1`: the same machine, the same port, so the same house. */
function isOurs(origin: string, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false;
  const [given, ours] = [new URL(origin), new URL(publicUrl)];
  const loopback = (name: string): string => (name === '127.0.0.1' || name === '[::1]' ? 'localhost' : name);
  return given.protocol === ours.protocol && given.port === ours.port && loopback(given.hostname) === loopback(ours.hostname);
}

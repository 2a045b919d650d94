/** A name of the web as people write it, without `https://`; what follows an @ is an address and read elsewhere. */
const SITE = /(?<![@\w.-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,4}(?:de|com|net|org|eu|info|io|online|app|site|example)(?![\w-]|\.[a-z])(?!@)/giu;
const MOST = 20;

/**
 * Whether a text names a site that is neither ours nor of the sender's house: perhaps the page that somebody typed their
 * password into (T13), or another portal than the desk's.
 */
export function namesOtherSite(text: string, fromAddress: string, ownAddresses: readonly string[]): boolean {
  if (!/\.[a-z]{2}/iu.test(text)) return false;
  const known = [fromAddress, ...ownAddresses].map((address) => address.slice(address.lastIndexOf('@') + 1).toLowerCase()).filter((domain) => domain !== '');
  return (text.match(SITE) ?? []).slice(0, MOST).some((site) => !known.some((domain) => isOfSameHouse(site.toLowerCase(), domain)));
}

/** `portal.house.de` and `house.de`; not `house-update.de`. */
function isOfSameHouse(site: string, domain: string): boolean {
  return site === domain || site.endsWith(`.${domain}`) || domain.endsWith(`.${site}`);
}

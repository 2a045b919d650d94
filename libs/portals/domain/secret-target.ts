import { createHash } from 'node:crypto';
import type { DirectorySettings } from './directory-settings.js';
import type { PortalProfile } from './profile.js';
import type { HomeSignInSettings, SmsSettings } from './proof-settings.js';

/**
 * Where a secret goes, as whom, and who may say that it is there: one line for people, and part of its seal. A profile can be
 * changed by whoever may not see the secrets, so one that was set for one place must never be sent to another.
 *
 * The whole address counts, path included: on a host that many share, a path is somebody else. So does the authority whose
 * certificates an LDAP server is believed by; one of somebody's own would let them answer in its place. What changes
 * neither (groups, filters, attributes, times, whether StartTLS comes first) does not count.
 *
 * Undefined: this kind of directory asks for no secret.
 */
export function targetOfDirectory(settings: DirectorySettings): string | undefined {
  switch (settings.kind) {
    case 'builtin': return undefined;
    case 'scim': return `scim ${withoutEnd(settings.url)}`;
    case 'webhook': return `webhook ${new URL(settings.url).href}`;
    case 'keycloak': return `keycloak ${withoutEnd(settings.url)} realm ${JSON.stringify(settings.realm)} client ${JSON.stringify(settings.clientId)}`;
    case 'ldap': {
      const { protocol, hostname, port } = new URL(settings.url);
      const place = `${protocol}//${hostname.toLowerCase()}:${port || (protocol === 'ldaps:' ? 636 : 389)}`;
      return `ldap ${place} as ${JSON.stringify(settings.bindDn)}${settings.ca === undefined ? '' : ` believed by authority sha256:${digestOf(settings.ca)}`}`;
    }
  }
}

/** The gateway for text messages; the sender and the countries do not count. */
export function targetOfSms({ url }: Pick<SmsSettings, 'url'>): string {
  return `sms ${new URL(url).href}`;
}

/** The issuer says by itself where its tokens are had; which claims count is no matter of the secret. */
export function targetOfHomeSignIn({ issuer, clientId }: Pick<HomeSignInSettings, 'issuer' | 'clientId'>): string {
  return `openid ${issuer} client ${JSON.stringify(clientId)}`;
}

/** What the profile points the secret `sms` or `home:KEY` to; undefined: it names no such service. */
export function targetOfPortalSecret({ sms, homeSignIn }: Pick<PortalProfile, 'sms' | 'homeSignIn'>, name: string): string | undefined {
  if (name === 'sms') return sms && targetOfSms(sms);
  const home = homeSignIn?.find(({ key }) => name === `home:${key}`);
  return home && targetOfHomeSignIn(home);
}

function withoutEnd(url: string): string {
  return new URL(url).href.replace(/\/+$/, '');
}

/** Spaces and line ends are no part of a certificate. */
function digestOf(pem: string): string {
  return createHash('sha256').update(pem.replaceAll(/\s+/g, '')).digest('hex').slice(0, 32);
}

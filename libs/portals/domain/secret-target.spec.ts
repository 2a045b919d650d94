import { describe, expect, it } from '@jest/globals';
import { DirectorySettingsSchema } from './directory-settings.js';
import { targetOfDirectory, targetOfHomeSignIn, targetOfPortalSecret, targetOfSms } from './secret-target.js';

const target = (settings: object): string | undefined => targetOfDirectory(DirectorySettingsSchema.parse(settings));

describe('the target of a secret', () => {
  it('of a directory is where it goes and as whom', () => {
    expect(target({ kind: 'builtin' })).toBeUndefined();
    expect(target({ kind: 'scim', url: 'https://SCIM.example/v2/' })).toBe('scim https://scim.example/v2');
    expect(target({ kind: 'webhook', url: 'https://portal.example/rekey?of=1' })).toBe('webhook https://portal.example/rekey?of=1');
    expect(target({ kind: 'keycloak', url: 'https://id.example', realm: 'people', clientId: 'rekey' })).toBe('keycloak https://id.example realm "people" client "rekey"');
    expect(target({ kind: 'ldap', url: 'ldaps://LDAP.example', bindDn: 'cn=rekey', baseDn: 'dc=x' })).toBe('ldap ldaps://ldap.example:636 as "cn=rekey"');
  });

  it('is another one for another host, port, path, realm, client, name or authority', () => {
    const ldap = { kind: 'ldap', url: 'ldap://ldap.example', bindDn: 'cn=rekey', baseDn: 'dc=x' };
    const keycloak = { kind: 'keycloak', url: 'https://id.example', realm: 'people', clientId: 'rekey' };
    const all = [
      ldap, { ...ldap, url: 'ldap://ldap.example:1389' }, { ...ldap, url: 'ldaps://ldap.example' }, { ...ldap, bindDn: 'cn=other' }, { ...ldap, ca: 'A' }, { ...ldap, ca: 'B' },
      // A name that looks like two settings is still one name.
      { ...ldap, bindDn: 'cn=rekey" believed by authority "x' },
      keycloak, { ...keycloak, realm: 'others' }, { ...keycloak, clientId: 'other' }, { ...keycloak, url: 'https://id.example/auth' },
      { kind: 'scim', url: 'https://scim.example/a' }, { kind: 'scim', url: 'https://scim.example/b' }, { kind: 'webhook', url: 'https://scim.example/a' },
    ].map(target);
    expect(new Set(all).size).toBe(all.length);
  });

  it('stays the same where only how accounts are read changes', () => {
    const ldap = { kind: 'ldap', url: 'ldap://ldap.example', bindDn: 'cn=rekey', baseDn: 'dc=x', ca: 'one\ntwo' };
    expect(target({ ...ldap, url: 'ldap://ldap.example:389/', baseDn: 'dc=y', filter: '(a=b)', timeoutSeconds: 20, ca: 'one\r\ntwo\n', privilegedGroups: ['cn=admins'] })).toBe(target(ldap));
  });

  it('of a portal\'s other secrets is the gateway, or the issuer and our name there', () => {
    const sms = { url: 'https://sms.example/send', sender: 'Hilfe', countries: ['+49'], timeoutSeconds: 10 };
    const home = { key: 'works', name: { de: 'W', en: 'W' }, issuer: 'https://idp.example', clientId: 'rekey', scopes: [], organisations: [], match: { claim: 'sub', equals: 'ref' as const } };
    expect(targetOfSms(sms)).toBe('sms https://sms.example/send');
    expect(targetOfHomeSignIn(home)).toBe('openid https://idp.example client "rekey"');
    expect(['sms', 'home:works', 'home:other'].map((name) => targetOfPortalSecret({ sms, homeSignIn: [home] }, name))).toEqual([targetOfSms(sms), targetOfHomeSignIn(home), undefined]);
    expect(targetOfPortalSecret({ homeSignIn: [] }, 'sms')).toBeUndefined();
  });
});

import { describe, expect, it } from '@jest/globals';
import { DirectorySettingsSchema } from './directory-settings.js';

const webhook = (url: string) => DirectorySettingsSchema.safeParse({ kind: 'webhook', url }).success;
const ldap = (url: string) => DirectorySettingsSchema.safeParse({ kind: 'ldap', url, bindDn: 'cn=rekey,dc=x', baseDn: 'dc=x' }).success;

describe('the URL of a directory', () => {
  it.each([
    [webhook, 'https://portal.example/rekey', true], [webhook, 'http://127.0.0.1:8080/', true], [webhook, 'http://portal.example/', false],
    [webhook, 'https://rekey:secret@portal.example/', false], [webhook, 'https://rekey@portal.example/', false], [webhook, 'https://:secret@portal.example/', false],
    [ldap, 'ldaps://dc1.example', true], [ldap, 'ldap://dc1.example', true], [ldap, 'ldaps://cn=rekey:secret@dc1.example', false], [ldap, 'https://dc1.example', false],
  ] as const)('%#: %s', (accepts, url, is) => expect(accepts(url)).toBe(is));
});

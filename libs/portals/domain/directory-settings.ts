import { z } from 'zod';
import { says } from './profile-mistakes.js';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** A profile is shown, exported and logged: a password in its URL would be everywhere, and is sent nowhere. */
const plainUrl = (protocol: RegExp) => z.url({ protocol }).refine((url) => new URL(url).username === '' && new URL(url).password === '', says('secret-in-url'));
/** Plain text only to this very machine: a bind password or a token would travel in clear. */
export const safeUrl = (...protocols: readonly string[]) => plainUrl(new RegExp(`^(${protocols.join('|')})$`))
  .refine((url) => !/^(http|ldap):$/.test(new URL(url).protocol) || LOOPBACK.test(new URL(url).hostname), says('without-tls'));
const ldapUrl = plainUrl(/^ldaps?$/);
const seconds = z.number().int().min(1).max(60).default(10);
const attribute = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, says('attribute'));

/** Which attribute holds what; a directory that lacks one simply does not tell. */
const ldapAttributes = z.strictObject({
  username: attribute, mail: attribute, secondMails: attribute, givenName: attribute, familyName: attribute, phone: attribute, organisation: attribute, group: attribute,
  customerNumber: attribute, serialNumber: attribute, birthDate: attribute, postcode: attribute, contractNumber: attribute, userType: attribute,
  /** How far a registration is, as LDAP.md says. Without it there are none, and their actions are locked. */
  registration: attribute,
  /** The DN of who answers for the person, and so may vouch for them. */
  manager: attribute,
}).partial();

/**
 * Whose accounts a portal's are, and how they are reached. Passwords and tokens are no part of a profile: they are set
 * with `rekey directory secret PORTAL` and lie sealed.
 */
export const DirectorySettingsSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('builtin') }),
  z.strictObject({
    kind: z.literal('ldap'),
    flavour: z.enum(['openldap', 'active-directory', 'ucs']).default('openldap'),
    url: ldapUrl,
    /** StartTLS on an `ldap:` URL; `ldaps:` needs none. Without either only to a loopback address. */
    startTls: z.boolean().default(true),
    /** PEM of the authority that signed the server's certificate, where the system does not know it. */
    ca: z.string().optional(),
    /** The account with least rights; see libs/directory/LDAP.md. Its password is the portal's directory secret. */
    bindDn: z.string().min(3),
    baseDn: z.string().min(3),
    /** Which entries are accounts. */
    filter: z.string().regex(/^\(.*\)$/s, says('filter')).optional(),
    attributes: ldapAttributes.default({}),
    /** DNs of groups whose members are privileged, or may not be handled here at all. They must be there: while one cannot be read, nobody is. */
    privilegedGroups: z.array(z.string()).default([]),
    excludedGroups: z.array(z.string()).default([]),
    timeoutSeconds: seconds,
  }).refine(({ url, startTls }) => url.startsWith('ldaps:') || startTls || LOOPBACK.test(new URL(url).hostname), { path: ['startTls'], message: says('without-tls') }),
  z.strictObject({
    kind: z.literal('keycloak'),
    /** Without path: `https://id.example.org`. */
    url: safeUrl('https', 'http'),
    realm: z.string().min(1),
    /** A confidential client with a service account; its secret is the portal's directory secret. */
    clientId: z.string().min(1),
    /** User attributes that hold facts. */
    attributes: z.partialRecord(z.enum(['customerNumber', 'serialNumber', 'birthDate', 'postcode', 'contractNumber', 'phone', 'organisation', 'secondMail', 'userType', 'group', 'registration', 'manager']), z.string()).default({}),
    /** Whoever is switched off and never verified their address is a registration that waits for the office. */
    unverifiedWait: z.boolean().default(false),
    /** An attribute of groups with the user names of those who lead them, and so may vouch for their members. */
    groupLeaders: z.string().optional(),
    /** People of this realm vouch with their password and code: the client has "Direct access grants", and the realm's direct grant flow asks for the code (as shipped). */
    checksSignIn: z.boolean().default(false),
    /** Realm roles, also inherited ones, and groups by name or path, besides those that are found by themselves (KEYCLOAK.md). The groups must be there: while one cannot be read, nobody is. */
    privilegedRoles: z.array(z.string()).default(['admin']),
    privilegedGroups: z.array(z.string()).default([]),
    excludedGroups: z.array(z.string()).default([]),
    /** Whether the realm allows "Edit username"; our account may not look. */
    usernameEditable: z.boolean().default(false),
    /** The server tells its version to nobody but administrators of its master realm; what stands here is checked against known advisories. */
    serverVersion: z.string().regex(/^\d+\.\d+\.\d+$/).optional(),
    timeoutSeconds: seconds,
  }),
  z.strictObject({
    kind: z.literal('scim'),
    /** The service's base, ending before `/Users`. Its bearer token is the portal's directory secret. */
    url: safeUrl('https', 'http'),
    /** Many services take a password and ignore it: only where this is known to work. */
    passwordWorks: z.boolean().default(false),
    /** Whoever is not `active` is a registration that waits for the office; where a `userType` is named, only those. */
    inactiveWait: z.union([z.boolean(), z.strictObject({ userType: z.string().min(1).max(100) })]).default(false),
    /** Groups by name or id, besides those that are found by themselves (SCIM.md). They must be there: while one cannot be read, nobody is. */
    privilegedGroups: z.array(z.string()).default([]),
    excludedGroups: z.array(z.string()).default([]),
    /** What only the users tell, so that nobody can look whether it is there: roles, entitlements, and groups of a service that has no list of them. */
    privilegedRoles: z.array(z.string()).default([]),
    excludedRoles: z.array(z.string()).default([]),
    timeoutSeconds: seconds,
  }),
  z.strictObject({
    kind: z.literal('webhook'),
    /** One address for every call; see libs/directory/adapters/webhook/WEBHOOK.md. The signing key is the portal's directory secret. */
    url: safeUrl('https', 'http'),
    /** What the portal's server can beyond finding, reading, setting passwords and freezing: words of DIRECTORY_ABILITIES. */
    abilities: z.array(z.string().max(40)).default([]),
    timeoutSeconds: seconds,
  }),
]);

export type DirectorySettings = z.output<typeof DirectorySettingsSchema>;
export type DirectoryKind = DirectorySettings['kind'];
export type SettingsOf<Kind extends DirectoryKind> = Extract<DirectorySettings, { kind: Kind }>;

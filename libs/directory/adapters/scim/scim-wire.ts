import { z } from 'zod';

export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const ENTERPRISE_SCHEMA = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
export const SCIM_TYPE = 'application/scim+json';

const MOST_SIGNS = 1_000;
const text = z.string().max(MOST_SIGNS);
/** Numbers of people and postcodes are numbers to some services. */
const written = z.union([text, z.number().transform(String)]);
/** As a word to some services. */
const truth = z.union([z.boolean(), z.string().regex(/^(true|false)$/i).transform((word) => word.toLowerCase() === 'true')]);
const typed = z.object({ value: text, type: text.optional(), primary: truth.optional() });
/** What has no value is no address and no number. */
const contacts = z.array(z.looseObject({ value: z.unknown().optional() })).transform((all) => all.filter(({ value }) => value !== undefined && value !== '')).pipe(z.array(typed));
/** Services give a role, or a group, by any of these, or as a word. What cannot be read is never left out: it may lift somebody over others. */
const granted = z.union([z.object({ value: written.optional(), display: text.optional(), type: text.optional() }), text.transform((value) => ({ value, display: undefined, type: undefined }))]);

/** What Rekey reads of a user (RFC 7643 section 4); services say more, and leave out what they do not know. */
export const ScimUser = z.object({
  id: text, userName: text,
  name: z.object({ givenName: text.optional(), familyName: text.optional() }).optional(),
  active: truth.optional(),
  emails: contacts.optional(),
  phoneNumbers: contacts.optional(),
  addresses: z.array(z.object({ postalCode: written.optional() })).optional(),
  roles: z.array(granted).optional(),
  entitlements: z.array(granted).optional(),
  groups: z.array(granted).optional(),
  preferredLanguage: text.optional(),
  userType: text.optional(),
  [ENTERPRISE_SCHEMA]: z.object({ employeeNumber: written.optional(), organization: text.optional(), department: text.optional(), manager: z.union([z.object({ value: written.optional() }), text]).optional() }).optional(),
  // One that is no time is not known.
  meta: z.object({ created: z.coerce.date().optional().catch(undefined) }).optional(),
});
export type ScimUser = z.output<typeof ScimUser>;

/** RFC 7644 section 3.4.2. Each user is read by itself (`ScimUser`). */
export const ScimList = z.object({ totalResults: z.coerce.number().int().min(0), Resources: z.array(z.unknown()).optional() });

export const ScimGroup = z.object({ id: text, displayName: text.optional() });
export type ScimGroup = z.output<typeof ScimGroup>;
/** Services that say no `totalResults` show all at once, or a last page that is not full. */
export const ScimGroupList = z.object({ totalResults: z.coerce.number().int().min(0).optional(), Resources: z.array(ScimGroup).optional() });

const supported = z.object({ supported: z.boolean() }).optional();
/** RFC 7643 section 5. */
export const ScimServiceConfig = z.object({ patch: supported, filter: supported, changePassword: supported });

/** RFC 7644 section 3.12. */
export const ScimError = z.object({ scimType: z.string().max(40).optional(), detail: z.string().max(400).optional() });

/** `null` is "not assigned", as if it were left out (RFC 7643 section 2.5). */
export function withoutNulls(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.filter((one) => one !== null).map(withoutNulls);
  if (typeof answer !== 'object' || answer === null) return answer ?? undefined;
  return Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== null).map(([name, value]) => [name, withoutNulls(value)]));
}

/** A value inside a filter, as JSON (RFC 7644 section 3.4.2.2): nothing gets out of it. */
export function quoted(value: string): string {
  return JSON.stringify(value.normalize('NFC'));
}

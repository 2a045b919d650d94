import { z } from 'zod';

export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const ENTERPRISE_SCHEMA = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
export const SCIM_TYPE = 'application/scim+json';

const text = z.string().max(1_000);
const typed = z.object({ value: text, type: text.optional(), primary: z.boolean().optional() });
/** Services give a role, or a group, by any of these. */
const granted = z.object({ value: text.optional(), display: text.optional(), type: text.optional() });

/** What Rekey reads of a user (RFC 7643 section 4); services say more, and leave out what they do not know. */
export const ScimUser = z.object({
  id: text, userName: text,
  name: z.object({ givenName: text.optional(), familyName: text.optional() }).optional(),
  active: z.boolean().optional(),
  emails: z.array(typed).optional(),
  phoneNumbers: z.array(typed).optional(),
  addresses: z.array(z.object({ postalCode: text.optional() })).optional(),
  roles: z.array(granted).optional(),
  entitlements: z.array(granted).optional(),
  groups: z.array(granted).optional(),
  preferredLanguage: text.optional(),
  userType: text.optional(),
  [ENTERPRISE_SCHEMA]: z.object({ employeeNumber: text.optional(), organization: text.optional(), department: text.optional(), manager: z.union([z.object({ value: text.optional() }), text]).optional() }).optional(),
  meta: z.object({ created: z.coerce.date().optional() }).optional(),
});
export type ScimUser = z.output<typeof ScimUser>;

/** RFC 7644 section 3.4.2. */
export const ScimList = z.object({ totalResults: z.number().int().min(0), Resources: z.array(ScimUser).optional() });

export const ScimGroupList = z.object({ Resources: z.array(z.object({ id: text, displayName: text.optional() })).optional() });

const supported = z.object({ supported: z.boolean() }).optional();
/** RFC 7643 section 5. */
export const ScimServiceConfig = z.object({ patch: supported, filter: supported, changePassword: supported });

/** RFC 7644 section 3.12. */
export const ScimError = z.object({ scimType: z.string().max(40).optional(), detail: z.string().max(400).optional() });

/** A value inside a filter, as JSON (RFC 7644 section 3.4.2.2): nothing gets out of it. */
export function quoted(value: string): string {
  return JSON.stringify(value.normalize('NFC'));
}

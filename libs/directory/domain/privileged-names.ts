/** Words for those who stand over others, in names of groups and roles: `Domain Admins`, `realm-admin`, `GlobalAdministrator`, `sudo`, `Besitzer`; not the clerks of an administration. */
const OVER_OTHERS = /admin(?!istrati|istrier)|super-?user|sysop|\b(root|wheel|sudo(ers)?|(co-?)?owners?|operators?|operatoren|besitzer(in)?)\b/iu;

/**
 * Whether a group or role is called like one that stands over others: its members are never answered by machine, also
 * where nobody named it in the profile (5.4). One too many costs a look by a person, one too few a portal.
 */
export function soundsPrivileged(name: string): boolean {
  return OVER_OTHERS.test(name.normalize('NFKC').replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replaceAll('_', ' '));
}

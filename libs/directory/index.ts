/** Whoever owns the accounts: the port, the built-in directory, and the rules for passwords. */
import { BuiltinAccount } from './store/builtin-account.entity.js';
import { BuiltinAddress, BuiltinPhone } from './store/builtin-contact.entity.js';
import { BuiltinEntitlement, BuiltinRelation } from './store/builtin-belongings.entity.js';
import { BuiltinOperation, BuiltinSession } from './store/builtin-operation.entity.js';

import { DirectoryNote, DirectoryOperation, DirectorySecret } from './store/directory-note.entity.js';

export {
  abilitiesOf, Directory, Directories, DIRECTORY_ABILITIES, PROFILE_FIELDS, USER_TYPES, type Account, type AccountPage, type AccountQuery, type AccountState, type AddressOnFile, type CheckedEntitlements, type DirectoryAbilities,
  type DirectoryAbility, type DirectoryFinding, type EntitlementName, type FactName, type PasswordObjection, type PinArea, type PostalAddress, type ProfileChanges, type ProfileField, type Registration, type Relation, type UserType,
} from './directory.js';
export { DirectoryCannot, DirectoryMisconfigured, DirectoryPasswordRefused, DirectoryRefused, DirectorySecretElsewhere, DirectoryTaken, DirectoryUnreachable } from './directory.faults.js';
export { makeSpokenPassword, makeTemporaryPassword, spokenParts, type RandomBelow } from './domain/password-recipe.js';
export { objectionsToPassword, MAXIMUM_LENGTH, type PasswordRules, type PolicyObjection } from './domain/password-policy.js';
export { isGuessable } from './adapters/guessability.js';
export { passwordRulesFor } from './password-rules.js';
export { ChosenDirectories } from './adapters/chosen-directories.js';
export { KeycloakDirectory } from './adapters/keycloak/keycloak-directory.js';
export { LdapDirectory } from './adapters/ldap/ldap-directory.js';
export { DirectoryMemory } from './adapters/remote/directory-memory.js';
export { ScimDirectory } from './adapters/scim/scim-directory.js';
export { WebhookDirectory } from './adapters/webhook/webhook-directory.js';
export { DirectorySecrets } from './actions/directory-secrets.js';
export { BuiltinDirectory } from './adapters/builtin-directory.js';
export { PortalAccount, type SavedCodesMade } from './actions/portal-account.js';
export { PortalSignIn, type PortalSignInAnswer } from './actions/portal-sign-in.js';
export { OpenPinArea } from './actions/open-pin-area.js';
export { CreateBuiltinAccount, type BuiltinAccountToCreate, type RegistrationToMake } from './actions/create-builtin-account.js';
export { domainsOfAccounts } from './store/builtin.queries.js';
export { DirectoryModule } from './directory.module.js';
export const directoryEntities = [BuiltinAccount, BuiltinAddress, BuiltinPhone, BuiltinOperation, BuiltinSession, BuiltinRelation, BuiltinEntitlement, DirectoryNote, DirectoryOperation, DirectorySecret];

import type { Texts } from '../de.js';
import { formMistakes, profileMistakes } from './profile-mistakes.js';

export const profiles = {
  title: 'Portals', lead: 'A profile says how a portal works: brand, mailboxes, queues, promises, playbooks, directory.', open: 'See and change portal profiles', openHint: 'Keep them as files, change them, bring them in again.',
  inService: 'In service', download: 'Download profile', downloadOf: (name) => `Download profile: ${name}`,
  bringIn: 'Bring in a profile', bringInHint: 'Choose a YAML file. Rekey checks it first and shows what would change. Only then does it count.', choose: 'Choose a file …',
  same: (key) => `The profile “${key}” is in service exactly like this.`, isNew: (key) => `A new portal, “${key}”.`,
  changes: (key, count) => (count === 1 ? `One place changes in the profile “${key}”:` : `${count} places change in the profile “${key}”:`),
  weighty: 'Matters for safety: before → after', unnamed: (count) => (count === 1 ? 'And one more place.' : `And ${count} more places.`), hash: 'Checksum (SHA-256), as it stands in the audit:',
  add: 'Add the portal', replace: 'Replace the profile', done: (key) => `The profile “${key}” counts now.`, wrongPlaces: 'What does not fit: line, column, place', mistakes: { ...formMistakes, ...profileMistakes },
} satisfies Texts['profiles'];

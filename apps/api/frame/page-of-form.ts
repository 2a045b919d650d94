import { CLEAN_PATHS, type LinkKind } from './link-kinds.js';

/** Pages that take their own form. */
const OWN_FORM: readonly string[] = ['/r/code', '/r/forgotten'];

/**
 * Which page a form stands on, by the address it goes to: what answers a form can be asked for there, in another language, without sending anything again.
 * Most forms go to addresses that only take forms (`/t/letter`), and asking for one of those would open what is no page.
 */
export function pageOfForm(path: string): string {
  if (OWN_FORM.includes(path)) return path;
  const [, first = '', second = ''] = path.split('/');
  if (Object.hasOwn(CLEAN_PATHS, first)) return CLEAN_PATHS[first as LinkKind];
  if (first === 'portal') return `/portal/${second}`;
  return first === 'playground' ? '/playground' : path;
}

import { header, says, type Screen } from './screen.js';

/** Newsletters and lists (RFC 2919, RFC 2369): one among many recipients asks us nothing. */
export const mailingList: Screen = (mail, { ownDomains }) => {
  // A support address that is itself a list adds these headers to what people write to it.
  const lists = [header(mail, 'list-id'), header(mail, 'list-post')].flatMap(namesOfList);
  if (ownDomains.some((domain) => lists.some((list) => list === domain || list.endsWith(`.${domain}`) || list.endsWith(`@${domain}`)))) return undefined;
  const verdict = { mailClass: 'mailing-list', disposition: 'set-aside' } as const;
  for (const name of ['list-id', 'list-post', 'list-unsubscribe', 'list-unsubscribe-post', 'x-mailing-list', 'feedback-id', 'x-campaign', 'x-campaignid', 'x-mc-user']) {
    if (header(mail, name) !== '') return says(verdict, `${name}: ${header(mail, name)}`);
  }
  const precedence = header(mail, 'precedence').toLowerCase();
  if (['bulk', 'list', 'junk'].includes(precedence)) return says(verdict, `precedence: ${precedence}`);
  return undefined;
};

/**
 * What stands in angle brackets (RFC 2919 section 3, RFC 2369 section 3.4), for only that names the list; without any, a
 * single word is the name, as some list managers write it.
 */
function namesOfList(value: string): string[] {
  const bracketed = [...value.matchAll(/<([^<>]*)>/g)].map(([, inside]) => inside!);
  const names = bracketed.length > 0 ? bracketed : /[\s<>]/.test(value) ? [] : [value];
  return names.map((name) => name.trim().toLowerCase().replace(/\?.*$/, ''));
}

import { header, says, type Screen } from './screen.js';

/** Newsletters and lists (RFC 2919, RFC 2369): one among many recipients asks us nothing. */
export const mailingList: Screen = (mail, { ownDomains }) => {
  // A support address that is itself a list adds these headers to what people write to it.
  const list = `${header(mail, 'list-id')} ${header(mail, 'list-post')}`.toLowerCase();
  if (ownDomains.some((domain) => new RegExp(`[@.]${domain.replaceAll('.', '\\.')}>`).test(list))) return undefined;
  const verdict = { mailClass: 'mailing-list', disposition: 'set-aside' } as const;
  for (const name of ['list-id', 'list-post', 'list-unsubscribe', 'list-unsubscribe-post', 'x-mailing-list', 'feedback-id', 'x-campaign', 'x-campaignid', 'x-mc-user']) {
    if (header(mail, name) !== '') return says(verdict, `${name}: ${header(mail, name)}`);
  }
  const precedence = header(mail, 'precedence').toLowerCase();
  if (['bulk', 'list', 'junk'].includes(precedence)) return says(verdict, `precedence: ${precedence}`);
  return undefined;
};

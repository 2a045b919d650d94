import type { PortalProfile } from './profile.js';

export interface HowToRead {
  readonly folders: readonly string[];
  readonly afterKeep: { readonly flag: string } | { readonly moveTo: string } | undefined;
}

/** What a portal's profile says about reading one of its mailboxes. */
export function howToRead(profile: Pick<PortalProfile, 'mailboxes'> | undefined, mailbox: { readonly address: string; readonly folder: string }): HowToRead {
  const entry = profile?.mailboxes.find(({ address }) => address.toLowerCase() === mailbox.address);
  return { folders: entry?.folders ?? [mailbox.folder], afterKeep: entry?.afterKeep };
}

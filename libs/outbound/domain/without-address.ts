import { maskAddress } from '#kernel';

/** What became of a mail, for those who see its recipient masked: relays like to repeat the address. */
export function withoutAddress(failure: string | null, recipient: string): string | null {
  if (failure === null) return null;
  const written = recipient.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return failure.replaceAll(new RegExp(written, 'gi'), maskAddress(recipient));
}

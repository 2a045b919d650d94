import { PortalProfileText, PortalProfileVerdict } from '#contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../call.js';
import { withProof } from '../shell/proof-dialog.js';

/** Saves a portal's profile as a file. */
export async function downloadProfile(key: string): Promise<void> {
  const { yaml } = await call('GET', `/portals/${encodeURIComponent(key)}/profile`, { reply: PortalProfileText });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([yaml], { type: 'application/yaml' }));
  link.download = `${key}.yaml`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Looks at a chosen profile, and takes it into service; both say no with the lines that are wrong. */
export function useProfileImport() {
  const client = useQueryClient();
  const check = useMutation({ meta: { quiet: true }, mutationFn: (yaml: string) => call('POST', '/portals/profiles/check', { reply: PortalProfileVerdict, body: { yaml } }) });
  const bringIn = useMutation({
    meta: { quiet: true },
    mutationFn: (yaml: string) => withProof(() => call('POST', '/portals/profiles', { reply: PortalProfileVerdict, body: { yaml } })),
    onSuccess: () => client.invalidateQueries(),
  });
  return { check, bringIn };
}

export interface Neighbour {
  readonly what: string;
  readonly programs: readonly string[];
  readonly packages: readonly string[];
}
export const NEIGHBOURS: Readonly<Record<'dovecot' | 'cyrus' | 'redis' | 'openldap' | 'samba' | 'clamav' | 'chromium', Neighbour>>;
export function hasProgram(name: string): boolean;
export function hasNeighbour(key: keyof typeof NEIGHBOURS): boolean;
export function mayInstall(): boolean;
export function installNeighbours(keys: readonly (keyof typeof NEIGHBOURS)[]): Promise<void>;

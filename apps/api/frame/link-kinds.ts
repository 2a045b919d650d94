/** The kinds of links in our mails, by the first segment of their path, and where each goes once the token is out of the address. */
export const CLEAN_PATHS = { r: '/r/set', a: '/a/set', p: '/p/confirm', s: '/s/show', c: '/c/report', t: '/t/status', v: '/v/answer', d: '/d/data', n: '/n/pause' } as const;
export type LinkKind = keyof typeof CLEAN_PATHS;

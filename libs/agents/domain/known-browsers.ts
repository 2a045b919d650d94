import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import { DAY_MS } from '#kernel';

/** Who signs in once in half a year is still known; every sign-in begins it anew. Browsers keep no cookie longer than 400 days. */
export const KNOWN_BROWSER_DAYS = 180;

/** In this browser this agent has signed in before. */
export interface KnownBrowser {
  readonly agentId: string;
  /** Random, of this browser and this sign-in: by it the tries that come from there are counted. */
  readonly id: string;
  readonly since: Date;
}

/**
 * The mark for the browser's cookie: agent, id and time with their HMAC-SHA256, all in base64url or digits. It is no credential: it opens
 * nothing and shortens nothing but the wait that strangers caused; password and second factor are asked for as everywhere.
 */
export function markOf({ agentId, id, since }: KnownBrowser, key: KeyObject): string {
  const said = `${agentId}.${id}.${since.getTime()}`;
  return `${said}.${macOf(said, key)}`;
}

/** Whose browser this mark says it is; undefined when we did not write it, or too long ago. Any text may be given. */
export function readMark(mark: string | undefined, key: KeyObject, now: Date): KnownBrowser | undefined {
  const parts = /^(?<said>(?<agentId>[\da-f-]{36})\.(?<id>[\w-]{20,60})\.(?<since>\d{13}))\.(?<mac>[\w-]{43})$/.exec(mark ?? '')?.groups;
  if (!parts || !timingSafeEqual(Buffer.from(macOf(parts.said!, key)), Buffer.from(parts.mac!))) return undefined;
  const since = new Date(Number(parts.since));
  return now.getTime() - since.getTime() < KNOWN_BROWSER_DAYS * DAY_MS ? { agentId: parts.agentId!, id: parts.id!, since } : undefined;
}

/** Whether this agent still goes by it: theirs, and written since the last time that all were taken back (null: never). */
export function isKnownTo(agent: { readonly id: string; readonly knownBrowsersSince?: Date | null | undefined }, browser: KnownBrowser): boolean {
  return browser.agentId === agent.id && (!agent.knownBrowsersSince || browser.since >= agent.knownBrowsersSince);
}

function macOf(said: string, key: KeyObject): string {
  return createHmac('sha256', key).update(said).digest('base64url');
}

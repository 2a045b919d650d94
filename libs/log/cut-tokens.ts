const TOKEN = /(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/g;

/** Replaces anything that looks like one of our 43-character tokens (T8, R37). */
export function cutTokens(text: string): string {
  return text.replace(TOKEN, '[token]');
}

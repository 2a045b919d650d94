/** A warning beside the sender: its name, and what it is about where it says so. */
export function flagOf(warning: string): { readonly name: string; readonly about: string } {
  const at = warning.indexOf(':');
  return at < 0 ? { name: warning, about: '' } : { name: warning.slice(0, at), about: warning.slice(at + 1) };
}

/** DKIM, SPF and the others are names, in every language. */
export function methodName(method: string): string {
  return method.toUpperCase();
}

import type { Server } from 'node:http';

export interface ReferenceAccount {
  username: string;
  givenName: string;
  familyName: string;
  addresses: readonly string[];
  password: string;
  phone?: string | undefined;
  state?: string | undefined;
  facts?: Readonly<Record<string, string>> | undefined;
  privileged?: boolean | undefined;
  group?: string | undefined;
  postalAddress?: readonly string[] | undefined;
}

export class ReferencePortal {
  constructor(given: { signingKey: string; now?: () => Date });
  readonly sessions: ReadonlyMap<string, string>;
  add(account: ReferenceAccount): string;
  signIn(username: string, password: string): { answer: 'in' | 'must-change' | 'out'; token?: string };
  handle(body: string, signature: string | undefined): { status: number; answer: unknown };
  listen(port: number, host?: string): Promise<Server>;
}

export const ABILITIES: readonly string[];

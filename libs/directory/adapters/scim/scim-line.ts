import type { Secret } from '#kernel';
import type { SettingsOf } from '#portals';
import type { z } from 'zod';
import { DirectoryRefused, DirectoryTaken, DirectoryUnreachable } from '../../directory.faults.js';
import { callJson, type JsonRequest } from '../http/json-call.js';
import { SCIM_TYPE, ScimError, withoutNulls } from './scim-wire.js';

interface LineParts {
  readonly portalKey: string;
  readonly settings: SettingsOf<'scim'>;
  readonly secrets: { of(portalKey: string, settings: SettingsOf<'scim'>): Promise<Secret | undefined> };
}

interface ScimCall {
  readonly method: JsonRequest['method'];
  readonly path: string;
  readonly body?: object;
}

/** The line to one service, with our bearer token. */
export class ScimLine {
  constructor(private readonly parts: LineParts) {}

  async ask<Type extends z.ZodType>(shape: Type, path: string): Promise<z.output<Type>> {
    return shaped(shape, (await this.call({ method: 'GET', path })).body);
  }

  /**
   * One call. A status that is `expected` is an answer as good as any.
   *
   * @throws DirectoryUnreachable also when our token is not taken, or something in front of the service answered
   * @throws DirectoryTaken for a name or address of somebody else (409)
   * @throws DirectoryRefused for every other no
   */
  async call({ method, path, body }: ScimCall, expected: readonly number[] = []): Promise<{ readonly status: number; readonly body: unknown }> {
    const { portalKey, settings, secrets } = this.parts;
    const token = await secrets.of(portalKey, settings);
    if (!token) throw new DirectoryUnreachable(`no token was set for ${portalKey}: rekey directory secret ${portalKey}`);
    const answer = await callJson({
      url: `${settings.url.replace(/\/$/, '')}${path}`, method, timeoutMs: settings.timeoutSeconds * 1_000, ...(body && { body: JSON.stringify(body) }),
      headers: { authorization: `Bearer ${token.reveal()}`, accept: SCIM_TYPE, ...(body && { 'content-type': SCIM_TYPE }) },
    });
    // What stands in front of the service (a proxy, a sign-in page) answers too, and in no JSON: nothing was done by that.
    if (answer.status !== 204 && answer.status !== 401 && answer.body === undefined) throw new DirectoryUnreachable(`${settings.url} answered ${answer.status} without JSON`);
    if (answer.status < 300 || expected.includes(answer.status)) return answer;
    // The token, not the account: nothing is wrong with what was asked.
    if (answer.status === 401) throw new DirectoryUnreachable(`${settings.url} does not take our token`);
    if (answer.status === 403) throw new DirectoryRefused(`${shapeOf(method, path)}: our token gives us no right to this`);
    const { scimType, detail } = ScimError.safeParse(answer.body).data ?? {};
    if (answer.status === 409 || scimType === 'uniqueness') throw new DirectoryTaken(/user ?name/i.test(detail ?? '') ? 'username' : 'address');
    throw new DirectoryRefused(`${shapeOf(method, path)}: ${answer.status} ${scimType ?? ''}`.trim());
  }
}

/** @throws DirectoryRefused when it is something else */
export function shaped<Type extends z.ZodType>(shape: Type, body: unknown): z.output<Type> {
  const read = shape.safeParse(withoutNulls(body));
  if (read.success) return read.data;
  throw new DirectoryRefused(`the service answered with something else: ${read.error.issues[0]?.path.join('.')}`);
}

/** For a message: without what was searched or whom it is about. */
function shapeOf(method: string, path: string): string {
  return `${method} ${path.split('?')[0]?.replace(/\/Users\/.*/, '/Users/…')}`;
}

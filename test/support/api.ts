import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { RequestMethod, type Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { AddAgent, type Limits, type Role } from '#agents';
import { ImportPortal, shippedProfiles } from '#portals';
import { freePort } from '../../apps/ops/embedded/ports.js';
import { NEEDS, PUBLIC, type Need } from '../../apps/api/gate/needs.js';
import { openApi, type OpenedApi } from '../../apps/api/open-api.js';
import { AgentClient } from './agent-client.js';
import { dropDatabase, freshDatabaseUrl } from './database.js';

export const PASSWORD = 'a long enough test password';

/** One route as its controller declares it. */
export interface DeclaredRoute {
  readonly method: string;
  readonly path: string;
  readonly need: Need | undefined;
  readonly isPublic: boolean;
}

/** The HTTP door alone, on a database of its own. Mails are queued and nobody sends them. */
export class TestApi {
  private constructor(readonly opened: OpenedApi, readonly databaseUrl: string, readonly url: string) {}

  static async open(more: NodeJS.ProcessEnv = {}): Promise<TestApi> {
    const [databaseUrl, port] = await Promise.all([freshDatabaseUrl(), freePort()]);
    const environment: NodeJS.ProcessEnv = {
      REKEY_DATABASE_URL: databaseUrl, REKEY_QUEUE_URL: 'postgres:', REKEY_SECRET_KEY: `api-spec-${'k'.repeat(40)}`, REKEY_PUBLIC_URL: `http://localhost:${port}`, REKEY_HTTP_PORT: String(port),
      REKEY_LOG_LEVEL: 'silent', REKEY_OUTBOUND_SMTP_URL: 'smtp://127.0.0.1:9', REKEY_AGENTS_REQUIRE_SECOND_FACTOR: 'false', REKEY_STORAGE_URL: 'file:/tmp/rekey-api-spec', ...more,
    };
    const opened = await openApi({ environment });
    const api = new TestApi(opened, databaseUrl, `http://localhost:${port}`);
    for (const { yaml } of await shippedProfiles()) await opened.app.get(ImportPortal, { strict: false }).run(yaml, { kind: 'operator' });
    return api;
  }

  get<T>(type: Type<T> | (abstract new (...given: never[]) => T)): T {
    return this.opened.app.get(type as Type<T>, { strict: false });
  }

  /** A new agent, signed in. */
  async agent(name: string, roles: Role[], portals: string[] = [], { trained = true, limits = {} }: { trained?: boolean; limits?: Limits } = {}): Promise<AgentClient> {
    const email = `${name}@desk.example`;
    const added = await this.get(AddAgent).run({ email, displayName: name, code: name.slice(0, 4), roles, portals, limits, locale: 'en', trained, password: PASSWORD });
    if (!added.allowed) throw new Error(JSON.stringify(added));
    return new AgentClient(this.url).signsIn(email, PASSWORD);
  }

  /** Every route of every controller. */
  routes(): DeclaredRoute[] {
    const controllers = [...this.opened.app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()].map(({ metatype }) => metatype as Type));
    return controllers.flatMap((controller) => Object.getOwnPropertyNames(controller.prototype).flatMap((name) => {
      const handler = (controller.prototype as Record<string, unknown>)[name];
      if (typeof handler !== 'function' || Reflect.getMetadata(METHOD_METADATA, handler) === undefined) return [];
      const read = <T>(key: symbol): T | undefined => (Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller)) as T | undefined;
      return [{
        method: RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number]!,
        path: `/${[Reflect.getMetadata(PATH_METADATA, controller), Reflect.getMetadata(PATH_METADATA, handler)].map((part: unknown) => String(part).replace(/^\/|\/$/g, '')).filter(Boolean).join('/')}`,
        need: read<Need>(NEEDS), isPublic: read<boolean>(PUBLIC) === true,
      }];
    }));
  }

  async close(): Promise<void> {
    await this.opened.close();
    await dropDatabase(this.databaseUrl);
  }
}

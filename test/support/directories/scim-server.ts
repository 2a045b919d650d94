import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:user';

type Row = Record<string, unknown> & { id: string };

interface Declared {
  ingress(handler: never): Declared;
  egress(handler: never): Declared;
  degress(handler: never): Declared;
}

/** A real SCIM 2.0 server (scimmy) over rows in memory, which takes passwords as some services do. */
export interface ScimServer {
  readonly url: string;
  readonly token: string;
  readonly rows: Map<string, Row>;
  /** Ids of members, of people and of other groups, by the name of the group. */
  readonly groups: Map<string, readonly string[]>;
  stop(): Promise<void>;
}

export async function startScimServer(): Promise<ScimServer> {
  const rows = new Map<string, Row>();
  const groups = new Map<string, readonly string[]>();
  const token = randomUUID();
  const notThere = (id: string): never => {
    throw new SCIMMY.Types.Error(404, null as never, `Resource ${id} not found`);
  };
  // Declared once for the process: scimmy keeps its resources in one place.
  const declare = SCIMMY.Resources.declare as unknown as (resource: unknown) => Declared;
  declare(SCIMMY.Resources.User.extend(SCIMMY.Schemas.EnterpriseUser, false))
    .ingress(((resource: { id?: string }, given: Record<string, unknown>) => {
      const data = JSON.parse(JSON.stringify(given)) as Record<string, unknown>;
      const id = resource.id ?? randomUUID();
      const before = rows.get(id);
      if (resource.id && !before) return notThere(resource.id);
      const userName = String(data['userName']);
      if ([...rows.values()].some((row) => row.id !== id && String(row['userName']).toLowerCase() === userName.toLowerCase())) throw new SCIMMY.Types.Error(409, 'uniqueness', 'the userName is taken');
      // A password is taken and never given back (RFC 7643 section 4.1.1).
      const row = { ...data, id, password: (given['password'] as string | undefined) ?? before?.['password'], meta: { ...(before?.['meta'] as object | undefined), created: (before?.['meta'] as { created?: string } | undefined)?.created ?? new Date().toISOString() } } as Row;
      rows.set(id, row);
      return shown(row);
    }) as never)
    .egress(((resource: { id?: string; filter?: { expression: string } }) => {
      if (resource.id) return rows.has(resource.id) ? shown(rows.get(resource.id)!) : notThere(resource.id);
      const all = [...rows.values()].map(shown);
      if (!resource.filter) return all;
      // User names, names and addresses compare without case (RFC 7643 section 4.1); ids are lower case anyway.
      // The library's filter trips over the dot in the name of the enterprise schema, so its attributes are laid beside the others.
      const lower = (JSON.parse(JSON.stringify(all).toLowerCase()) as Record<string, object>[]).map((row) => ({ ...row, ...row[ENTERPRISE] }));
      const fitting = new SCIMMY.Types.Filter(resource.filter.expression.toLowerCase().replaceAll(`${ENTERPRISE}:`, '')).match(lower) as unknown as { id: string }[];
      return all.filter((row) => fitting.some(({ id }) => id === row['id']));
    }) as never)
    .degress(((resource: { id?: string }) => {
      if (!rows.delete(resource.id!)) notThere(resource.id!);
    }) as never);
  declare(SCIMMY.Resources.Group)
    .egress(((resource: { id?: string; filter?: { match(all: object[]): object[] } }) => {
      const all = [...groups].map(([displayName, members]) => ({ id: displayName, displayName, members: members.map((value) => ({ value })) }));
      return resource.id ? (all.find(({ id }) => id === resource.id) ?? notThere(resource.id)) : resource.filter ? resource.filter.match(all) : all;
    }) as never);
  const set = SCIMMY.Config.set as unknown as (features: object) => void;
  set({ patch: true, filter: true, changePassword: true });
  const app = express();
  app.use('/scim', new SCIMMYRouters({
    type: 'bearer', docUri: 'https://directory.example/',
    handler: (request: { header(name: string): string | undefined }) => {
      if (request.header('Authorization') !== `Bearer ${token}`) throw new Error('this token is not ours');
      return 'rekey';
    },
  } as never) as never);
  const server: Server = await new Promise((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim`, token, rows, groups,
    stop: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

function shown({ password: _never, ...row }: Row): Record<string, unknown> {
  return row;
}

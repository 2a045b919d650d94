import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { headersFor } from './headers.js';

/** Beside the compiled house, or in its `dist` when we run from source. */
const ROOT = [join(import.meta.dirname, '../../../console'), join(import.meta.dirname, '../../../dist/console')].find((directory) => existsSync(join(directory, 'index.html')));

/** Whether the console was built. */
export function hasConsole(): boolean {
  return ROOT !== undefined;
}

/** What a file of the console is, wherever it was installed: only what lies in its own `assets` has a name that changes with the content. */
export function fileKind(root: string, path: string): 'asset' | 'console' {
  return /^assets[\\/]/.test(relative(root, path)) ? 'asset' : 'console';
}

/**
 * Serves the built console: hashed files for ever, the rest fresh. Its own paths are answered by the filter; a hashed file that is not there (any more) is
 * 404, or a browser would take the page for the script that it asked for.
 */
export async function serveConsole(app: NestFastifyApplication, https: boolean, attachmentsUrl: string | undefined): Promise<void> {
  if (!ROOT) return;
  await app.register(fastifyStatic as never, {
    root: ROOT,
    wildcard: false,
    cacheControl: false,
    index: ['index.html'],
    setHeaders: (reply: FastifyReply, path: string) => {
      for (const [name, value] of Object.entries(headersFor(fileKind(ROOT, path), { https, attachmentsUrl }))) void reply.header(name, value);
    },
  } as never);
  const http = app.getHttpAdapter().getInstance();
  for (const path of ['/assets', '/assets/*']) http.get(path, (_, reply) => reply.headers(headersFor('api', { https })).code(404).type('text/plain; charset=utf-8').send('not here'));
}

export function sendConsole(reply: FastifyReply): FastifyReply {
  return (reply.code(200) as FastifyReply & { sendFile(name: string): FastifyReply }).sendFile('index.html');
}

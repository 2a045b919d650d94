import fastifyCookie from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AgentsConfig } from '#agents';
import { ConfigProblems, HouseConfig, loadConfig, type Settings } from '#config';
import { newId } from '#kernel';
import { createLog, LogConfig, NestLog } from '#log';
import { serveConsole } from './answer/console-files.js';
import { headersFor } from './answer/headers.js';
import { Misfit, PROBLEM_TYPE, problemFor } from './answer/problem.js';
import { HttpConfig } from './api.config.js';
import { API_SECTIONS, ApiModule } from './api.module.js';
import { isRightHost } from './files/file-headers.js';
import { matchedRoute } from './gate/matched-route.js';
import { ApiDescription } from './watch/api-description.js';
import { Metrics } from './watch/metrics.js';

/** Ample for a long reply; nothing here takes files. */
const BODY_LIMIT_BYTES = 512 * 1024;

export interface ApiOptions {
  /** Instead of the process's own; for tests. */
  readonly environment?: NodeJS.ProcessEnv;
}

export interface OpenedApi {
  readonly app: NestFastifyApplication;
  /** Where it really listens; port 0 becomes a real one. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts the HTTP door and listens.
 *
 * @throws ConfigProblems when the environment does not fit
 */
export async function openApi({ environment }: ApiOptions = {}): Promise<OpenedApi> {
  const config = loadConfig([HouseConfig, ...API_SECTIONS], environment);
  const house = config.of.get(HouseConfig) as Settings<typeof HouseConfig>;
  const http = config.of.get(HttpConfig) as Settings<typeof HttpConfig>;
  const log = createLog('api', (config.of.get(LogConfig) as Settings<typeof LogConfig>).LEVEL);
  const https = house.PUBLIC_URL.startsWith('https:');
  refuseGuessedAddresses(https, http, config.of.get(AgentsConfig) as Settings<typeof AgentsConfig>);

  const adapter = new FastifyAdapter({
    trustProxy: http.TRUST_PROXY === '' ? false : http.TRUST_PROXY.split(',').map((address) => address.trim()),
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: true,
    genReqId: () => newId(),
    logger: false,
    // Some mail programs put a slash behind every link.
    routerOptions: { ignoreTrailingSlash: true },
    // Where no route was found yet, no filter is asked: a path that is none, or one that is too long.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => sendProblem(error, request, reply, https),
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.forRoot({ environment, demo: house.DEMO }), adapter, { logger: NestLog(log), abortOnError: false });
  await app.register(fastifyCookie as never);
  await serveConsole(app, https, house.ATTACHMENTS_URL);
  addHooks(app, house, https);
  app.get(ApiDescription).describe(app);
  await app.listen(http.PORT, http.HOST).catch(async (error: unknown) => {
    await app.close();
    throw listenProblem(error, http);
  });
  const url = (await app.getUrl()).replace('[::1]', 'localhost');
  log.info({ url }, 'the api is open');
  return { app, url, close: () => app.close() };
}

function sendProblem(error: Error, request: FastifyRequest, reply: FastifyReply, https: boolean): void {
  const { problem } = problemFor(error, request.id, new Date());
  void reply.headers({ ...headersFor('api', { https }), 'x-correlation-id': request.id }).code(problem.status).type(PROBLEM_TYPE).send(JSON.stringify(problem));
}

/** Where we cannot listen, in the words of the settings. */
function listenProblem(error: unknown, { PORT, HOST }: Settings<typeof HttpConfig>): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE': return new ConfigProblems([`REKEY_HTTP_PORT: port ${PORT} of ${HOST} is taken by another program`]);
    case 'EACCES': return new ConfigProblems([`REKEY_HTTP_PORT: port ${PORT} may not be opened by this user; from 1024 on everybody may`]);
    case 'EADDRNOTAVAIL': case 'ENOTFOUND': return new ConfigProblems([`REKEY_HTTP_HOST: ${HOST} is no address of this machine`]);
    default: return error;
  }
}

/** We speak http alone: behind https every address is the reverse proxy's, and everybody would be inside with it. */
function refuseGuessedAddresses(https: boolean, { TRUST_PROXY }: Settings<typeof HttpConfig>, { INSIDE_NETWORKS }: Settings<typeof AgentsConfig>): void {
  if (https && INSIDE_NETWORKS !== '' && TRUST_PROXY === '') throw new ConfigProblems(['REKEY_AGENTS_INSIDE_NETWORKS: needs REKEY_HTTP_TRUST_PROXY, or who is inside cannot be told from the reverse proxy']);
}

/** What every answer gets, whoever wrote it: its correlation id, headers that forbid, a number for the histogram. */
function addHooks(app: NestFastifyApplication, house: Settings<typeof HouseConfig>, https: boolean): void {
  const metrics = app.get(Metrics);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', async (request, reply) => {
    reply.header('x-correlation-id', request.id);
    // No path or query of ours has NUL, and PostgreSQL would choke on it.
    if (request.url.includes('%00')) throw new Misfit([{ path: '', message: 'NUL is not a character of a text' }]);
    // A host for attachments alone serves nothing else, so that nothing that was sent there shares an origin with us.
    if (!isRightHost(request.host, matchedRoute(request), house)) await reply.code(404).send('');
  });
  fastify.addHook('onSend', async (_request, reply, payload) => {
    if (!reply.hasHeader('content-security-policy')) reply.headers(headersFor('api', { https }));
    return payload;
  });
  fastify.addHook('onResponse', async (request, reply) => metrics.note(request, reply));
}

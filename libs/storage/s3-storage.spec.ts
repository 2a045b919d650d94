import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { execFile } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStorage } from './open-storage.js';
import { KeepsVersions, sha256Of, StorageFault, type Storage } from './storage.js';

const BYTES = Buffer.from('Hallo');
const NAME = sha256Of(BYTES);

/** A server of one answer; a real one is asked in `test/contracts/s3-storage.spec.ts`. */
describe('what a server says that is not well', () => {
  let server: Server;
  let storage: Storage;
  let answer: (response: ServerResponse) => void;
  let asked: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      request.resume().on('end', () => answer(response));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    storage = openStorage(`s3://desk?endpoint=http://127.0.0.1:${(server.address() as AddressInfo).port}`, { accessKeyId: 'AKIADESK', secretAccessKey: 'hunter2' });
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const error = (status: number, code: string) => (response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': 'application/xml' }).end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>in the words of the server</Message></Error>`);
  };

  it.each([
    [403, 'AccessDenied', /this access key may not do that; it needs s3:GetObject/],
    [403, 'RequestTimeTooSkewed', /the clock of this machine or of the server is wrong/],
    [400, 'ExpiredToken', /the credentials have expired; renew them/],
    [301, 'PermanentRedirect', /in another region or behind another endpoint; correct region and endpoint/],
    [400, 'AuthorizationHeaderMalformed', /in another region; correct region/],
    [404, 'NoSuchBucket', /no such bucket; make it/],
    [507, 'XMinioStorageFull', /there is no room left/],
    [501, 'NotImplemented', /in the words of the server \(501\)/],
  ])('%i %s has its sentence', async (status, code, sentence) => {
    answer = error(status, code);
    for (const ask of [() => storage.put(BYTES), () => storage.get(NAME), () => storage.has(NAME), () => storage.forget(NAME)]) {
      const fault = await ask().catch((thrown: unknown) => thrown);
      expect(fault).toBeInstanceOf(StorageFault);
      expect((fault as Error).message).toMatch(sentence);
      expect((fault as Error).message).not.toMatch(/hunter2|Signature/);
    }
  });

  it('a bucket that keeps versions forgets nothing, and is no place for what has to end', async () => {
    answer = (response) => response.writeHead(204, { 'x-amz-delete-marker': 'true', 'x-amz-version-id': 'of-the-marker' }).end();
    asked = [];
    for (const ask of [() => storage.forget(NAME), () => storage.proveForgetting(), () => storage.forget(NAME)]) {
      await expect(ask()).rejects.toThrow(KeepsVersions);
      await expect(ask()).rejects.toThrow(/the bucket keeps versions, so what is forgotten stays there; suspend its versioning/);
    }
    // It is found out with an object of its own; the one that should go is not even marked.
    expect(asked.filter((one) => one.includes(NAME))).toEqual([]);
    answer = (response) => response.writeHead(204, { 'x-amz-delete-marker': 'true', 'x-amz-version-id': 'null' }).end();
    await storage.forget(NAME);
  });

  it('a server that gives more than was asked for is cut short', async () => {
    answer = (response) => response.writeHead(200, { 'content-length': BYTES.length }).end(BYTES);
    expect(await storage.getBeginning(NAME, 2)).toEqual({ bytes: BYTES.subarray(0, 2), sizeBytes: BYTES.length });
  });

  it('is loaded for a bucket and never for a folder', async () => {
    const program = `import { openStorage } from '#storage';
      import { registerHooks } from 'node:module';
      let isLoaded = false;
      registerHooks({ resolve(name, context, next) { isLoaded ||= name.startsWith('@aws-sdk/'); return next(name, context); } });
      const storage = openStorage(process.argv[1]);
      await storage.has('0'.repeat(64)).catch(() => undefined);
      console.log(isLoaded);`;
    const isLoadedFor = async (place: string): Promise<string> => (await promisify(execFile)(process.execPath, ['--import', './test/support/typescript.mjs', '--conditions=source', '--input-type=module', '-e', program, place], { env: { AWS_EC2_METADATA_DISABLED: 'true' } })).stdout.trim();
    expect(await Promise.all([isLoadedFor('file:/nowhere'), isLoadedFor('s3://desk?endpoint=http://127.0.0.1:1')])).toEqual(['false', 'true']);
  });
});

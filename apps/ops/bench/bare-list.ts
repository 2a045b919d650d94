import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import pg from 'pg';
import { BUSY } from './filled-desk.js';

/**
 * What the parts alone can do, in a process of its own: node:http, one look-up of who is asking, the newest fifty of the
 * busy queue, JSON. Nothing checked, nothing logged. `node bare-list.js PORT`, with `REKEY_DATABASE_URL`.
 */
const client = new pg.Client({ connectionString: process.env['REKEY_DATABASE_URL'] });
await client.connect();
createServer((request, response) => {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  void answer(createHash('sha256').update(token).digest('hex')).then((body) => response.setHeader('content-type', 'application/json').end(body));
}).listen(Number(process.argv[2]), '127.0.0.1');

async function answer(hash: string): Promise<string> {
  await client.query({ name: 'who', text: 'select agent_id from api_token where token_hash = $1 and revoked_at is null', values: [hash] });
  const { rows } = await client.query({
    name: 'list', values: [BUSY.portal, BUSY.queue],
    text: `select id, number, portal_key, queue, state, priority, case_type, risk, subject, requester_name, requester_address, assignee_id, promised_by, first_answered_at, last_message_at, created_at, version
      from ticket where portal_key = $1 and queue = $2 and state <> 'closed' order by last_message_at desc, id desc limit 50`,
  });
  return JSON.stringify({ items: rows });
}

import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod';
import type { ActionTypeWord, EvidenceBody, Problem, Session, SignInBody, TicketRow, TicketView } from '#contracts';

/** The API said no. */
export class ApiRefusal extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.status} ${problem.code}: ${problem.title}`);
  }
}

/** Somebody at the desk, through the same API that the console uses. */
export class AgentClient {
  cookie = '';
  #csrf = '';
  session: Session | undefined;

  /** @param from the address that a trusted reverse proxy says one comes from */
  constructor(private readonly base: string, public from?: string) {}

  signsIn(email: string, password: string, code?: string): Promise<this> {
    return this.comesIn({ email, password, ...(code && { code }) });
  }

  async comesIn(body: z.input<typeof SignInBody>): Promise<this> {
    this.session = await this.#call<Session>('POST', '/api/v1/session', body);
    this.#csrf = this.session.csrf;
    return this;
  }

  get<Answer>(path: string): Promise<Answer> {
    return this.#call<Answer>('GET', path);
  }

  post<Answer>(path: string, body: unknown = {}): Promise<Answer> {
    return this.#call<Answer>('POST', path, body);
  }

  patch<Answer>(path: string, body: unknown): Promise<Answer> {
    return this.#call<Answer>('PATCH', path, body);
  }

  remove<Answer>(path: string): Promise<Answer> {
    return this.#call<Answer>('DELETE', path);
  }

  /** A file that a POST gives out. */
  async download(path: string): Promise<Buffer> {
    const answer = await fetch(this.base + path, { method: 'POST', headers: { origin: this.base, 'sec-fetch-site': 'same-origin', cookie: this.cookie, 'x-rekey-csrf': this.#csrf } });
    if (!answer.ok) throw new ApiRefusal((await answer.json()) as Problem);
    return Buffer.from(await answer.arrayBuffer());
  }

  ticket(number: string): Promise<TicketView> {
    return this.get<TicketView>(`/api/v1/tickets/${number}`);
  }

  /** Waits until a ticket of that requester is in a list. */
  async seesTicketOf(address: string, fits: (row: TicketRow) => boolean = () => true, patienceMs = 90_000): Promise<TicketView> {
    const until = Date.now() + patienceMs;
    while (Date.now() < until) {
      const { items } = await this.get<{ items: TicketRow[] }>('/api/v1/tickets?limit=100');
      const row = items.find((one) => one.requesterAddress === address && fits(one));
      if (row) return this.ticket(row.number);
      await wait(100);
    }
    throw new Error(`no ticket of ${address} within ${patienceMs} ms`);
  }

  evidence<Answer>(number: string, body: EvidenceBody): Promise<Answer> {
    return this.post<Answer>(`/api/v1/tickets/${number}/evidence`, body);
  }

  acts(number: string, type: ActionTypeWord, idempotencyKey = randomUUID()): Promise<{ actionId: string; state: string }> {
    return this.post(`/api/v1/tickets/${number}/actions`, { type, idempotencyKey });
  }

  /** The refusal of a call that must not succeed. */
  async refusalOf(call: Promise<unknown>): Promise<Problem> {
    try {
      await call;
    } catch (error) {
      if (error instanceof ApiRefusal) return error.problem;
      throw error;
    }
    throw new Error('the desk said yes, a no was expected');
  }

  /** The answer as text, whatever it is. */
  async says(method: string, path: string, body?: unknown): Promise<string> {
    return (await this.#fetch(method, path, body)).text;
  }

  async #call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const { text } = await this.#fetch(method, path, body);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }

  async #fetch(method: string, path: string, body?: unknown): Promise<{ readonly text: string }> {
    const answer = await fetch(this.base + path, {
      method,
      headers: {
        accept: 'application/json', origin: this.base, 'sec-fetch-site': 'same-origin',
        ...(this.from && { 'x-forwarded-for': this.from }), ...(this.cookie && { cookie: this.cookie }), ...(this.#csrf && { 'x-rekey-csrf': this.#csrf }), ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const set = answer.headers.getSetCookie().map((line) => line.split(';')[0]!);
    if (set.length > 0) this.cookie = set.join('; ');
    const text = await answer.text();
    if (!answer.ok) throw new ApiRefusal(JSON.parse(text) as Problem);
    return { text };
  }
}

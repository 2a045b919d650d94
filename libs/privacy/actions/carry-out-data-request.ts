import { Inject, Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import { AuditTrail, EndAudit } from '#audit';
import { HouseConfig, type Settings } from '#config';
import { Directories, type Account } from '#directory';
import { canonicalAddress, Clock, hashToken, newToken } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { MailToFile, TellHolder, usableAddresses } from '#recovery';
import { addEvent, announce, lockTicketById, type Ticket } from '#tickets';
import { FETCH_WITHIN_MS, whereToAnswer, type RequestResult, type RequestState } from '../domain/data-request.js';
import { DataRequest } from '../store/data-request.entity.js';
import { caseIdOf, countEnded, lockRequest } from '../store/data-requests.queries.js';
import { ERASURE_STEPS, keptOf, type Erasure } from '../store/erase-person.queries.js';

const AT_ONCE = 100;
const REKEY = { kind: 'rekey' } as const;

/**
 * Carries out what two people agreed on. Everything before the last transaction may be repeated and changes nothing the
 * second time; the last one writes the end, the mail and the audit together. So a crash anywhere leaves an approved request
 * that upkeep takes up again, and nobody is written to twice.
 */
@Injectable()
export class CarryOutDataRequest {
  constructor(
    private readonly database: Database, private readonly directories: Directories, private readonly endAudit: EndAudit, private readonly mail: MailToFile, private readonly holder: TellHolder, private readonly alarms: Alarms, private readonly audit: AuditTrail,
    private readonly clock: Clock, @Inject(HouseConfig.token) private readonly house: Settings<typeof HouseConfig>,
  ) {}

  /** Returns the state that the request has then. */
  async run(requestId: string): Promise<RequestState> {
    const request = await this.database.read((em) => em.findOneOrFail(DataRequest, { id: requestId }));
    if (request.state !== 'approved' || !request.scope) return request.state;
    return request.kind === 'erasure' ? this.#erase(request) : this.#handOver(request);
  }

  async #handOver({ id, ticketId, portalKey, scope }: DataRequest): Promise<RequestState> {
    const token = newToken();
    const directory = this.directories.of(portalKey);
    const [account] = (await Promise.all(scope!.accountRefs.map((ref) => directory.get(ref)))).filter((one) => one !== undefined);
    const onFile = scope!.accountRefs.length === 0 ? null : account ? usableAddresses(account) : [];
    return this.#settle(id, ticketId, async (tx, ticket, request, now) => {
      const expiresAt = new Date(now.getTime() + FETCH_WITHIN_MS);
      Object.assign(request, { downloadHash: hashToken(token), downloadUntil: expiresAt });
      const goesTo = whereToAnswer(ticket.requesterCanonical, onFile?.map(({ address }) => canonicalAddress(address)) ?? null);
      // Canonical forms are compared; written to is the address as its owner writes it.
      const to = goesTo === ticket.requesterCanonical ? ticket.requesterAddress : onFile?.find(({ address }) => canonicalAddress(address) === goesTo)?.address;
      if (to === undefined) throw new Error('no address is on file to which the copy may go');
      await this.#tell(tx, ticket, { to, kind: 'data-copy-ready', variables: { expiresAt: expiresAt.toISOString() }, secrets: { link: `${this.house.PUBLIC_URL}/d/${token}` } }, now);
      if (account) await this.#warnHolder(tx, ticket, account, now);
    });
  }

  /** Every address on file of the account whose data it is hears of it, with a way to say "that was not me", which also ends the link (R8, R9). */
  async #warnHolder(tx: EntityManager, ticket: Ticket, account: Account, now: Date): Promise<void> {
    const caseId = await caseIdOf(tx, ticket.id);
    if (caseId) await this.holder.within(tx, { ticket, caseId, account, event: 'data-copy-ready', by: 'agent', now });
  }

  async #erase({ id, portalKey, ticketId, scope }: DataRequest): Promise<RequestState> {
    const erasure: Erasure = { portalKey, scope: scope!, ticketId, now: this.clock.now(), most: AT_ONCE };
    for (const [name, step] of Object.entries(ERASURE_STEPS)) {
      for (;;) {
        // Counted in the transaction that ends it: a later attempt adds what the earlier ones did.
        const count = await this.database.transaction(async (tx) => {
          const changed = await step(tx, erasure);
          if (changed > 0) await countEnded(tx, id, name, changed);
          return changed;
        });
        if (count < AT_ONCE) break;
      }
    }
    const directory = this.directories.of(portalKey);
    const accounts = await Promise.all(scope!.accountRefs.map((ref) => directory.get(ref)));
    const keepsAccount = accounts.some(Boolean);
    return this.#settle(id, ticketId, async (tx, ticket, request, now) => {
      let threads = 0;
      for (const ref of scope!.accountRefs) if (await this.endAudit.forgetAccount(tx, { portalKey, ref })) threads += 1;
      const kept: RequestResult['kept'][number][] = [...(await keptOf(tx, erasure)), ...(keepsAccount ? [{ what: 'account', because: 'account' as const }] : [])];
      Object.assign(request, { scope: null, result: { ended: { ...request.result?.ended, ...(threads > 0 && { 'audit threads': threads }) }, kept } satisfies RequestResult });
      const keepsRunning = kept.some(({ because }) => because === 'open-ticket' || because === 'legal-hold' || because === 'running');
      await this.#tell(tx, ticket, { to: ticket.requesterAddress, kind: 'data-erased', variables: { happenedAt: now.toISOString(), keepsRunning, keepsAccount }, secrets: {} }, now);
    });
  }

  #settle(id: string, ticketId: string, finish: (tx: EntityManager, ticket: Ticket, request: DataRequest, now: Date) => Promise<void>): Promise<RequestState> {
    return this.database.transaction(async (tx): Promise<RequestState> => {
      const ticket = await lockTicketById(tx, ticketId);
      const request = await lockRequest(tx, id);
      if (!ticket || !request) throw new Error(`the ticket of request ${id} is gone`);
      if (request.state !== 'approved') return request.state;
      const now = this.clock.now();
      Object.assign(request, { state: 'done', settledAt: now });
      await finish(tx, ticket, request, now);
      await this.alarms.clear(tx, 'data-request-due', id);
      addEvent(tx, ticket.id, 'data-request.done', REKEY, { kind: request.kind }, now);
      await tx.flush();
      await announce(tx, { portal: ticket.portalKey, number: ticket.number });
      await this.audit.record(tx, {
        portalKey: request.portalKey, verb: 'data-request.done', actor: REKEY, ticketNumber: ticket.number, outcome: 'done',
        detail: { kind: request.kind, requestId: id, inTime: now < request.dueAt, ...(request.result && { ended: request.result.ended, kept: request.result.kept.length }) }, now,
      });
      return 'done';
    });
  }

  async #tell(tx: EntityManager, ticket: Ticket, mail: Answer, now: Date): Promise<void> {
    const queued = mail.kind === 'data-erased'
      ? await this.mail.within(tx, { ticket, account: null, address: { address: mail.to }, kind: mail.kind, variables: mail.variables, secrets: {}, toStranger: true, now })
      : await this.mail.within(tx, { ticket, account: null, address: { address: mail.to }, kind: mail.kind, variables: mail.variables, secrets: mail.secrets, toStranger: true, now });
    // Without its link the copy reaches nobody: the request stays approved, and upkeep tries again.
    if (!queued.allowed && mail.kind === 'data-copy-ready') throw new Error(`the mail with the link cannot be sent: ${queued.refusal}`);
    if (!queued.allowed) addEvent(tx, ticket.id, 'notice.not-sent', REKEY, { because: queued.refusal }, now);
  }
}

/** `to`: who gets it; `ticket.requesterAddress` or an address on file. */
type Answer = { readonly to: string } & (
  | { readonly kind: 'data-copy-ready'; readonly variables: { readonly expiresAt: string }; readonly secrets: { readonly link: string } }
  | { readonly kind: 'data-erased'; readonly variables: { readonly happenedAt: string; readonly keepsRunning: boolean; readonly keepsAccount: boolean }; readonly secrets: object });

import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Alarms } from '#alarms';
import { ReadMailboxHealth } from '#intake';
import { Clock } from '#kernel';
import { ReadTickets } from '#tickets';
import { LiveStreams } from './live-streams.js';
import { CheckReadiness } from './readiness.js';

/** Numbers for Prometheus. Labels are few and never carry an address, a token or a ticket. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  readonly #requests: Histogram<'method' | 'route' | 'status'>;

  constructor(tickets: ReadTickets, mailboxes: ReadMailboxHealth, readiness: CheckReadiness, live: LiveStreams, clock: Clock, alarms: Alarms) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry, prefix: 'rekey_api_' });
    this.#requests = new Histogram({
      name: 'rekey_http_request_seconds', help: 'how long answers took, by declared route', labelNames: ['method', 'route', 'status'], registers,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    });
    new Gauge({ name: 'rekey_live_streams', help: 'consoles that listen', registers, collect() { this.set(live.count); } });
    new Gauge({
      name: 'rekey_tickets_active', help: 'active tickets by portal, queue and whether their promise is broken', labelNames: ['portal', 'queue', 'overdue'], registers,
      async collect() {
        this.reset();
        for (const { portalKey: portal, queue, active, overdue } of await tickets.queues({ portals: [] }, clock.now())) {
          this.set({ portal, queue, overdue: 'no' }, active - overdue);
          this.set({ portal, queue, overdue: 'yes' }, overdue);
        }
      },
    });
    new Gauge({
      name: 'rekey_mailbox_caught_up_seconds', help: 'age of the moment up to which a portal\'s mailboxes are read; the watchdog\'s number', labelNames: ['portal'], registers,
      async collect() {
        this.reset();
        for (const { portalKey: portal, enabled, caughtUpAt } of await mailboxes.run()) {
          if (enabled) this.set({ portal }, caughtUpAt ? (clock.now().getTime() - caughtUpAt.getTime()) / 1_000 : Number.NaN);
        }
      },
    });
    new Gauge({
      name: 'rekey_mailbox_troubles', help: 'mailboxes by portal and by what ails them', labelNames: ['portal', 'trouble'], registers,
      async collect() {
        this.reset();
        for (const { portalKey: portal, troubles } of await mailboxes.run()) for (const trouble of troubles) this.inc({ portal, trouble });
      },
    });
    new Gauge({
      name: 'rekey_mailbox_token_seconds', help: 'time until the token of a portal\'s mailboxes ends, the shortest', labelNames: ['portal'], registers,
      async collect() {
        this.reset();
        const left = (await mailboxes.run()).filter(({ enabled, token }) => enabled && token?.expiresAt).map(({ portalKey, token }) => [portalKey, (token!.expiresAt!.getTime() - clock.now().getTime()) / 1_000] as const);
        for (const portal of new Set(left.map(([key]) => key))) this.set({ portal }, Math.min(...left.filter(([key]) => key === portal).map(([, seconds]) => seconds)));
      },
    });
    new Gauge({
      name: 'rekey_alarms_open', help: 'open alarms by kind', labelNames: ['kind'], registers,
      async collect() {
        this.reset();
        for (const [kind, count] of await alarms.counts()) this.set({ kind }, count);
      },
    });
    new Gauge({
      name: 'rekey_jobs', help: 'jobs by lane and state', labelNames: ['lane', 'state'], registers,
      async collect() {
        this.reset();
        for (const lane of readiness.lanes) {
          for (const [state, count] of Object.entries(await readiness.lane(lane).getJobCounts('waiting', 'active', 'delayed', 'failed'))) this.set({ lane, state }, count);
        }
      },
    });
  }

  /** Called after every answer. The declared route, not the path: paths carry tokens. */
  note(request: FastifyRequest, reply: FastifyReply): void {
    this.#requests.observe({ method: request.method, route: request.routeOptions?.url ?? 'none', status: String(reply.statusCode) }, reply.elapsedTime / 1_000);
  }
}

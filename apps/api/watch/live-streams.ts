import { Inject, Injectable, Logger, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { isPermitted, isPermittedInPart, ReadApiToken, ReadSession, seesWhole, type Caller, type Permission, type Place, type SignedIn, type TokenCaller } from '#agents';
import type { Settings } from '#config';
import { LiveEvent } from '#contracts';
import { Listener, PersistenceConfig } from '#persistence';
import { Portals } from '#portals';
import { LIVE_CHANNEL, ReadTickets } from '#tickets';
import { headersFor } from '../answer/headers.js';

const HEARTBEAT_MS = 15_000;
/** A console that does not read is cut off rather than kept in memory; its browser comes back by itself. */
const MOST_UNREAD_BYTES = 256 * 1024;
/** How often a stream's session or token is looked at: one that ended elsewhere, fell asleep or ran out hears nothing any more (R53). What is ended on purpose is said at once. */
const LOOK_EVERY_BEATS = 4;

/** Who may hear of what. */
const HEARING = { ticket: 'tickets.read', outbox: 'outbox.read', quarantine: 'quarantine.read', mailbox: 'mailboxes.read', alarm: 'alarms.read' } as const satisfies Record<LiveEvent['kind'], Permission>;

/** News that concern the whole desk. */
const EVERY_PORTAL = '*';

/** Said whenever somebody's rights change, a token or all sessions of theirs are ended, or they are sent away. */
const RightsChanged = z.object({ kind: z.literal('rights'), agentId: z.string() });

interface Stream {
  readonly caller: Caller;
  readonly reply: FastifyReply;
}

/** Server-sent events for the console: what PostgreSQL tells every process is passed on to those who may know. */
@Injectable()
export class LiveStreams implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #streams = new Set<Stream>();
  readonly #listener: Listener;
  readonly #log = new Logger('live');
  #timer: NodeJS.Timeout | undefined;
  #beats = 0;

  constructor(private readonly portals: Portals, private readonly tickets: ReadTickets, private readonly sessions: ReadSession, private readonly tokens: ReadApiToken, @Inject(PersistenceConfig.token) database: Settings<typeof PersistenceConfig>) {
    this.#listener = new Listener(database.URL, LIVE_CHANNEL, (payload) => void this.#hear(payload).catch((error: unknown) => this.#log.warn(String(error))));
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.#listener.start();
    this.#timer = setInterval(() => void this.#beat().catch((error: unknown) => this.#log.warn(String(error))), HEARTBEAT_MS);
    this.#timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    for (const stream of [...this.#streams]) this.#end(stream);
    await this.#listener.stop();
  }

  get count(): number {
    return this.#streams.size;
  }

  /** Takes the reply over until the browser goes away. */
  open(caller: Caller, reply: FastifyReply, https: boolean): void {
    reply.hijack();
    reply.raw.writeHead(200, { ...headersFor('api', { https }), 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', connection: 'keep-alive', 'x-accel-buffering': 'no' });
    reply.raw.write('retry: 2000\n\n');
    const stream: Stream = { caller, reply };
    this.#streams.add(stream);
    reply.raw.on('close', () => this.#streams.delete(stream));
  }

  /** Ends the streams of a session that has signed out. */
  endSession(sessionId: string): void {
    this.#endWhere((caller) => (caller as Partial<SignedIn>).sessionId === sessionId);
  }

  #endWhere(fits: (caller: Caller) => boolean): void {
    for (const stream of [...this.#streams]) if (fits(stream.caller)) this.#end(stream);
  }

  /** An empty payload means that something may have been missed: everybody asks again. */
  async #hear(payload: string): Promise<void> {
    if (payload === '') {
      const portals = await this.portals.list();
      for (const { key } of portals) for (const kind of Object.keys(HEARING) as LiveEvent['kind'][]) this.#tell({ kind, portal: key });
      return;
    }
    const said: unknown = JSON.parse(payload);
    const rights = RightsChanged.safeParse(said);
    // Its browser comes back by itself, and is asked anew what it may hear.
    if (rights.success) return this.#endWhere(({ agentId }) => agentId === rights.data.agentId);
    const event = LiveEvent.safeParse(said);
    if (event.success) this.#tell(event.data, await this.#place(event.data));
  }

  /** Where the ticket lies, if anybody listens who sees a part of its portal only. */
  async #place({ number, portal }: LiveEvent): Promise<Place | undefined> {
    const isAsked = number !== undefined && [...this.#streams].some(({ caller }) => !seesWhole(caller, portal));
    return isAsked ? this.tickets.place(number) : undefined;
  }

  #tell(event: LiveEvent, place?: Place): void {
    for (const stream of this.#streams) if (mayHear(stream.caller, event, place)) this.#write(stream, `data: ${JSON.stringify(event)}\n\n`);
  }

  async #beat(): Promise<void> {
    this.#beats += 1;
    for (const stream of [...this.#streams]) {
      if (this.#beats % LOOK_EVERY_BEATS === 0 && !(await this.#isGood(stream))) this.#end(stream);
      else this.#write(stream, ': still here\n\n');
    }
  }

  async #isGood({ caller }: Stream): Promise<boolean> {
    const { sessionId, tokenId } = caller as Partial<SignedIn & TokenCaller>;
    if (sessionId !== undefined) return this.sessions.isAlive(sessionId);
    return tokenId !== undefined && this.tokens.isAlive(tokenId);
  }

  #write(stream: Stream, text: string): void {
    if (stream.reply.raw.writableLength > MOST_UNREAD_BYTES) this.#end(stream);
    else stream.reply.raw.write(text);
  }

  #end(stream: Stream): void {
    this.#streams.delete(stream);
    stream.reply.raw.end();
  }
}

/** A ticket is named to those who see it (R54). What names none says only "look again", and the lists decide what there is to see. */
function mayHear(caller: Caller, { kind, portal, number }: LiveEvent, place: Place | undefined): boolean {
  const permission = HEARING[kind];
  if (portal === EVERY_PORTAL) return isPermitted(caller, permission);
  if (kind === 'quarantine' || (number !== undefined && place === undefined)) return isPermitted(caller, permission, portal);
  return number === undefined ? isPermittedInPart(caller, permission, portal) : isPermitted(caller, permission, place);
}

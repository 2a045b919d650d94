import { Body, Controller, Get, Inject, Param, Patch, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { actorOf, seesWhole, type Caller } from '#agents';
import { HouseConfig, type Settings } from '#config';
import { PreviewWordingBody, SaveWordingBody, WordingPreview, Wordings as WordingsAnswer, WordingsQuery, WordingView } from '#contracts';
import { Clock, LOCALES, refuse, type Locale } from '#kernel';
import { fixedIn, longestFor, MAIL_KINDS, PreviewWording, SaveWording, variantsOfWording, WORDED_KINDS, Wordings, type WordedKind } from '#outbound';
import { Portals } from '#portals';
import { Answers } from '../answer/answers.js';
import { headersFor } from '../answer/headers.js';
import { allowedOr, Refused } from '../answer/problem.js';
import { mustHaveProved } from '../gate/fresh-proof.js';
import { By, Needs } from '../gate/needs.js';
import { TicketViews } from './ticket-views.js';

const PortalKey = z.string().max(40);
const Kind = z.enum(WORDED_KINDS as [WordedKind, ...WordedKind[]]);
const LocaleWord = z.enum(LOCALES);

/** An empty document in which the console shows a mail: styles may apply, nothing may run or load. */
const EMPTY_PAGE = '<!doctype html><html><head><meta charset="utf-8"><title></title></head><body></body></html>';

/** What mails look like, and how a portal words them. Administrators only; to change them, also back to the shipped text, only with a fresh proof, as for the profile's file that holds the same words. */
@Controller('api/v1/wordings')
export class WordingsController {
  readonly #https: boolean;

  constructor(
    private readonly wordings: Wordings, private readonly saveWording: SaveWording, private readonly previewWording: PreviewWording, private readonly portals: Portals,
    private readonly views: TicketViews, private readonly clock: Clock, @Inject(HouseConfig.token) house: Settings<typeof HouseConfig>,
  ) {
    this.#https = house.PUBLIC_URL.startsWith('https:');
  }

  @Get() @Needs('portals.manage') @Answers(WordingsAnswer)
  async list(@By() caller: Caller, @Query({ schema: WordingsQuery }) { portal }: z.output<typeof WordingsQuery>): Promise<unknown> {
    await this.#portal(caller, portal);
    const changed = new Map((await this.wordings.list(portal)).map((row) => [`${row.kind} ${row.locale}`, row]));
    const items = WORDED_KINDS.flatMap((kind) => LOCALES.map((locale) => {
      const row = changed.get(`${kind} ${locale}`);
      return { kind, group: kind === 'frame' ? 'frame' : MAIL_KINDS[kind].group, locale, version: row?.version ?? 0, changed: row?.changed ?? 0, changedAt: row?.changedAt ?? null };
    }));
    return { items };
  }

  @Get('empty-page') @Needs('portals.manage')
  async emptyPage(@Res() reply: FastifyReply): Promise<void> {
    await reply.headers(headersFor('preview', { https: this.#https })).type('text/html; charset=utf-8').send(EMPTY_PAGE);
  }

  @Get(':portal/:kind/:locale') @Needs('portals.manage') @Answers(WordingView)
  async get(
    @By() caller: Caller, @Param('portal', { schema: PortalKey }) portal: string, @Param('kind', { schema: Kind }) kind: WordedKind, @Param('locale', { schema: LocaleWord }) locale: Locale,
  ): Promise<unknown> {
    await this.#portal(caller, portal);
    return this.#view(portal, kind, locale);
  }

  @Patch(':portal/:kind/:locale') @Needs('portals.manage') @Answers(WordingView)
  async save(
    @By() caller: Caller, @Param('portal', { schema: PortalKey }) portal: string, @Param('kind', { schema: Kind }) kind: WordedKind, @Param('locale', { schema: LocaleWord }) locale: Locale,
    @Body({ schema: SaveWordingBody }) body: z.output<typeof SaveWordingBody>,
  ): Promise<unknown> {
    await this.#portal(caller, portal);
    const now = this.clock.now();
    mustHaveProved(caller, now);
    allowedOr(await this.saveWording.run({ portalKey: portal, kind, locale, ...body, agentId: caller.agentId, actor: actorOf(caller, now) }));
    return this.#view(portal, kind, locale);
  }

  @Post(':portal/:kind/:locale/preview') @Needs('portals.manage') @Answers(WordingPreview)
  async preview(
    @By() caller: Caller, @Param('portal', { schema: PortalKey }) portal: string, @Param('kind', { schema: Kind }) kind: WordedKind, @Param('locale', { schema: LocaleWord }) locale: Locale,
    @Body({ schema: PreviewWordingBody }) body: z.output<typeof PreviewWordingBody>,
  ): Promise<z.input<typeof WordingPreview>> {
    await this.#portal(caller, portal);
    const { mail, judged } = await this.previewWording.run({ portalKey: portal, kind, locale, ...body });
    return { ...mail, problems: [...judged.problems], hints: [...judged.hints] };
  }

  /** Somebody else's portal and one that nobody has look alike. */
  async #portal(caller: Caller, portal: string): Promise<void> {
    if (!seesWhole(caller, portal) || !(await this.portals.list()).some(({ key }) => key === portal)) throw new Refused(refuse('portals.unknown'));
  }

  async #view(portal: string, kind: WordedKind, locale: Locale): Promise<unknown> {
    const { version, shipped, own, judged, history } = await this.wordings.get(portal, kind, locale);
    const names = await this.views.names(history.map(({ agentId }) => agentId));
    return {
      kind, locale, version, problems: judged.problems, variants: await variantsOfWording(kind),
      sentences: Object.entries(shipped).map(([key, text]) => ({ key, shipped: text, own: own[key] ?? null, longest: longestFor(key), fixed: fixedIn(kind).includes(key) })),
      history: history.map(({ agentId, ...row }) => ({ ...row, by: (agentId && names.get(agentId)?.displayName) ?? null })),
    };
  }
}

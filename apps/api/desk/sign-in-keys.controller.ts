import { Body, Controller, Delete, Get, Inject, Param, Post, Put, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { actorOf, ChangeAgentRights, IssueEnrolmentCode, ListAgents, ListKeys, ProveAgain, RegisterKey, RemoveKey, SignIn, whyNotGrant, type Caller, type SignedIn } from '#agents';
import { HouseConfig, type Settings } from '#config';
import { EnrolmentCode, KeyAsked, KeyAskedFor, Keys, NewKey, NewKeyBody, ReasonBody, RightsBody } from '#contracts';
import { Clock, refuse, type Actor } from '#kernel';
import { Portals, unknownPlaces } from '#portals';
import { Answers } from '../answer/answers.js';
import { allowedOr, Refused } from '../answer/problem.js';
import { asSignedIn } from '../gate/as-signed-in.js';
import { mustHaveProved } from '../gate/fresh-proof.js';
import { By, Ip, Needs, Public } from '../gate/needs.js';
import { knownBrowserMark } from '../gate/session-cookie.js';
import { Id } from './params.js';

/** Sign-in keys: what a browser asks them, and one's own. */
@Controller('api/v1/session')
export class SignInKeysController {
  constructor(
    private readonly signIn: SignIn, private readonly prove: ProveAgain, private readonly register: RegisterKey, private readonly remove: RemoveKey, private readonly keys: ListKeys,
    @Inject(HouseConfig.token) private readonly house: Settings<typeof HouseConfig>,
  ) {}

  @Post('key') @Public() @Answers(KeyAsked)
  async askToSignIn(@Body({ schema: KeyAskedFor }) body: z.output<typeof KeyAskedFor>, @Ip() ip: string, @Req() request: FastifyRequest): Promise<unknown> {
    return allowedOr(await this.signIn.askForKey({ ...body, ip, knownBrowser: knownBrowserMark(request, this.house.PUBLIC_URL) }));
  }

  @Post('proof/key') @Needs('signed-in', { beforeEnrolment: true }) @Answers(KeyAsked)
  async askToProve(@By() caller: Caller): Promise<unknown> {
    return allowedOr(await this.prove.askForKey(asSignedIn(caller).sessionId));
  }

  @Get('keys') @Needs('signed-in', { beforeEnrolment: true }) @Answers(Keys)
  async list(@By() caller: Caller): Promise<unknown> {
    return { items: await this.keys.run(asSignedIn(caller).agentId) };
  }

  @Post('keys/start') @Needs('signed-in', { beforeEnrolment: true }) @Answers(KeyAsked)
  async start(@By() caller: Caller): Promise<unknown> {
    return allowedOr(await this.register.start(asSignedIn(caller).sessionId));
  }

  @Post('keys') @Needs('signed-in', { beforeEnrolment: true }) @Answers(NewKey, 201)
  async finish(@By() caller: Caller, @Body({ schema: NewKeyBody }) body: z.output<typeof NewKeyBody>, @Ip() ip: string): Promise<unknown> {
    const { keyId } = allowedOr(await this.register.finish({ ...body, sessionId: asSignedIn(caller).sessionId, ip }));
    return { id: keyId };
  }

  @Delete('keys/:key') @Needs('signed-in') @Answers(undefined, 204)
  async takeOff(@By() caller: Caller, @Param('key', { schema: Id }) keyId: string): Promise<void> {
    allowedOr(await this.remove.own(asSignedIn(caller), keyId));
  }
}

/** Rights and sign-in keys of other people at the desk. Whoever changes them decides who comes in: only with a fresh proof, and never by token. */
@Controller('api/v1/agents/:id')
export class AgentKeysController {
  constructor(private readonly keys: ListKeys, private readonly remove: RemoveKey, private readonly codes: IssueEnrolmentCode, private readonly rights: ChangeAgentRights, private readonly agents: ListAgents, private readonly portals: Portals, private readonly clock: Clock) {}

  @Get('keys') @Needs('agents.manage') @Answers(Keys)
  async list(@By() caller: Caller, @Param('id', { schema: Id }) agentId: string): Promise<unknown> {
    await this.#mayManage(caller, agentId);
    return { items: await this.keys.run(agentId) };
  }

  @Post('keys/:key/removal') @Needs('agents.manage') @Answers(undefined, 204)
  async takeOff(@By() caller: Caller, @Param('id', { schema: Id }) agentId: string, @Param('key', { schema: Id }) keyId: string, @Body({ schema: ReasonBody }) { reason }: z.output<typeof ReasonBody>): Promise<void> {
    allowedOr(await this.remove.of(agentId, keyId, reason, this.#proved(caller)));
  }

  @Post('enrolment-code') @Needs('agents.manage') @Answers(EnrolmentCode)
  async enrolmentCode(@By() caller: Caller, @Param('id', { schema: Id }) agentId: string, @Body({ schema: ReasonBody }) { reason }: z.output<typeof ReasonBody>): Promise<unknown> {
    return allowedOr(await this.codes.run(agentId, reason, this.#proved(caller)));
  }

  @Put('rights') @Needs('agents.manage') @Answers(undefined, 204)
  async changeRights(@By() caller: Caller, @Param('id', { schema: Id }) agentId: string, @Body({ schema: RightsBody }) body: z.output<typeof RightsBody>): Promise<void> {
    const unknown = unknownPlaces(await this.portals.list(), body);
    if (unknown.length > 0) throw new Refused(refuse('agents.limits-unfit', { missing: unknown }));
    allowedOr(await this.rights.run({ ...body, agentId, actor: this.#proved(caller) }));
  }

  /** Whoever lets somebody in can be them: only those whose rights one could give. */
  async #mayManage(caller: Caller, agentId: string): Promise<void> {
    const agent = (await this.agents.run()).find(({ id }) => id === agentId);
    const why = agent ? whyNotGrant(caller, agent) : refuse('agents.unknown');
    if (why) throw new Refused(why);
  }

  #proved(caller: Caller): Actor {
    const now = this.clock.now();
    mustHaveProved(caller, now);
    return actorOf(caller as SignedIn, now);
  }
}

import { Body, Controller, Delete, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { toString as qrOf } from 'qrcode';
import type { z } from 'zod';
import { EnrolSecondFactor, isPermitted, PERMISSIONS, ProveAgain, proofFreshUntil, ReadSession, SignIn, SignOut, type Caller, type Permission, type SignedIn } from '#agents';
import { HouseConfig, type Settings } from '#config';
import { ProofBody, RightsLimits, SecondFactorConfirmBody, SecondFactorStart, Session, SignInBody } from '#contracts';
import { Answers } from '../answer/answers.js';
import { allowedOr } from '../answer/problem.js';
import { asSignedIn } from '../gate/as-signed-in.js';
import { By, Ip, Needs, Public } from '../gate/needs.js';
import { dropSessionCookie, knownBrowserMark, sessionToken, setKnownBrowserCookie, setSessionCookie } from '../gate/session-cookie.js';
import { LiveStreams } from '../watch/live-streams.js';

/** Signing in and out at the desk, proving again, binding a second factor. */
@Controller('api/v1/session')
export class SessionsController {
  constructor(
    private readonly signIn: SignIn, private readonly signOut: SignOut, private readonly sessions: ReadSession, private readonly prove: ProveAgain,
    private readonly enrol: EnrolSecondFactor, private readonly live: LiveStreams, @Inject(HouseConfig.token) private readonly house: Settings<typeof HouseConfig>,
  ) {}

  @Post() @Public() @Answers(Session)
  async open(@Body({ schema: SignInBody }) body: z.output<typeof SignInBody>, @Ip() ip: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    const { token, csrf, agent, knownBrowser } = allowedOr(await this.signIn.run({ ...body, ip, knownBrowser: knownBrowserMark(request, this.house.PUBLIC_URL) }));
    setSessionCookie(reply, this.house.PUBLIC_URL, token);
    if (knownBrowser) setKnownBrowserCookie(reply, this.house.PUBLIC_URL, knownBrowser);
    return this.#view(agent, csrf);
  }

  @Get() @Needs('signed-in', { beforeEnrolment: true }) @Answers(Session)
  read(@By() caller: Caller, @Req() request: FastifyRequest): unknown {
    return this.#view(asSignedIn(caller), this.sessions.csrfOf(sessionToken(request, this.house.PUBLIC_URL) ?? ''));
  }

  @Delete() @Needs('signed-in', { beforeEnrolment: true }) @Answers(undefined, 204)
  async close(@By() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const { sessionId } = asSignedIn(caller);
    await this.signOut.run(sessionId);
    this.live.endSession(sessionId);
    dropSessionCookie(reply, this.house.PUBLIC_URL);
  }

  @Post('proof') @Needs('signed-in', { beforeEnrolment: true }) @Answers(undefined, 204)
  async proveAgain(@By() caller: Caller, @Body({ schema: ProofBody }) body: z.output<typeof ProofBody>, @Ip() ip: string): Promise<void> {
    allowedOr(await this.prove.run({ ...body, sessionId: asSignedIn(caller).sessionId, ip }));
  }

  @Post('second-factor') @Needs('signed-in', { beforeEnrolment: true }) @Answers(SecondFactorStart)
  async startSecondFactor(@By() caller: Caller): Promise<unknown> {
    const { secret, otpauth } = allowedOr(await this.enrol.start(asSignedIn(caller).sessionId));
    return { secret, otpauth, qrSvg: await qrOf(otpauth, { type: 'svg', margin: 1 }) };
  }

  @Post('second-factor/confirm') @Needs('signed-in', { beforeEnrolment: true }) @Answers(undefined, 204)
  async confirmSecondFactor(@By() caller: Caller, @Body({ schema: SecondFactorConfirmBody }) { code }: z.output<typeof SecondFactorConfirmBody>, @Ip() ip: string): Promise<void> {
    allowedOr(await this.enrol.confirm({ sessionId: asSignedIn(caller).sessionId, code, ip }));
  }

  #view(agent: SignedIn, csrf: string): z.input<typeof Session> {
    const { agentId: id, email, displayName, code, locale, roles, portals, limits = {}, strength, hasSecondFactor, hasApp, keys, keyId, keyIsNeeded, isEnrolling, mustEnrolSecondFactor } = agent;
    return {
      agent: { id, email, displayName, code, locale, roles, portals, limits: limits as z.input<typeof RightsLimits> },
      permissions: (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => isPermitted(agent, permission)),
      csrf, strength, hasSecondFactor, hasApp, keys, keyId, keyIsNeeded, isEnrolling, mustEnrolSecondFactor, provedUntil: proofFreshUntil(agent).toISOString(), demo: this.house.DEMO,
    };
  }
}

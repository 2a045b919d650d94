import { timingSafeEqual } from 'node:crypto';
import { Controller, Get, Inject, NotFoundException, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '#config';
import { hashToken } from '#kernel';
import { HttpConfig } from '../api.config.js';
import { Public } from '../gate/needs.js';
import { ApiDescription } from './api-description.js';
import { Metrics } from './metrics.js';
import { CheckReadiness, type Readiness } from './readiness.js';

const HERE = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];

/** For those who watch over us: supervisors, Prometheus, people who write clients. */
@ApiExcludeController()
@Controller()
export class WatchController {
  constructor(
    private readonly readiness: CheckReadiness, private readonly metrics: Metrics, private readonly description: ApiDescription,
    @Inject(HttpConfig.token) private readonly http: Settings<typeof HttpConfig>,
  ) {}

  @Get('health/live') @Public()
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('health/ready') @Public()
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const readiness = await this.readiness.run();
    reply.code(readiness.status === 'down' ? 503 : 200);
    return readiness;
  }

  /** Not for everybody: the token, or a direct call from this machine. Anybody else hears that nothing is here. */
  @Get('metrics') @Public()
  async numbers(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!this.#mayMeasure(request)) throw new NotFoundException();
    await reply.type(this.metrics.registry.contentType).send(await this.metrics.registry.metrics());
  }

  @Get('api/openapi.json') @Public()
  describe(): object {
    return this.description.document;
  }

  #mayMeasure(request: FastifyRequest): boolean {
    const { METRICS_TOKEN: token } = this.http;
    if (token !== undefined) {
      const given = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
      return timingSafeEqual(Buffer.from(hashToken(given)), Buffer.from(hashToken(token.reveal())));
    }
    const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => request.headers[name] !== undefined);
    return !isForwarded && HERE.includes(request.socket.remoteAddress ?? '');
  }
}

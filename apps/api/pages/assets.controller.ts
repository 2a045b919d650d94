import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { headersFor } from '../answer/headers.js';
import { STYLE, STYLE_PATH } from '../frame/style.js';
import { PAGE_SCRIPTS } from '../pages/page-scripts.js';
import { Public } from '../gate/needs.js';

/** The style of the pages and their small scripts, under addresses that change with them. */
@ApiExcludeController()
@Public()
@Controller('page-assets')
export class AssetsController {
  @Get(':file')
  async style(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const path = request.url.split('?')[0]!;
    const script = Object.hasOwn(PAGE_SCRIPTS, path) ? PAGE_SCRIPTS[path] : undefined;
    if (script !== undefined) return void (await reply.headers(headersFor('asset')).type('text/javascript; charset=utf-8').send(script));
    const isCurrent = path === STYLE_PATH;
    await reply.headers(headersFor('asset')).code(isCurrent ? 200 : 404).type('text/css; charset=utf-8').send(isCurrent ? STYLE : '');
  }
}

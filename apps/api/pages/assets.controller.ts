import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { headersFor } from '../answer/headers.js';
import { STYLE, STYLE_PATH } from '../frame/style.js';
import { Public } from '../gate/needs.js';

/** The style of the pages, under an address that changes with it. */
@ApiExcludeController()
@Public()
@Controller('page-assets')
export class AssetsController {
  @Get(':file')
  async style(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const isCurrent = request.url.split('?')[0] === STYLE_PATH;
    await reply.headers(headersFor('asset')).code(isCurrent ? 200 : 404).type('text/css; charset=utf-8').send(isCurrent ? STYLE : '');
  }
}

import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HouseConfig, type Settings } from '#config';
import { SendFile } from '#intake';
import { chooseLanguage } from '../frame/language.js';
import { Public } from '../gate/needs.js';
import { fileHeaders } from './file-headers.js';
import { pageDocument } from './page-document.js';

/**
 * Everything that strangers sent, below a path (or on a host) of its own. Nothing here looks at cookies or tokens: the
 * address itself opens one thing for two minutes. Files are saved and never shown; pictures were drawn anew; HTML comes
 * with a policy that lets it do nothing.
 */
@ApiExcludeController()
@Public()
@Controller('f')
export class FilesController {
  constructor(private readonly sendFile: SendFile, @Inject(HouseConfig.token) private readonly house: Settings<typeof HouseConfig>) {}

  @Get(':token')
  async send(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const sent = await this.sendFile.run(token);
    if (!sent) {
      await reply.headers(fileHeaders('file', this.house)).code(404).type('text/plain; charset=utf-8').send('This address is over. Open the file again from the ticket. / Diese Adresse ist abgelaufen. Bitte im Ticket erneut öffnen.');
      return;
    }
    // Not awaited: a reply is a promise of its own end.
    void reply.headers(fileHeaders(sent.kind, this.house));
    if (sent.kind === 'page') await reply.type('text/html; charset=utf-8').send(pageDocument(sent.page, chooseLanguage(undefined, undefined, request.headers['accept-language'])));
    else if (sent.kind === 'picture') await reply.type(sent.type).send(sent.bytes);
    // Never as what it says it is: no browser gets an idea to open it.
    else await reply.header('content-disposition', sent.disposition).type('application/octet-stream').send(sent.bytes);
  }
}

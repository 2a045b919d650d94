import { Injectable } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** OpenAPI of the routes under `/api/v1`, made from the same contracts that check them. */
@Injectable()
export class ApiDescription {
  document: object = {};

  describe(app: NestFastifyApplication): void {
    const config = new DocumentBuilder()
      .setTitle('Rekey').setDescription('The helpdesk for people who are locked out. Errors are RFC 9457 problem details.').setVersion('1')
      .addCookieAuth('rekey').addBearerAuth().build();
    this.document = SwaggerModule.createDocument(app, config);
  }
}

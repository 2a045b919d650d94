import { Injectable } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

const DESCRIPTION = 'The helpdesk for people who are locked out. Errors are RFC 9457 problem details (`application/problem+json`) with a stable `code`. '
  + 'The console comes with a cookie, an integration with a bearer token (`rekey agent token issue`), both with the permissions of their agent. '
  + 'What needs a fresh sign-in proof – actions on credentials, rights and sign-in keys of others – a token cannot do: it has none to show and is refused with `recovery.fresh-proof-needed` or `session.proof-needed`.';

const TOKEN = 'made by `rekey agent token issue`; begins with `rekey_`, is no JWT, ends by itself, and never stands for a fresh sign-in proof';

/** Which every changing request of the console repeats; a token needs none. */
const CSRF_HEADER = {
  name: 'x-rekey-csrf', in: 'header', required: false, schema: { type: 'string' },
  description: 'with the session cookie: the `csrf` of GET or POST /api/v1/session; not with a bearer token',
} as const;
const CHANGING = ['post', 'put', 'patch', 'delete'] as const;

/** OpenAPI of the routes under `/api/v1`, made from the same contracts that check them. */
@Injectable()
export class ApiDescription {
  document: object = {};

  describe(app: NestFastifyApplication): void {
    const config = new DocumentBuilder()
      .setTitle('Rekey').setDescription(DESCRIPTION).setVersion('1')
      .addCookieAuth('rekey').addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'opaque', description: TOKEN }).build();
    this.document = completed(SwaggerModule.createDocument(app, config));
  }
}

/** What the decorators cannot say: the media type of problems, and the header of changing requests. */
function completed(document: OpenAPIObject): OpenAPIObject {
  for (const path of Object.values(document.paths)) {
    for (const method of CHANGING) if (path[method]) path[method].parameters = [...(path[method].parameters ?? []), CSRF_HEADER];
    for (const method of ['get', ...CHANGING] as const) {
      const problem = path[method]?.responses['default'];
      if (!problem || !('content' in problem) || !problem.content?.['application/json']) continue;
      problem.content = { 'application/problem+json': problem.content['application/json'] };
    }
  }
  return document;
}

import { applyDecorators, type ArgumentMetadata, HttpCode, Injectable, SerializeOptions, StandardSchemaSerializerInterceptor, StandardSchemaValidationPipe } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { Problem } from '#contracts';
import { Misfit } from './problem.js';

/** The contract of a route's answer: sent exactly so, described so, and nothing that the contract does not name. */
export function Answers(schema: z.ZodType | undefined, status = 200): MethodDecorator {
  return applyDecorators(
    HttpCode(status),
    ApiResponse({ status, ...(schema ? { standardSchema: schema as never } : {}) }),
    ApiResponse({ status: 'default', description: 'problem details (RFC 9457)', standardSchema: Problem as never }),
    ...(schema ? [SerializeOptions({ schema: schema as never })] : []),
  );
}

/** Parses what handlers return through the contract; moments become ISO text on the way, as they do in JSON. */
@Injectable()
export class ContractAnswers extends StandardSchemaSerializerInterceptor {
  constructor(reflector: Reflector) {
    super(reflector);
  }

  override async transformToPlain(answer: unknown, schema: Parameters<StandardSchemaSerializerInterceptor['transformToPlain']>[1]): Promise<Record<string, unknown>> {
    const result = await schema['~standard'].validate(JSON.parse(JSON.stringify(answer)));
    if (result.issues) throw new Error(`an answer broke its contract: ${result.issues.map(({ path, message }) => `${pathOf(path)} ${message}`).join('; ').slice(0, 2_000)}`);
    return result.value as Record<string, unknown>;
  }
}

/** Bodies, queries and parameters must fit their contract; unknown fields are refused by the contracts themselves. */
export function contractPipe(): StandardSchemaValidationPipe {
  return new ContractPipe({
    exceptionFactory: (issues) => new Misfit(issues.slice(0, 50).map((issue) => ({ path: pathOf(issue.path), message: issue.message }))),
  });
}

class ContractPipe extends StandardSchemaValidationPipe {
  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    const fitting = await super.transform(value, metadata);
    // PostgreSQL cannot keep U+0000 in a text.
    if (metadata.schema && /\\u0000/.test(JSON.stringify(fitting) ?? '')) throw new Misfit([{ path: '', message: 'NUL is not a character of a text' }]);
    return fitting;
  }
}

function pathOf(path: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined): string {
  return (path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
}

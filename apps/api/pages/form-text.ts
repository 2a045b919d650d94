import type { FastifyRequest } from 'fastify';

/** One text of a posted form; empty when it is not there, given twice or too long (T5: never a list). NUL is cut out. */
export function formText(request: FastifyRequest, name: string, most = 400): string {
  const body: unknown = request.body;
  const value: unknown = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' && value.length <= most ? value.replaceAll('\u0000', '') : '';
}

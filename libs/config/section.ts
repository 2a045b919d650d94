import type { z } from 'zod';

/** One room's settings: `REKEY_` + prefix + `_` + key, each with a shape and a sentence (`.describe`). */
export interface Section<Shape extends z.ZodRawShape = z.ZodRawShape> {
  readonly prefix: string;
  readonly shape: Shape;
  /** What must fit together, once each fits by itself; the sentence names the variables. Undefined: it does. */
  contradiction?(settings: { readonly [Key in keyof Shape]: z.output<Shape[Key]> }): string | undefined;
  /** The token under which Nest hands the parsed settings out. */
  readonly token: symbol;
}

export type Settings<S extends Section> = { readonly [Key in keyof S['shape']]: z.output<S['shape'][Key]> };

/**
 * Declares the settings of a room. An empty prefix gives plain `REKEY_KEY` names.
 *
 * Secrets use `z.string().transform((text) => new Secret(text))`, so they are blanked wherever they are printed. An address
 * whose path is one, such as a webhook's, says so with `.meta({ description, shown: 'origin' })` instead of `.describe`.
 */
export function section<Shape extends z.ZodRawShape>(prefix: string, shape: Shape, contradiction?: Section<Shape>['contradiction']): Section<Shape> {
  return { prefix, shape, ...(contradiction && { contradiction }), token: Symbol(`config:${prefix || 'house'}`) };
}

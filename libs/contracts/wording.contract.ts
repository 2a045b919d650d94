import { z } from 'zod';
import { Instant, LocaleWord } from './words.js';

/** GET /api/v1/wordings?portal: every mail, and what a portal says in its own words. */
export const WordingsQuery = z.strictObject({ portal: z.string().max(40) });
export const WordingRow = z.object({ kind: z.string(), group: z.string(), locale: LocaleWord, version: z.number().int(), changed: z.number().int(), changedAt: Instant.nullable() });
export type WordingRow = z.infer<typeof WordingRow>;
export const Wordings = z.object({ items: z.array(WordingRow) });

/** One mail in one language. `own` is null where the shipped sentence counts; `longest` is in characters; `fixed`: it always stays as shipped. */
export const Sentence = z.object({ key: z.string(), shipped: z.string(), own: z.string().nullable(), longest: z.number().int(), fixed: z.boolean() });
export type Sentence = z.infer<typeof Sentence>;
export const WordingFinding = z.object({ key: z.string(), code: z.string(), what: z.string() });
export type WordingFinding = z.infer<typeof WordingFinding>;

/** GET /api/v1/wordings/:portal/:kind/:locale, and the answer to PATCH. */
export const WordingView = z.object({
  kind: z.string(), locale: LocaleWord, version: z.number().int(), sentences: z.array(Sentence),
  problems: z.array(WordingFinding),
  /** In which other ways the mail is sent, `about.value`: to look at, not to word. */
  variants: z.array(z.string()),
  history: z.array(z.object({ version: z.number().int(), at: Instant, by: z.string().nullable(), changed: z.number().int() })),
});
export type WordingView = z.infer<typeof WordingView>;

const Words = z.record(z.string().max(40), z.string().max(8_000)).refine((words) => Object.keys(words).length <= 60, 'at most 60 sentences');

/** PATCH /api/v1/wordings/:portal/:kind/:locale: all sentences of the portal's own; none: back to the shipped text. */
export const SaveWordingBody = z.strictObject({ words: Words, version: z.number().int().min(0) });

/** POST /api/v1/wordings/:portal/:kind/:locale/preview: stores and sends nothing. */
export const PreviewWordingBody = z.strictObject({ words: Words, scheme: z.enum(['light', 'dark']), variant: z.string().max(80).optional() });
export const WordingPreview = z.object({ subject: z.string(), text: z.string(), html: z.string(), problems: z.array(WordingFinding), hints: z.array(WordingFinding) });
export type WordingPreview = z.infer<typeof WordingPreview>;

import { isMap, isNode, isPair, isSeq, LineCounter, parseDocument, stringify, visit, type Document, type Node } from 'yaml';
import { z } from 'zod';
import { LOCALES } from '#kernel';
import { PortalProfileSchema, type PortalProfile } from './profile.js';
import { contradictionsIn } from './profile-contradictions.js';
import { ASKED_FIELDS } from './playbook.js';
import { mistake, mistakeOf, mistakeOfYaml, type Mistake } from './profile-mistakes.js';

export interface ProfileProblem extends Mistake {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** `routes.2.queue`; empty for the whole text. */
  readonly path: string;
}

/** A portal's own sentences, by mail, language and sentence; what a room further right keeps and judges. */
const MailsSchema = z.record(z.string(), z.partialRecord(z.enum(LOCALES), z.record(z.string(), z.string())));
export type OwnMails = z.output<typeof MailsSchema>;

/** What stands in the file of a portal: its profile, and the texts of its mails, which are kept apart from it. */
const PortalFileSchema = PortalProfileSchema.extend({ mails: MailsSchema.optional() });

export type ParsedProfile =
  | {
    readonly ok: true;
    readonly profile: PortalProfile;
    /** Undefined: the file says nothing about them. */
    readonly mails: OwnMails | undefined;
    /** Something that the value at this path may not be. */
    readonly problem: (path: Path, mistake: Mistake) => ProfileProblem;
  }
  | { readonly ok: false; readonly problems: readonly ProfileProblem[] };

type Path = readonly (string | number)[];

/** Reads a portal profile and says everything that is wrong with it, each with the place where the text says so. */
export function parseProfile(yamlText: string): ParsedProfile {
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    return refused(document.errors.map((error) => ({ ...placeAt(lines, error.pos[0]), path: '', ...mistakeOfYaml(error) })));
  }
  // A profile needs none, and a few of them can unfold to gigabytes.
  const aliases = aliasesIn(document);
  if (aliases.length > 0) return refused(aliases.map((offset) => ({ ...placeAt(lines, offset), path: '', ...mistake('aliases') })));
  const place = (path: Path, key?: string) => placeAt(lines, offsetOf(document, path, key));
  const parsed = PortalFileSchema.safeParse(document.toJS(), { reportInput: true });
  if (!parsed.success) {
    return refused(parsed.error.issues.flatMap((issue) => problemsOf(issue as z.core.$ZodIssue, place)));
  }
  const { mails, ...profile } = parsed.data;
  const problem = (path: Path, { code, values, message }: Mistake): ProfileProblem => ({ ...place(path), path: path.join('.'), code, values, message });
  const contradictions = contradictionsIn(profile);
  if (contradictions.length === 0) return { ok: true, profile, mails, problem };
  return refused(contradictions.map(({ path, ...found }) => problem(path, found)));
}

/** The profile as YAML, with the portal's own mails where there are any; `parseProfile` gives the same back. */
export function exportProfile(profile: PortalProfile, mails: OwnMails = {}): string {
  return stringify({ ...profile, ...(Object.keys(mails).length > 0 && { mails }) }, { lineWidth: 120, aliasDuplicateObjects: false });
}

function refused(problems: readonly ProfileProblem[]): ParsedProfile {
  return { ok: false, problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column) };
}

/** An unknown key is shown where it stands; a missing one where its parent begins. */
function problemsOf(issue: z.core.$ZodIssue, place: (path: Path, key?: string) => { line: number; column: number }): ProfileProblem[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ ...place(path, key), path: [...path, key].join('.'), ...mistake('unknown-key', key) }));
  }
  return [{ ...place(path), path: path.join('.'), ...mistakeOf(issue, ASKED_FIELDS.join(', ')) }];
}

/** Where the value at `path` (or its key `key`) begins; where there is none, the nearest that is around it. */
function offsetOf(document: Document, path: Path, key?: string): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    node = isMap(node) || isSeq(node) ? node.get(step, true) : undefined;
    const start = startOf(node);
    if (start === undefined) return offset;
    offset = start;
  }
  if (key === undefined || !isMap(node)) return offset;
  const pair = node.items.find((item) => isPair(item) && isNode(item.key) && String(item.key) === key);
  return startOf(pair?.key) ?? offset;
}

function aliasesIn(document: Document): number[] {
  const offsets: number[] = [];
  visit(document, { Alias: (_key, alias) => void offsets.push(startOf(alias) ?? 0) });
  return offsets;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? ((node as Node).range?.[0] ?? undefined) : undefined;
}

function placeAt(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

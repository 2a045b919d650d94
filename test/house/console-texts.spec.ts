import { describe, expect, it } from '@jest/globals';
import { de } from '../../apps/console/texts/de.js';
import { en } from '../../apps/console/texts/en.js';
import { SCREEN_NAMES, SENDER_FLAGS } from '#intake';
import { variantsOfWording, WORDED_KINDS } from '#outbound';
import { FORM_MISTAKES, PROFILE_MISTAKES } from '#portals';
import { NOT_ACKNOWLEDGED_BECAUSE, TICKET_VERBS } from '#tickets';
import { POLICY_MISTAKES, RECOVERY_REFUSALS } from '#recovery';
import { sources } from './sources.js';

/** Answers to somebody else: to the requester on a public page, to the operator at the command line, to a script. */
const NOT_AT_THE_DESK = [
  /^portals?\.(?!profile-invalid|prefix-taken|unknown)/, /^recovery\.(link-|passwords-differ$|password-refused$)/, /^agents\.(email-|code-|no-role$|password-too-short$)/, /^request\.media-type$/,
];

function found(pattern: RegExp, files: string): string[] {
  const texts = sources(files).filter(({ path }) => !path.endsWith('.spec.ts')).map(({ text }) => text);
  return [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, word]) => word!)))];
}

describe.each([['German', de], ['English', en]] as const)('the console speaks %s', (_language, texts) => {
  it('and has a sentence for every refusal', () => {
    const codes = [...new Set([...found(/refuse\('([a-z.-]+)'/g, '{libs,apps/api}/**/*.ts'), ...RECOVERY_REFUSALS])].filter((code) => !NOT_AT_THE_DESK.some((pattern) => pattern.test(code)));
    expect(codes.length).toBeGreaterThan(40);
    expect(codes.filter((code) => !Object.hasOwn(texts.refusals.codes, code))).toEqual([]);
  });

  it('and has a sentence for everything odd about a sender, and for every reason to set a mail aside', () => {
    expect(SENDER_FLAGS.filter((name) => !Object.hasOwn(texts.words.senderWarnings, name))).toEqual([]);
    expect(SCREEN_NAMES.filter((name) => !Object.hasOwn(texts.words.screens, name))).toEqual([]);
  });

  it('and has words for everything that an account is known by', () => {
    const codes = found(/\bbecause: \[?'([a-z]+\.[a-z.-]+)'/g, 'libs/**/*.ts');
    expect(codes).toEqual(expect.arrayContaining(['page.login', 'office.registration']));
    expect(codes.filter((code) => !Object.hasOwn(texts.reasons, code))).toEqual([]);
  });

  it('and has words for every reason why a request was not acknowledged', () => {
    expect(NOT_ACKNOWLEDGED_BECAUSE.length).toBeGreaterThan(10);
    expect(NOT_ACKNOWLEDGED_BECAUSE.filter((because) => !Object.hasOwn(texts.reasons, because))).toEqual([]);
  });

  it('and has a sentence for every mistake in a portal profile', () => {
    const codes = [...FORM_MISTAKES, ...Object.keys(PROFILE_MISTAKES), ...Object.keys(POLICY_MISTAKES)];
    expect(codes.length).toBeGreaterThan(60);
    expect(codes.filter((code) => !Object.hasOwn(texts.profiles.mistakes, code))).toEqual([]);
  });

  it('and has words for every way in which a mail is sent', async () => {
    const keys = (await Promise.all(WORDED_KINDS.map((kind) => variantsOfWording(kind)))).flat().map((key) => [key.slice(0, key.indexOf('.')), key.slice(key.indexOf('.') + 1)] as const);
    expect(keys.length).toBeGreaterThan(100);
    expect(keys.filter(([about, value]) => !Object.hasOwn(texts.mailVariants.about, about) || !Object.hasOwn(texts.mailVariants.values, value))).toEqual([]);
  });

  it('and names each kind of case by all that people ask with it: who wants to know what is kept has not asked for a deletion (U22, U23)', () => {
    expect(texts.words.caseTypes['account-deletion']).toMatch(/Auskunft oder Löschung|access or erasure/);
    expect(texts.words.caseTypes['account-deletion']).not.toBe(texts.words.actions['delete-account']);
  });

  it('and has a sentence for every event of a timeline', () => {
    const verbs = [...new Set([...TICKET_VERBS, ...found(/addEvent\([^;]*?'([a-z]+\.[a-z-]+)'/gs, 'libs/**/*.ts')])];
    expect(verbs.length).toBeGreaterThan(20);
    expect(verbs.filter((verb) => !Object.hasOwn(texts.events.sentences, verb))).toEqual([]);
  });
});

import { beforeAll, expect, it } from '@jest/globals';
import { LOCALES, type Locale } from '#kernel';
import { MAIL_KINDS, prepareTemplates, type MailKind } from '#outbound';
import { PLAIN_LANGUAGE, readabilityOf } from '../../libs/outbound/domain/plain-language.js';
import { judgeWording } from '../../libs/outbound/render/judge-wording.js';
import { shapeOf } from '../../libs/outbound/render/message-shape.js';
import { frame, templateOf } from '../../libs/outbound/render/templates.js';

/** The rule and its reasons: `PLAIN_LANGUAGE`. Every version of every sentence counts, whatever the mail is filled with. */
const EVERY = [...(Object.keys(MAIL_KINDS) as MailKind[]), 'frame' as const].flatMap((kind) => LOCALES.map((locale) => [kind, locale] as const));
const stringsOf = (kind: MailKind | 'frame', locale: Locale) => (kind === 'frame' ? frame() : templateOf(kind)).strings[locale];

beforeAll(() => prepareTemplates());

it.each(EVERY)('%s in %s is plain language', (kind, locale) => {
  const limit = PLAIN_LANGUAGE[locale];
  const texts = Object.entries(stringsOf(kind, locale)).flatMap(([key, text]) => shapeOf(text, locale).versions.map((version) => ({ key, version })));
  const found = texts.flatMap(({ key, version }) => {
    const { hardWords, longestSentenceWords } = readabilityOf(version, locale);
    return [...hardWords.map((word) => `${key}: "${word}"`), ...(longestSentenceWords > limit.wordsInASentence ? [`${key}: ${longestSentenceWords} words: ${version}`] : [])];
  });
  expect(found).toEqual([]);
  const whole = readabilityOf(texts.filter(({ key }) => !['subject', 'preview', 'button'].includes(key)).map(({ version }) => version).join('\n'), locale);
  expect(whole.index).toBeLessThanOrEqual(limit.index);
  expect(whole.passiveShare).toBeLessThanOrEqual(limit.passiveShare);
});

it.each(EVERY)('%s in %s could be its own override: it links to nothing, hides no markup and asks for no secret', (kind, locale) => {
  const strings = stringsOf(kind, locale);
  expect(judgeWording(strings, strings, locale, []).problems).toEqual([]);
});

import { describe, expect, it } from '@jest/globals';
import { aProfile } from '../profile-for-specs.js';
import { exportProfile, parseProfile, type ProfileProblem } from './parse-profile.js';

const good = exportProfile(aProfile());
const problemsOf = (yaml: string): readonly ProfileProblem[] => {
  const parsed = parseProfile(yaml);
  return parsed.ok ? [] : parsed.problems;
};
const lineOf = (yaml: string, text: string): number => yaml.split('\n').findIndex((line) => line.includes(text)) + 1;

describe('reading a portal profile', () => {
  it('takes a good one, and gives back what was exported', () => {
    expect(parseProfile(good)).toMatchObject({ ok: true, profile: aProfile(), mails: undefined });
  });

  it('says where the YAML itself is broken', () => {
    const yaml = 'key: example\nname: [de, en\nbrand: x\n';
    expect(problemsOf(yaml)[0]).toMatchObject({ line: expect.any(Number), path: '' });
    expect(problemsOf('key: a\nkey: b\n')[0]).toMatchObject({ line: 2 });
  });

  it('points at the value that does not fit', () => {
    const yaml = good.replace('ticketPrefix: EX', 'ticketPrefix: ex');
    expect(problemsOf(yaml)).toEqual([{ line: lineOf(yaml, 'ticketPrefix'), column: 15, path: 'ticketPrefix', code: 'ticket-prefix', values: [], message: 'two to five capital letters' }]);
  });

  it('keeps the name of what belongs to no portal free', () => {
    const yaml = good.replace(/^key: .*$/m, 'key: house');
    expect(problemsOf(yaml)).toEqual([{ line: lineOf(yaml, 'key: house'), column: 6, path: 'key', code: 'key-reserved', values: [], message: expect.stringContaining('choose another key') }]);
  });

  it('points into lists', () => {
    const yaml = good.replace('- forgot-password', '- forgot-pasword');
    expect(problemsOf(yaml)).toMatchObject([{ line: lineOf(yaml, 'forgot-pasword'), path: 'instant.caseTypes.0' }]);
  });

  it('points at an unknown key itself', () => {
    const yaml = good.replace('  accent:', '  logo: x\n  accent:');
    expect(problemsOf(yaml)).toEqual([{ line: lineOf(yaml, 'logo'), column: 3, path: 'brand.logo', code: 'unknown-key', values: ['logo'], message: 'unknown key "logo"' }]);
  });

  it('points at the parent of what is missing', () => {
    const yaml = good.replace(/ {2}phone: .*\n/, '');
    expect(problemsOf(yaml)).toMatchObject([{ line: lineOf(yaml, 'office:') + 1, path: 'office.phone' }]);
    expect(problemsOf('')).not.toEqual([]);
    expect(problemsOf('just text')).toMatchObject([{ line: 1, column: 1 }]);
  });

  it('says everything at once, in the order of the lines', () => {
    const yaml = good.replace('holidays: BE', 'holidays: XX').replace('key: example', 'key: No Key').replace('"1": 08:00-16:00', '"1": 16:00-08:00');
    const problems = problemsOf(yaml);
    expect(problems.map(({ path }) => path)).toEqual(['key', 'calendar.holidays', 'calendar.hours.1']);
    expect(problems.map(({ line }) => line)).toEqual([lineOf(yaml, 'No Key'), lineOf(yaml, 'XX'), lineOf(yaml, '16:00-08:00')]);
  });

  it('names each mistake by a code and what it is about, so that it can be said in any language', () => {
    const codesOf = (yaml: string) => problemsOf(yaml).map(({ code, values }) => [code, ...values]);
    expect(codesOf(good.replace(/ {2}phone: .*\n/, ''))).toEqual([['missing']]);
    expect(codesOf(good.replace('ticketPrefix: EX', 'ticketPrefix: [EX]'))).toEqual([['type', 'string']]);
    expect(codesOf(good.replace('holidays: BE', 'holidays: XX'))).toEqual([['choice', expect.stringContaining('BB, BE')]]);
    expect(codesOf(good.replace('- queue: triage', '- queue: nowhere'))).toEqual([['no-queue', 'nowhere']]);
    expect(codesOf(`${good}policy: { links: { recovery-link: 3 } }\n`)).toEqual([['link-minutes']]);
    expect(codesOf('key: a\nkey: b\n')).toEqual([['yaml-twice']]);
  });

  it('knows which days there are', () => {
    const closedOn = (days: string) => problemsOf(good.replace('holidays: BE', `holidays: BE\n  closed: [${days}]`)).map(({ path }) => path);
    expect(closedOn('"12-24", "02-29", "2027-05-07"')).toEqual([]);
    expect(closedOn('"02-30", "2027-02-29", "24.12.", "13-01"')).toEqual(['calendar.closed.0', 'calendar.closed.1', 'calendar.closed.2', 'calendar.closed.3']);
  });

  it('finds contradictions between fields', () => {
    const yaml = good.replace('  - queue: triage', '  - queue: nowhere\n    caseTypes: [forgot-password]').replace('- forgot-password', '- spam');
    expect(problemsOf(yaml).map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'routes.0: the last route must fit everything: no caseTypes, no risk',
      'routes.0.queue: there is no queue "nowhere"',
      'instant.caseTypes.0: "spam" is never answered automatically',
    ]);
  });

  it('is not blown up by aliases', () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]', ...Array.from({ length: 9 }, (_, index) => {
      const [from, to] = [String.fromCharCode(97 + index), String.fromCharCode(98 + index)];
      return `${to}: &${to} [${Array(9).fill(`*${from}`).join(',')}]`;
    })].join('\n');
    expect(problemsOf(bomb)[0]).toMatchObject({ line: 2, message: 'a profile has no aliases' });
  });
});

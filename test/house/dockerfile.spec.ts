import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { NEIGHBOURS } from '../../apps/ops/setup/system-packages.mjs';

/** One instruction of the Dockerfile: its word and the rest of the line, continuations joined. */
const instructions = readFileSync('apps/ops/Dockerfile', 'utf8').replace(/\\\n\s*/g, ' ').split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  .map((line) => ({ word: line.split(' ')[0]!, rest: line.slice(line.indexOf(' ') + 1) }));
const of = (word: string): string[] => instructions.filter((one) => one.word === word).map(({ rest }) => rest);
const ignored = readFileSync('.dockerignore', 'utf8').split('\n').filter(Boolean);

describe('the Dockerfile', () => {
  it('knows only instructions that there are', () => {
    const known = ['FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'EXPOSE', 'CMD', 'VOLUME'];
    expect(instructions.map(({ word }) => word).filter((word) => !known.includes(word))).toEqual([]);
  });

  it('copies files that exist and are sent to the builder', () => {
    const copied = of('COPY').filter((rest) => !rest.startsWith('--from=')).flatMap((rest) => rest.split(' ').slice(0, -1));
    expect(copied).toContain('package-lock.json');
    for (const path of copied) expect({ path, exists: existsSync(path), ignored: ignored.includes(path) }).toEqual({ path, exists: true, ignored: false });
  });

  it('takes things only from stages above', () => {
    const stages: string[] = [];
    for (const { word, rest } of instructions) {
      const from = word === 'FROM' ? rest.split(' ')[0]! : /^--from=(\S+)/.exec(rest)?.[1];
      if (from && !from.includes(':')) expect(stages).toContain(from);
      if (word === 'FROM') stages.push(/ AS (\S+)$/.exec(rest)![1]!);
    }
    expect(stages.at(-1)).toBe('desk');
  });

  it('runs scripts that exist, installs as npm start does, and runs nothing as root', () => {
    const scripts = of('RUN').flatMap((line) => line.match(/\bnode (\S+\.mjs)/g) ?? []).map((call) => call.slice('node '.length));
    expect(scripts).toEqual(['apps/ops/build.mjs']);
    for (const script of scripts) expect(existsSync(script)).toBe(true);
    expect(of('RUN').some((line) => /^npm ci --ignore-scripts\b/.test(line))).toBe(true);
    expect(of('RUN').some((line) => NEIGHBOURS.dovecot.packages.every((name: string) => line.includes(name)))).toBe(true);
    for (const command of of('CMD').map((rest) => JSON.parse(rest) as string[])) {
      const program = command.find((word) => word.startsWith('dist/'))!;
      expect(existsSync(program.replace(/^dist\//, '').replace(/\.js$/, '.ts'))).toBe(true);
    }
    const last = instructions.slice(instructions.findLastIndex(({ word }) => word === 'FROM'));
    expect(last.find(({ word }) => word === 'USER')?.rest).toBe('node');
  });
});

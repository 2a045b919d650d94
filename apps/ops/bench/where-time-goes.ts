import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface CpuProfile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number } }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Milliseconds of its own per part of the program, largest first: our rooms, packages, Node itself, the collector. */
export function whereTimeGoes(folder: string): Readonly<Record<string, number>> {
  const spent = new Map<string, number>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'))) {
    const profile = JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile;
    const parts = new Map(profile.nodes.map(({ id, callFrame }) => [id, partOf(callFrame)]));
    profile.samples.forEach((id, at) => {
      const part = parts.get(id)!;
      spent.set(part, (spent.get(part) ?? 0) + (profile.timeDeltas[at] ?? 0) / 1_000);
    });
  }
  return Object.fromEntries([...spent].filter(([part, ms]) => part !== 'idle' && ms >= 1).sort(([, one], [, other]) => other - one).slice(0, 25).map(([part, ms]) => [part, Math.round(ms)]));
}

/** The functions that took most time of their own, as `name file:line`, milliseconds, largest first. */
export function topFunctions(folder: string, most = 30): Readonly<Record<string, number>> {
  const spent = new Map<string, number>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'))) {
    const profile = JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile;
    const names = new Map(profile.nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => [id, `${functionName || '(anonymous)'} ${url.replace(/^.*\/(dist|node_modules)\//, '')}:${lineNumber + 1}`.slice(0, 110)]));
    profile.samples.forEach((id, at) => {
      const name = names.get(id)!;
      spent.set(name, (spent.get(name) ?? 0) + (profile.timeDeltas[at] ?? 0) / 1_000);
    });
  }
  return Object.fromEntries([...spent].filter(([name]) => !name.startsWith('(idle)')).sort(([, one], [, other]) => other - one).slice(0, most).map(([name, ms]) => [name, Math.round(ms)]));
}

function partOf({ functionName, url }: CpuProfile['nodes'][number]['callFrame']): string {
  if (/^\((idle|garbage collector|program)\)$/.test(functionName)) return functionName.slice(1, -1);
  if (functionName.startsWith('RegExp:')) return 'regular expressions';
  const own = /\/(?:dist\/)?((?:libs|apps)\/[^/]+)\//.exec(url)?.[1];
  const foreign = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/.exec(url)?.[1];
  return foreign ?? own ?? (url.startsWith('node:') ? url.replace(/^(node:[^/]+(?:\/[^/]+)?).*$/, '$1') : 'node');
}

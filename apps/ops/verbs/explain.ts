import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { ExplainLive, explainMail, type MailExplanation } from '#intake';
import { parseProfile, Portals, shippedProfiles, type PortalProfile } from '#portals';

/** `rekey explain FILE.eml … --portal P [--json] [--live]`: what intake would make of a mail. Changes nothing; without `--live` it needs no database. */
export function explain(program: Command): void {
  program.command('explain <files...>').description('read, screen, recognise and route mails without any side effect')
    .requiredOption('--portal <key>', 'a portal that ships with Rekey or is in the database, or a profile as a .yaml file')
    .option('--json', 'one object; several files: one object a line, with "file"')
    .option('--live', 'also look at the portal’s directory, the authenticity of the sender and the limits')
    .action(async (files: string[], { portal, json, live }: { portal: string; json?: boolean; live?: boolean }) => {
      if (live) {
        const { inTheHouse } = await import('../house.js');
        return inTheHouse(async (house) => {
          const profile = await house.get(Portals).get(portal);
          await explainEach(files, json, (bytes) => house.get(ExplainLive).run(bytes, profile));
        });
      }
      const profile = await profileOf(portal);
      return explainEach(files, json, (bytes) => explainMail(bytes, profile));
    });
}

async function explainEach(files: readonly string[], json: boolean | undefined, explainOne: (bytes: Buffer) => Promise<MailExplanation>): Promise<void> {
  for (const file of files) {
    const explanation = await explainOne(await readFile(file));
    if (!json) console.log(`${files.length > 1 ? `${file}\n` : ''}${asText(explanation)}`);
    else console.log(JSON.stringify(files.length > 1 ? { file, ...explanation } : explanation));
  }
}

/** A file, a shipped profile, or one of the database, in this order: the first two need nothing to run. */
async function profileOf(portal: string): Promise<PortalProfile> {
  const yaml = /\.ya?ml$/.test(portal) ? await readFile(portal, 'utf8') : (await shippedProfiles()).find(({ key }) => key === portal)?.yaml;
  if (yaml === undefined) {
    // Loaded only here: explaining a mail opens no rooms.
    const { inTheHouse } = await import('../house.js');
    return inTheHouse((house) => house.get(Portals).get(portal));
  }
  const parsed = parseProfile(yaml);
  if (parsed.ok) return parsed.profile;
  throw Object.assign(new Error(parsed.problems.map(({ line, path, message }) => `${portal}:${line} ${path}: ${message}`).join('\n')), { code: 'portal.not-valid' });
}

function asText(one: MailExplanation): string {
  const lines: [string, string][] = [
    ['class', one.mailClass],
    ['case type', `${one.caseType}${one.secondary.length > 0 ? `, also ${one.secondary.join(', ')}` : ''} (confidence ${one.confidence.toFixed(2)})`],
    ['language', one.language],
    ['queue', one.queue],
    ['risk', `${one.risk}${one.riskSignals.length > 0 ? `: ${one.riskSignals.join(', ')}` : ''}`],
    ['instant', `${one.instant.allowed ? 'yes' : 'no'}: ${one.instant.because.join(', ')}`],
    ...Object.entries(one.fields).map(([name, value]): [string, string] => [name, String(value)]),
    ...one.signals.map(({ name, weight, text }): [string, string] => [`  ${weight >= 0 ? '+' : ''}${weight}`, `${name}  "${text}"`]),
  ];
  return `${lines.map(([name, value]) => `${name.padEnd(18)} ${value}`).join('\n')}\n`;
}

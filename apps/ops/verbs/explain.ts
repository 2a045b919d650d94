import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { Command } from 'commander';
import { whyNotInstant } from '#contracts';
import { ExplainLive, explainMail, ReplayTickets, type BrakeState, type MailExplanation, type ReplayedTicket } from '#intake';
import { parseProfile, Portals, shippedProfiles, type PortalProfile } from '#portals';

interface ExplainOptions {
  readonly portal?: string;
  readonly json?: boolean;
  readonly live?: boolean;
  readonly replay?: string | true;
}

/** `rekey explain FILE.eml … --portal P [--json] [--live]`, `-` for standard input: what intake would make of a mail. Changes nothing; without `--live` and `--replay` it needs no database. */
export function explain(program: Command): void {
  const verb = program.command('explain [files...]').description('read, screen, recognise and route mails without any side effect; - reads standard input')
    .option('--portal <key>', 'a portal that ships with Rekey or is in the database, or a profile as a .yaml file')
    .option('--json', 'one object; several files: one object a line, with "file"; for one that cannot be read with "error", and exit 1 at the end')
    .option('--live', 'also look at the portal’s directory, the authenticity of the sender and the limits')
    .option('--replay [number]', 'instead of files the last tickets (100): what the rules of today would make of them, against what was made of them and what agents corrected')
    .action(async (files: string[], { portal, json, live, replay }: ExplainOptions) => {
      if (replay !== undefined) return replayTickets(replay === true ? 100 : Number(replay), portal, json === true);
      if (files.length === 0) return verb.error("error: missing required argument 'files'");
      if (portal === undefined) return verb.error("error: required option '--portal <key>' not specified");
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

const MOST_REPLAYED = 5_000;

/** One line for each ticket that comes out otherwise (with `--json` for each), then the counts. Exit 2 where a mail of high risk would be answered at once. */
async function replayTickets(limit: number, portalKey: string | undefined, json: boolean): Promise<void> {
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_REPLAYED) throw Object.assign(new Error(`--replay wants a number between 1 and ${MOST_REPLAYED}`), { code: 'explain.not-a-number' });
  const { inTheHouse } = await import('../house.js');
  const counts = new Map<string, number>();
  await inTheHouse(async (house) => {
    for await (const ticket of house.get(ReplayTickets).run({ portalKey, limit })) {
      counts.set(ticket.verdict, (counts.get(ticket.verdict) ?? 0) + 1);
      if (json) console.log(JSON.stringify(ticket));
      else if (ticket.verdict !== 'same') console.log(replayLine(ticket));
    }
  });
  if (!json) console.log(counts.size === 0 ? 'no ticket was opened by a mail yet' : [...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', '));
  if (counts.has('unsafe')) process.exitCode = 2;
}

function replayLine({ number, verdict, then, now, corrected }: ReplayedTicket): string {
  const changes = [
    ...(then.caseType === now.caseType ? [] : [`${then.caseType} → ${now.caseType}`]), ...(then.queue === now.queue ? [] : [`queue ${then.queue} → ${now.queue}`]),
    ...(then.instant === now.instant ? [] : [`instant ${then.instant ? 'yes' : 'no'} → ${now.instant ? 'yes' : 'no'}`]), ...(corrected === null ? [] : [`agent: ${corrected}`]),
  ];
  return `${number.padEnd(12)} ${verdict.padEnd(10)} ${changes.join(', ')}`;
}

async function explainEach(files: readonly string[], json: boolean | undefined, explainOne: (bytes: Buffer) => Promise<MailExplanation & { readonly brake?: BrakeState }>): Promise<void> {
  for (const file of files) {
    const bytes = await bytesOf(file);
    if ('why' in bytes) {
      if (json) console.log(JSON.stringify({ file, error: { code: bytes.code, reason: bytes.why } }));
      else console.error(`${file}: ${bytes.why}`);
      process.exitCode = 1;
      continue;
    }
    const explanation = await explainOne(bytes);
    if (!json) console.log(`${files.length > 1 ? `${file}\n` : ''}${asText(explanation)}`);
    else console.log(JSON.stringify(files.length > 1 ? { file, ...explanation } : explanation));
  }
}

const UNREADABLE: Readonly<Record<string, readonly [code: string, why: string]>> = {
  ENOENT: ['explain.no-such-file', 'there is no such file'],
  EISDIR: ['explain.is-a-directory', 'this is a directory; name the files in it'],
  EACCES: ['explain.not-readable', 'this user may not read the file'],
};

/** A mail as a file or, for `-`, from standard input; or why it cannot be read, which stops none of the others. */
async function bytesOf(file: string): Promise<Buffer | { readonly code: string; readonly why: string }> {
  try {
    return file === '-' ? await buffer(process.stdin) : await readFile(file);
  } catch (error) {
    const { code: name = '', message } = error as NodeJS.ErrnoException;
    const [code, why] = UNREADABLE[name] ?? ['explain.not-readable', message];
    return { code, why };
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
  throw Object.assign(new Error(parsed.problems.map(({ line, path, message }) => `${portal}:${line} ${path === '' ? '' : `${path}: `}${message}`).join('\n')), { code: 'portal.not-valid' });
}

function brakeLine({ senderClass, opened, limits, isDomainCounted, stops }: BrakeState): string {
  const domain = isDomainCounted ? `${opened.domainHour} of ${limits.perDomainHour} an hour by the domain` : 'the domain is not counted';
  return `${stops === null ? 'open' : `stops it: ${stops}`}; sender ${senderClass}, ${opened.senderHour} of ${limits.perSenderHour} an hour, ${opened.senderDay} of ${limits.perSenderDay} a day; ${domain}`;
}

function asText(one: MailExplanation & { readonly brake?: BrakeState }): string {
  const lines: [string, string][] = [
    ['class', one.mailClass],
    ['case type', `${one.caseType}${one.secondary.length > 0 ? `, also ${one.secondary.join(', ')}` : ''} (confidence ${one.confidence.toFixed(2)})`],
    ['language', one.language],
    ['queue', one.queue],
    ['risk', `${one.risk}${one.riskSignals.length > 0 ? `: ${one.riskSignals.join(', ')}` : ''}`],
    ['instant', one.instant.allowed ? `yes: ${one.instant.because.join(', ')}` : 'no'],
    ...(one.instant.allowed ? [] : whyNotInstant(one.instant.because, 'en', (caseType) => caseType, (code) => code).map((why): [string, string] => ['  because', why])),
    ...(one.brake ? [['brake', brakeLine(one.brake)] as [string, string]] : []),
    ...Object.entries(one.fields).map(([name, value]): [string, string] => [name, String(value)]),
    ...one.signals.map(({ name, weight, text }): [string, string] => [`  ${weight >= 0 ? '+' : ''}${weight}`, `${name}  "${text}"`]),
  ];
  return `${lines.map(([name, value]) => `${name.padEnd(18)} ${value}`).join('\n')}\n`;
}

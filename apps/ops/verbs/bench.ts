import type { Command } from 'commander';
import { benchIngestVerb } from './bench-ingest.js';
import { benchListVerbs } from './bench-list.js';
import { benchLiveVerb } from './bench-live.js';
import { benchResumeVerb } from './bench-resume.js';
import { benchSendVerb } from './bench-send.js';

/** `rekey bench ingest|live|send|resume|list|search`: reproducible measurements, as JSON. */
export function bench(program: Command): void {
  const verb = program.command('bench').description('reproducible benchmarks; JSON');
  benchIngestVerb(verb);
  benchLiveVerb(verb);
  benchSendVerb(verb);
  benchResumeVerb(verb);
  benchListVerbs(verb);
}

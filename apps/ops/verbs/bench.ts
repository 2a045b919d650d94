import type { Command } from 'commander';
import { benchIngestVerb } from './bench-ingest.js';
import { benchListVerbs } from './bench-list.js';
import { benchLiveVerb } from './bench-live.js';
import { benchSendVerb } from './bench-send.js';

/** `rekey bench ingest|live|send|list|search`: reproducible measurements, as JSON. */
export function bench(program: Command): void {
  const verb = program.command('bench').description('reproducible benchmarks; JSON');
  benchIngestVerb(verb);
  benchLiveVerb(verb);
  benchSendVerb(verb);
  benchListVerbs(verb);
}

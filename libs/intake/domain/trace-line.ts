export type TraceStep = 'fetch' | 'keep' | 'read' | 'screen' | 'thread' | 'recognise' | 'file' | 'route' | 'instant';

/** One step that a mail went through. */
export interface TraceLine {
  readonly step: TraceStep;
  readonly verdict: string;
  /** Who judged: a screen, a rule, a process. */
  readonly by: string;
  readonly because: string;
}

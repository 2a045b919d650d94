import { readFile } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Settings } from '#config';
import { Fault } from '#kernel';
import { DemoConfig } from '../api.config.js';

const Place = z.object({ host: z.string(), port: z.number().int() });

const DemoFile = z.object({
  requesters: z.array(z.object({
    portal: z.string(), name: z.string(), address: z.string(), imapUser: z.string(), imapPassword: z.string(), username: z.string(),
    portalPassword: z.string().nullable(), totpSecret: z.string().optional(), pin: z.string().optional(), phone: z.string().optional(), homePassword: z.string().optional(), savedCodes: z.array(z.string()).default([]), note: z.object({ de: z.string(), en: z.string() }),
  })),
  /** With what calls to the demo's SMS gateway are signed. */
  smsKey: z.string().optional(),
  imap: Place,
  smtp: Place,
});

export type DemoWorld = z.output<typeof DemoFile>;
export type DemoRequester = DemoWorld['requesters'][number];

/** The demo file or the demo mail server is away. */
export class DemoUnavailable extends Fault {
  readonly code = 'demo.unavailable';
  readonly retry = 'later';
}

/** Who lives in the demo world. Read at every look: `rekey up` may have written it anew. */
@Injectable()
export class DemoPeople {
  constructor(@Inject(DemoConfig.token) private readonly demo: Settings<typeof DemoConfig>) {}

  /** @throws DemoUnavailable when the file is not there or is not what it should be */
  async world(): Promise<DemoWorld> {
    try {
      return DemoFile.parse(JSON.parse(await readFile(this.demo.FILE, 'utf8')));
    } catch (cause) {
      throw new DemoUnavailable(`reading the demo world from REKEY_DEMO_FILE "${this.demo.FILE}"`, { cause });
    }
  }
}

import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { actorOf, seesWhole, type Caller } from '#agents';
import { PortalProfileBody, PortalProfileText, PortalProfileVerdict } from '#contracts';
import { Clock, refuse } from '#kernel';
import { MailsOfPortal } from '#outbound';
import { exportProfile, ImportPortal, parseProfile, Portals, type ImportedPortal } from '#portals';
import { problemsOfPolicy } from '#recovery';
import { Answers } from '../answer/answers.js';
import { Refused } from '../answer/problem.js';
import { mustHaveProved } from '../gate/fresh-proof.js';
import { By, Needs } from '../gate/needs.js';

/** Profiles out and in. Who takes one into service decides where directories are and who has to approve what: only with a fresh proof. */
@Controller('api/v1/portals')
export class ProfilesController {
  constructor(private readonly portals: Portals, private readonly importPortal: ImportPortal, private readonly mails: MailsOfPortal, private readonly clock: Clock) {}

  @Get(':key/profile') @Needs('portals.manage') @Answers(PortalProfileText)
  async read(@By() caller: Caller, @Param('key', { schema: z.string().max(40) }) key: string): Promise<unknown> {
    const profile = seesWhole(caller, key) && (await this.portals.list()).find((one) => one.key === key);
    if (!profile) throw new Refused(refuse('portals.unknown'));
    return { key, yaml: exportProfile(profile, await this.mails.of(key)) };
  }

  /** What the profile would change, or what is wrong with it and where. */
  @Post('profiles/check') @Needs('portals.manage') @Answers(PortalProfileVerdict)
  async check(@By() caller: Caller, @Body({ schema: PortalProfileBody }) { yaml }: z.output<typeof PortalProfileBody>): Promise<unknown> {
    refuseForeign(caller, yaml);
    return verdictOf(await this.importPortal.check(yaml, this.mails, problemsOfPolicy));
  }

  @Post('profiles') @Needs('portals.manage') @Answers(PortalProfileVerdict)
  async bringIn(@By() caller: Caller, @Body({ schema: PortalProfileBody }) { yaml }: z.output<typeof PortalProfileBody>): Promise<unknown> {
    refuseForeign(caller, yaml);
    const now = this.clock.now();
    mustHaveProved(caller, now);
    return verdictOf(await this.importPortal.run(yaml, actorOf(caller, now), this.mails, problemsOfPolicy));
  }
}

/** Whoever serves some portals only may bring in those, and no new one. */
function refuseForeign(caller: Caller, yaml: string): void {
  const parsed = parseProfile(yaml);
  if (parsed.ok && !seesWhole(caller, parsed.profile.key)) throw new Refused(refuse('portals.unknown'));
}

function verdictOf(imported: ImportedPortal): unknown {
  if (!imported.allowed) throw new Refused(imported, undefined, imported.problems.map(({ line, column, path, code, values }) => ({ line, column, path, code, values: [...values] })));
  const { key, created, changes } = imported;
  return { key, created, ...changes };
}

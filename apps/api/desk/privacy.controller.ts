import { Controller, Get } from '@nestjs/common';
import type { Caller } from '#agents';
import { RetentionView } from '#contracts';
import { ReadRetention } from '#privacy';
import { Answers } from '../answer/answers.js';
import { By, Needs } from '../gate/needs.js';

/** What becomes of data: how long they stay (R79), and what people ask about theirs (R78). */
@Controller('api/v1/privacy')
export class PrivacyController {
  constructor(private readonly retention: ReadRetention) {}

  @Get('retention') @Needs('privacy.read') @Answers(RetentionView)
  times(@By() agent: Caller): Promise<unknown> {
    return this.retention.run(agent.portals.length > 0 ? agent.portals : undefined);
  }
}

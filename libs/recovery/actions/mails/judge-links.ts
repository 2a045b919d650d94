import { Injectable } from '@nestjs/common';
import { hashToken } from '#kernel';
import { DeadLinks } from '#outbound';
import { anyIsOver } from '../../store/grants.queries.js';

/** Tells the outbox which links are dead, so that none leaves that was replaced, withdrawn or used while its mail waited. */
@Injectable()
export class JudgeLinks {
  constructor(deadLinks: DeadLinks) {
    deadLinks.judgedBy((em, tokens) => anyIsOver(em, tokens.map(hashToken)));
  }
}

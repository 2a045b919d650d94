import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Caller } from '#agents';
import { HouseConfig, type Settings } from '#config';
import { By, Needs } from '../gate/needs.js';
import { LiveStreams } from './live-streams.js';

/** `/live`: what changes, as it changes. Which events come is decided per event. */
@ApiExcludeController()
@Controller('live')
export class LiveController {
  constructor(private readonly streams: LiveStreams, @Inject(HouseConfig.token) private readonly house: Settings<typeof HouseConfig>) {}

  @Get() @Needs('signed-in')
  follow(@By() caller: Caller, @Res() reply: FastifyReply): void {
    this.streams.open(caller, reply, this.house.PUBLIC_URL.startsWith('https:'));
  }
}

import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { ConfigProblems, loadConfig, stopWithParent, type Settings } from '#config';
import { createLog, LogConfig, NestLog } from '#log';
import { MailroomModule } from './mailroom.module.js';

try {
  const { LEVEL } = loadConfig([LogConfig]).of.get(LogConfig) as Settings<typeof LogConfig>;
  const mailroom = await NestFactory.createApplicationContext(MailroomModule.forRoot(), { logger: NestLog(createLog('mailroom', LEVEL)), abortOnError: false });
  stopWithParent(() => mailroom.close());
} catch (error) {
  console.error(error instanceof ConfigProblems ? error.message : error);
  process.exit(1);
}

import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { ConfigProblems, loadConfig, stopWithParent, type Settings } from '#config';
import { createLog, LogConfig, NestLog } from '#log';
import { WorkerModule } from './worker.module.js';

try {
  const { LEVEL } = loadConfig([LogConfig]).of.get(LogConfig) as Settings<typeof LogConfig>;
  const worker = await NestFactory.createApplicationContext(WorkerModule.forRoot(), { logger: NestLog(createLog('worker', LEVEL)), abortOnError: false });
  stopWithParent(() => worker.close());
} catch (error) {
  console.error(error instanceof ConfigProblems ? error.message : error);
  process.exit(1);
}

import { Global, Module } from '@nestjs/common';
import type { Settings } from '#config';
import { FileStorage, Storage } from './storage.js';
import { StorageConfig } from './storage.config.js';

@Global()
@Module({
  providers: [{
    provide: Storage,
    inject: [StorageConfig.token],
    useFactory: (settings: Settings<typeof StorageConfig>) => new FileStorage(settings.URL.replace(/^file:(\/\/)?/, '')),
  }],
  exports: [Storage],
})
export class StorageModule {}

import { z } from 'zod';
import { section } from '#config';

export const UpkeepConfig = section('UPKEEP', {
  EVERY_SECONDS: z.coerce.number().int().min(1).max(3600).default(60).describe('how often the worker looks for what expired, got stuck or was lost'),
});

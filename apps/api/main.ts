import 'reflect-metadata';
import { ConfigProblems, stopWithParent } from '#config';
import { openApi } from './open-api.js';

try {
  const api = await openApi();
  stopWithParent(() => api.close());
} catch (error) {
  console.error(error instanceof ConfigProblems ? error.message : error);
  process.exit(1);
}

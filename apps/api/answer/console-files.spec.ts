import { expect, it } from '@jest/globals';
import { fileKind } from './console-files.js';

it.each([
  ['/srv/console', '/srv/console/assets/index-1a2b.js', 'asset'], ['/srv/console', '/srv/console/index.html', 'console'],
  ['/srv/assets/console', '/srv/assets/console/index.html', 'console'], ['/srv/assets/console', '/srv/assets/console/assets/index-1a2b.js', 'asset'],
])('installed in %s, %s is kept as: %s', (root, path, kind) => expect(fileKind(root, path)).toBe(kind));

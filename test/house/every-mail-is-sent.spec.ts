import { expect, it } from '@jest/globals';
import { MAIL_KINDS } from '#outbound';
import { sources } from './sources.js';

/** Where kinds of mail are only listed, worded or shown. */
const ONLY_NAMED = /^(?:libs\/outbound\/(?:domain\/mail-kinds|render\/)|libs\/contracts\/|apps\/(?:console|ops)\/)|\.spec\.ts$/;

it('every kind of mail is written by somebody: what nobody ever gets is neither shown in the preview nor worded by a portal', () => {
  const product = sources('{libs,apps}/**/*.ts').filter(({ path }) => !ONLY_NAMED.test(path)).map(({ text }) => text).join('\n');
  expect(Object.keys(MAIL_KINDS).filter((kind) => !product.includes(`'${kind}'`))).toEqual([]);
});

import { expect, it } from '@jest/globals';
import { MAIL_KINDS } from '#outbound';
import { linesWith, sources } from './sources.js';

/** Where kinds of mail are only listed, worded or shown. */
const ONLY_NAMED = /^(?:libs\/outbound\/(?:domain\/mail-kinds|render\/)|libs\/contracts\/|apps\/(?:console|ops)\/)|\.spec\.ts$/;

/** What writes a mail names its kind as a field, or says it to what writes it, or takes it from the purpose of its link; a comparison writes nothing. */
const writes = (kind: string): RegExp => new RegExp(`(?:(?<!readonly )\\bkind: |\\b(?:tell|toPerson|withActivation|notice|mailLink)\\(tx, |\\bconst purpose = ).*(?<![!=]== )'${kind}'`);

it('every kind of mail is written by somebody: what nobody ever gets is neither shown in the preview nor worded by a portal', () => {
  const product = sources('{libs,apps}/**/*.ts').filter(({ path }) => !ONLY_NAMED.test(path));
  expect(Object.keys(MAIL_KINDS).filter((kind) => linesWith(product, writes(kind)).length === 0)).toEqual([]);
});

it('naming a kind writes none', () => {
  const line = (text: string) => linesWith([{ path: 'a.ts', text, lines: 1 }], writes('hold-started')).length;
  expect(["tell(tx, doing, 'hold-started')", "{ kind: isHeld ? 'hold-started' : 'notice' }"].map(line)).toEqual([1, 1]);
  expect(["type HoldMail = 'hold-started' | 'notice';", "if (kind === 'hold-started') return;", "readonly kind: 'hold-started'", "case 'hold-started': return {}"].map(line)).toEqual([0, 0, 0, 0]);
});

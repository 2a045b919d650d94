import { expect, it } from '@jest/globals';
import { oneLine, unclickable } from './one-line.js';

it.each([
  ['Re: Mein Konto', 'Re: Mein Konto'],
  ['Re: x\r\nBcc: victim@corp.example', 'Re: x Bcc: victim@corp.example'],
  ['a\u0000b\u2028c\u202ed', 'a b c d'],
  ['Re: =?utf-8?Q?x=0D=0ABcc:_y?=', 'Re: = ?utf-8?Q?x=0D=0ABcc:_y?='],
  ['😀'.repeat(10), '😀'.repeat(8)],
])('%j becomes %j', (text, line) => expect(oneLine(text, line === 'Re: Mein Konto' ? 100 : line.startsWith('😀') ? 8 : 100)).toBe(line));

it.each([
  ['YubiKey 5 NFC (Büro)', 'YubiKey 5 NFC (Büro)'],
  ['Falsch? https://evil.example/undo', 'Falsch? https evil example undo'],
  ['help@evil。example, tel:110', 'help evil example, tel 110'],
  ['www．evil．example\\x', 'www evil example x'],
  ['...', ''],
])('%j is no link as %j', (name, plain) => expect(unclickable(name)).toBe(plain));

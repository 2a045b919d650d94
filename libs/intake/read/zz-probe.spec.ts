import { it } from '@jest/globals';
import { readMime } from './read-mime.js';
import { judgeAuthenticity } from '../domain/authenticity.js';

const V = 'victim@school.example';
const froms = [
  `"${V}" <evil@evil.example>`, `${V} <evil@evil.example>`, `<${V}> <evil@evil.example>`, `evil@evil.example <${V}>`, `"x" <evil@evil.example> <${V}>`,
  `evil@evil.example, ${V}`, `evil@evil.example (${V})`, `(evil@evil.example) ${V}`, `=?utf-8?Q?victim=40school.example?= <evil@evil.example>`, `=?utf-8?Q?victim=40school.example=2C?= <evil@evil.example>`,
  `=?utf-8?Q?=3Cvictim=40school.example=3E?= <evil@evil.example>`, `=?utf-8?Q?victim=40school.example?=`, `undisclosed: ${V};, evil@evil.example`, `undisclosed: ;, ${V}`, `"evil@evil.example,"  ${V}`,
  `evil@evil.example\\, ${V}`, `<evil@evil.example>,`, `<@evil.example:${V}>`, `evil @ evil.example, ${V}`, `"evil x"@evil.example, ${V}`, `evil@[192.0.2.1], ${V}`, `evil;${V}`, `evil@evil.example;${V}`, `<evil@evil.example${V}>`,
  `victim＠school.example`, `Victim <${V}\u0000@evil.example>`, `victim@school.example@evil.example`, `"victim@school.example"@evil.example`, `<victim@school.example`, `victim@school.example>evil@evil.example`, `"a\\" <${V}>" <evil@evil.example>`, `'${V}' <evil@evil.example>`, `victim@sch\u00adool.example`, `v\u0456ctim@school.example`, `=?utf-8?B?dmljdGltQHNjaG9vbC5leGFtcGxl?= <x>`, `x <y>, ${V}`,
];
it('froms', async () => {
  const out: string[] = [];
  for (const f of froms) {
    const m = await readMime(Buffer.from(`Authentication-Results: mx; dmarc=pass\r\nFrom: ${f}\r\nSubject: x\r\n\r\nhi`));
    out.push(`${JSON.stringify(f).padEnd(60)} ${JSON.stringify(m.from)} ${judgeAuthenticity(m, 'mx').verdict}`);
  }
  for (const two of [[`evil@evil.example`, V], [`"evil x"@evil.example`, V], ['', V], ['evil', V]]) {
    const m = await readMime(Buffer.from(`Authentication-Results: mx; dmarc=pass header.from=school.example\r\nFrom: ${two[0]}\r\nFrom: ${two[1]}\r\nSubject: x\r\n\r\nhi`));
    out.push(`TWO ${JSON.stringify(two)} ${JSON.stringify(m.from)} ${m.defects} ${judgeAuthenticity(m, 'mx').verdict}`);
  }
  for (const raw of [`Authentication-Results: mx; dmarc=pass header.from=school.example\r\nFrom : evil@evil.example\r\nFrom: ${V}\r\n\r\nx`, `Authentication-Results: mx; dmarc=pass header.from=school.example\r\nFrom: evil@evil.example\r\n\u0000From: ${V}\r\n\r\nx`, `\r\nFrom x\r\nFrom: ${V}\r\n\r\nFrom: evil@evil.example\r\n\r\nx`,`Authentication-Results: mx; dmarc=fail header.from=school.example\rAuthentication-Results: mx; dmarc=pass header.from=school.example\r\nFrom: ${V}\r\n\r\nx`, `From: ${V}\r\rAuthentication-Results: mx; dmarc=pass\r\n\r\nx`]) {
    const m = await readMime(Buffer.from(raw));
    out.push(`RAW ${JSON.stringify(raw)} ${JSON.stringify(m.from)} ${m.headerNames} ${m.defects} ${judgeAuthenticity(m, 'mx').verdict}`);
  }
  console.log(out.join('\n'));
});

import { inflateSync } from 'node:zlib';

/** The text of a PDF as our printer writes it: standard fonts, one hexadecimal string a run. One line each `Tj`. */
export function textOfPdf(pdf: Buffer): string {
  const lines: string[] = [];
  for (const found of pdf.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)) {
    let content: string;
    try {
      content = inflateSync(Buffer.from(found[1]!, 'latin1')).toString('latin1');
    } catch {
      continue;
    }
    for (const [, run = ''] of content.matchAll(/\[([^\]]*)\]\s*TJ/g)) {
      lines.push([...run.matchAll(/<([0-9a-fA-F]*)>/g)].map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1')).join(''));
    }
  }
  return lines.join('\n');
}

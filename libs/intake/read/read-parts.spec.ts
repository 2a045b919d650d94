import { describe, expect, it } from '@jest/globals';
import { leavesOf } from './leaves-of.js';
import { readMime } from './read-mime.js';

const mail = (...lines: string[]): Buffer => Buffer.from(['From: ada@home.example', ...lines].join('\r\n'));
const latin = (...lines: string[]): Buffer => Buffer.from(['From: ada@home.example', ...lines].join('\r\n'), 'latin1');
const mixed = (...parts: string[][]): string[] => ['Content-Type: multipart/mixed; boundary=b', '', ...parts.flatMap((part) => ['--b', ...part]), '--b--', ''];

describe('header words', () => {
  it.each([
    ['a character torn over two words', 'Subject: =?utf-8?B?R3LD?= =?utf-8?B?vMOfZQ==?=', 'Grüße'],
    ['base64 torn anywhere', 'Subject: =?utf-8?B?R3LDvM?=\r\n =?utf-8?B?OfZQ==?=', 'Grüße'],
    ['quoted-printable torn within a character', 'Subject: =?utf-8?Q?Gr=C3?= =?utf-8?Q?=BC=C3=9Fe?=', 'Grüße'],
    ['a word folded in itself', 'Subject: =?utf-8?B?R3LD\r\n vMOfZQ==?=', 'Grüße'],
    ['utf-7', 'Subject: =?unicode-1-1-utf-7?Q?Gr+APwA3w-e?=', 'Grüße'],
    ['utf-8 that calls itself latin1', 'Subject: =?iso-8859-1?Q?Gr=C3=BC=C3=9Fe?=', 'Grüße'],
    ['latin1 that calls itself utf-8', 'Subject: =?utf-8?Q?Gr=FC=DFe?=', 'Grüße'],
    ['a DOS charset', 'Subject: =?ibm850?Q?Gr=81=E1e?=', 'Grüße'],
    ['a language tag', 'Subject: =?utf-8*de?Q?Gr=C3=BC=C3=9Fe?=', 'Grüße'],
    ['no word at all', 'Subject: =?= 3 =?utf-8?X?y?=', '=?= 3 =?utf-8?X?y?='],
  ])('%s', async (_, header, subject) => expect((await readMime(mail(header, '', ''))).subject).toBe(subject));

  it('reads raw bytes line by line, each as what it is', async () => {
    const read = await readMime(Buffer.concat([Buffer.from('To: "Jürgen" <j@desk.example>\r\n'), latin('Subject: Gr\xfc\xdfe', '', '')]));
    expect(read).toMatchObject({ subject: 'Grüße', to: [{ name: 'Jürgen' }] });
    expect((await readMime(latin('Subject: =?iso-8859-1?Q?Gr\xfc\xdfe?=', '', ''))).subject).toBe('Grüße');
  });

  it('reads raw bytes in the charset that the mail names elsewhere', async () => {
    const read = await readMime(Buffer.concat([Buffer.from('From: a@x.example\r\nContent-Type: text/plain; charset=koi8-r\r\nSubject: '), Buffer.from('f0d2c9d7c5d4', 'hex'), Buffer.from('\r\n\r\nx')]));
    expect(read.subject).toBe('Привет');
  });

  it('never lets a decoded name become an address', async () => {
    const read = await readMime(Buffer.from('From: =?utf-8?Q?help=40desk=2Eexample=3E=2C_=3Cx?= <eve@bad.example>\r\n\r\n'));
    expect(read.from.map(({ address }) => address)).toEqual(['eve@bad.example']);
  });

  it('reads encoded names in quotes and comments', async () => {
    const read = await readMime(Buffer.from('From: "=?utf-8?Q?M=C3=BCller=2C_Bernd?=" <b@x.example>\r\nTo: =?utf-8?Q?J=C3=B6rg?= Meier <j@x.example>\r\n\r\n'));
    expect(read).toMatchObject({ from: [{ name: 'Müller, Bernd' }], to: [{ name: 'Jörg Meier' }] });
  });
});

describe('parts', () => {
  it.each([
    ['RFC 2231, whole', "Content-Disposition: attachment; filename*=utf-8''Gr%C3%BC%C3%9Fe.pdf", 'Grüße.pdf'],
    ['RFC 2231, in sections', "Content-Disposition: attachment; filename*0*=iso-8859-1'de'Gr%FC; filename*1*=%DFe; filename*2=.pdf", 'Grüße.pdf'],
    ['an encoded word, which is wrong and usual', 'Content-Disposition: attachment; filename="=?utf-8?Q?Gr=C3=BC=C3=9Fe=2Epdf?="', 'Grüße.pdf'],
    ['a path', 'Content-Disposition: attachment; filename="C:\\\\Temp\\\\Beleg.pdf"', 'Beleg.pdf'],
    ['no name but a description', 'Content-Description: Beleg.pdf', 'Beleg.pdf'],
  ])('names a file by %s', async (_, header, name) => {
    const read = await readMime(mail(...mixed(['', 'siehe Anhang'], ['Content-Type: application/pdf', header, '', '%PDF'])));
    expect(read.attachments.map((one) => one.name)).toEqual([name]);
  });

  it('reads raw bytes in a file name', async () => {
    const read = await readMime(latin(...mixed(['', 'x'], ['Content-Type: application/pdf', 'Content-Disposition: attachment; filename="Gr\xfc\xdfe.pdf"', '', '%PDF'])));
    expect(read.attachments[0]!.name).toBe('Grüße.pdf');
  });

  it('calls an enclosed mail by its subject, and quotes it', async () => {
    const read = await readMime(mail(...mixed(['', 'Bitte übernehmen.'], ['Content-Type: message/rfc822', '', 'From: ben@home.example', 'Subject: =?utf-8?Q?Passwort_vergessen?=', '', 'Ich komme nicht hinein.'])));
    expect(read.attachments).toMatchObject([{ part: '2', name: 'Passwort vergessen.eml', type: 'message/rfc822' }]);
    expect(read.quoted).toContain('Ich komme nicht hinein.');
    expect(await leavesOf(mail(...mixed(['', 'Bitte übernehmen.'], ['Content-Type: message/rfc822', '', 'Subject: x', '', 'innen'])))).toMatchObject([{ part: '1' }, { part: '2.1', bytes: new Uint8Array(Buffer.from('innen')) }]);
  });

  it('takes what a related part refers to as files, also HTML', async () => {
    const read = await readMime(mail('Content-Type: multipart/related; boundary=b', '', '--b', 'Content-Type: text/html', '', '<p>Hallo</p>', '--b', 'Content-Type: text/html', 'Content-ID: <frame>', '', '<p>Rahmen</p>', '--b', 'Content-Type: image/png', 'Content-ID: <bild>', '', 'x', '--b--'));
    expect(read.text).toBe('Hallo');
    expect(read.attachments).toMatchObject([{ type: 'text/html', dangerous: true }, { type: 'image/png', inline: true }]);
  });

  it('says what an invitation without words is about', async () => {
    const read = await readMime(mail('Content-Type: text/calendar; method=REQUEST', '', 'BEGIN:VCALENDAR', 'METHOD:REQUEST', 'BEGIN:VEVENT', 'SUMMARY:Termin zur Freischaltung', 'DTSTART:20261123T090000Z', 'LOCATION;LANGUAGE=de:Raum 4\\, Haus B', 'END:VEVENT', 'END:VCALENDAR'));
    expect(read.text).toContain('Termin zur Freischaltung\nBeginn / Start: 2026-11-23 09:00 UTC\nOrt / Place: Raum 4, Haus B');
    expect(read.attachments).toMatchObject([{ name: 'invite.ics' }]);
  });

  it.each([
    ['S/MIME, encrypted', ['Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m', 'Content-Transfer-Encoding: base64', '', 'MIAGCSqGSIb3DQEHA6CA'], 'encrypted-smime', 'S/MIME'],
    ['PGP/MIME, encrypted', ['Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b', '', '--b', 'Content-Type: application/pgp-encrypted', '', 'Version: 1', '--b', 'Content-Type: application/octet-stream', '', 'x', '--b--'], 'encrypted-pgp', 'PGP'],
    ['PGP/MIME, signed', ['Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary=b', '', '--b', '', 'Hallo', '--b', 'Content-Type: application/pgp-signature', '', 'x', '--b--'], 'signed-pgp', 'Hallo'],
    ['PGP in the text', ['', '-----BEGIN PGP MESSAGE-----', '', 'x'], 'encrypted-pgp', 'PGP MESSAGE'],
  ])('shows %s for what it is', async (_, lines, defect, text) => {
    const read = await readMime(mail(...lines));
    expect(read.defects).toContain(defect);
    expect(read.text).toContain(text);
  });

  it('reads a mail inside an S/MIME signature, in one piece or in several', async () => {
    const inner = Buffer.from('Content-Type: text/plain; charset=utf-8\r\n\r\nGrüße von innen');
    const oid = (last: number): Buffer => Buffer.from([0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, last]);
    const tagged = (tag: number, content: Buffer): Buffer => Buffer.concat([Buffer.from([tag, 0x81, content.length]), content]);
    const whole = tagged(0x04, inner);
    const pieces = Buffer.concat([Buffer.from([0x24, 0x80]), tagged(0x04, inner.subarray(0, 20)), tagged(0x04, inner.subarray(20)), Buffer.from([0, 0])]);
    for (const octets of [whole, pieces]) {
      const signed = Buffer.concat([Buffer.from([0x30, 0x80]), oid(2), Buffer.from([0xa0, 0x80, 0x30, 0x80]), oid(1), Buffer.from([0xa0, 0x80]), octets]);
      const read = await readMime(mail('Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m', 'Content-Transfer-Encoding: base64', '', signed.toString('base64')));
      expect(read.text).toBe('Grüße von innen');
      expect(read.defects).toContain('signed-smime');
    }
  });

  it.each([
    ['is missing', 'Content-Type: multipart/mixed'],
    ['is another one', 'Content-Type: multipart/mixed; boundary=other'],
  ])('reads on where the boundary %s', async (_, header) => {
    const read = await readMime(mail(header, '', '--b', 'Content-Type: text/plain', '', 'Hallo', '--b', 'Content-Type: application/pdf; name=a.pdf', '', '%PDF', '--b--'));
    expect(read.text).toBe('Hallo');
    expect(read.attachments).toMatchObject([{ name: 'a.pdf' }]);
    expect((await readMime(mail(header, '', 'Nur Text, keine Teile.'))).text).toBe('Nur Text, keine Teile.');
  });

  it('reads a mail whose headers end in a line of blanks, and one whose only delimiter closes', async () => {
    expect((await readMime(mail('Content-Type: multipart/alternative; boundary="b"', ' ', '--b', 'Content-Type: text/plain;', ' ', 'Guten Tag', '--b--'))).text).toBe('Guten Tag');
    expect((await readMime(mail('Content-Type: multipart/alternative; boundary=b', '', '<html><body>Guten Tag</body></html>', '--b--'))).text).toContain('Guten Tag');
  });

  it('reads where the last boundary is missing, and where line ends are bare', async () => {
    expect((await readMime(mail('Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'Hallo'))).text).toBe('Hallo');
    for (const end of ['\n', '\r']) expect((await readMime(Buffer.from(`From: a@x.example${end}Subject: Hilfe${end}${end}Hallo${end}Welt`))).text).toBe('Hallo\nWelt');
  });

  it('reads HTML in the charset that it names itself, and enriched text without its commands', async () => {
    expect((await readMime(Buffer.concat([mail('Content-Type: text/html', '', '<meta charset="koi8-r"><p>'), Buffer.from('f0d2c9d7c5d4', 'hex')]))).text).toBe('Привет');
    expect((await readMime(mail('Content-Type: text/enriched', '', '<bold>Hallo</bold> <<Welt>'))).text).toContain('Hallo <Welt');
  });

  it('knows where mail programs begin a quotation in HTML', async () => {
    const html = async (body: string): Promise<string> => (await readMime(mail('Content-Type: text/html; charset=utf-8', '', body))).fresh;
    expect(await html('<p>Neu</p><hr id="stopSpelling"><p>Alt</p>')).toBe('Neu');
    expect(await html('<p>Neu</p><div id="divRplyFwdMsg"><b>Ki:</b> x</div><p>Alt</p>')).toBe('Neu');
    expect(await html('<p>Neu</p><div class="gmail_quote"><div class="gmail_attr">Ismeretlen nyelv:</div><blockquote>Alt</blockquote></div>')).toBe('Neu');
    expect(await html('<p>Neu</p><div class="moz-cite-prefix">X:</div><blockquote type="cite">Frage?</blockquote><p>Antwort</p>')).toBe('Neu\n\nAntwort');
    expect(await html('<p>Neu</p><div name="quote"><b>Von:</b> x<br>Alt</div>')).toBe('Neu');
  });
});

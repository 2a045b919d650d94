import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { inspect } from './inspect.js';
import { marksByName } from './marks.js';
import { contentDisposition, hidesItself, withTricksShown } from './safe-name.js';
import { readFileLink, writeFileLink } from './file-link.js';

const PNG = { ext: 'png', mime: 'image/png' };
const PDF = { ext: 'pdf', mime: 'application/pdf' };
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

/** A ZIP without compression, with the given names in it. */
function zip(names: readonly string[], { locked = false, claims = 0 } = {}): Buffer {
  const entries = names.map((name) => {
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(locked ? 1 : 0, 8);
    entry.writeUInt32LE(claims, 24);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    return Buffer.concat([entry, Buffer.from(name)]);
  });
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(4, 16);
  return Buffer.concat([bytes('PK\x03\x04'), directory, end]);
}
const ZIP = { ext: 'zip', mime: 'application/zip' };

describe('files that may do harm (T18, R56)', () => {
  test.each([
    ['setup.exe', 'executable'], ['rechnung.pdf.exe', 'double-extension'], ['foto.jpg                .scr', 'hidden-name'], ['a.docm', 'macro'], ['a.js', 'script'], ['a.svg', 'svg'], ['a.html', 'active-page'], ['a.lnk', 'shortcut'],
    ['a.iso', 'disk-image'], ['rechnung\u202efdp.exe', 'hidden-name'], ['rechnung[U+202E]fdp.exe', 'hidden-name'], ['A.EXE ', 'executable'], ['a.pdf.', ''], ['bild.png', ''], ['brief.tar.gz', ''], ['v1.2.pdf', ''],
  ])('%j is marked %j by its name', (name, mark) => {
    if (mark === '') expect(marksByName(name)).toEqual([]);
    else expect(marksByName(name)).toContain(mark);
  });

  test.each([
    ['a page below comments', inspect(bytes('<!-- --> <!-->\n<!---><!-- a > b --> <iframe src=x>'), 'a.txt', 'text/plain', undefined), ['active-page']],
    ['a page behind a comment that ends as HTML has it', inspect(bytes('<!-- a --!><script>alert(1)</script>'), 'a.txt', 'text/plain', undefined), ['active-page']],
    ['what only a browser takes for a page', inspect(bytes('<!-- --> x --> <iframe src=x>'), 'a.txt', 'text/plain', undefined), ['active-page']],
    ['an SVG below two declarations', inspect(bytes('<?xml version="1.0"?>\n<?xml-stylesheet href="a.css"?>\n<svg onload="alert(1)">'), 'a.xml', 'text/xml', { ext: 'xml', mime: 'application/xml' }), ['svg']],
    ['an SVG below a comment', inspect(bytes('<?xml version="1.0"?><!-- x -->\n<!DOCTYPE svg PUBLIC "x">\n<svg >'), 'a.xml', 'text/xml', { ext: 'xml', mime: 'application/xml' }), ['svg']],
    // As one pattern these took longer than anybody waits: each comment could end at its own end or at a later one.
    ['a page below many comments that is none', inspect(bytes(`<?xml?><!--${'---><!--'.repeat(500)}`), 'a.txt', 'text/plain', undefined), []],
    ['a page that calls itself a picture', inspect(bytes('<html><script>alert(1)</script>'), 'bild.png', 'image/png', undefined), ['active-page', 'type-mismatch']],
    ['an SVG that calls itself text', inspect(bytes('<?xml version="1.0"?>\n<svg onload="alert(1)">'), 'a.txt', 'text/plain', { ext: 'xml', mime: 'application/xml' }), ['svg']],
    ['a program that calls itself a document', inspect(bytes('MZ\x90\x00'), 'rechnung.pdf', 'application/pdf', { ext: 'exe', mime: 'application/x-msdownload' }), ['executable', 'type-mismatch']],
    ['a picture with a page inside', inspect(bytes('\x89PNG\r\n\x1a\n....<script>alert(1)</script>'), 'a.png', 'image/png', PNG), ['polyglot']],
    ['a picture with an archive behind it', inspect(Buffer.concat([bytes('\x89PNG\r\n\x1a\n'), zip(['a.class'])]), 'a.png', 'image/png', PNG), ['polyglot']],
    ['a document that starts something', inspect(bytes('%PDF-1.4 /OpenAction << /S /JavaScript /JS (app.alert(1)) >>'), 'a.pdf', 'application/pdf', PDF), ['active-pdf']],
    ['an archive with a program', inspect(zip(['brief.txt', 'x/setup.exe']), 'a.zip', 'application/zip', ZIP), ['program-inside']],
    ['an archive with a lock', inspect(zip(['a.txt'], { locked: true }), 'a.zip', 'application/zip', ZIP), ['locked-archive']],
    ['a bomb', inspect(zip(Array.from({ length: 9 }, (_, at) => `${at}.txt`), { claims: 4e9 }), 'a.zip', 'application/zip', ZIP), ['bomb']],
    ['an archive in an archive', inspect(zip(['more.zip']), 'a.zip', 'application/zip', ZIP), ['unlisted-archive']],
    ['a document with macros', inspect(zip(['[Content_Types].xml', 'word/vbaProject.bin']), 'a.docx', '', { ext: 'docx', mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' }), ['macro']],
    ['an old document with macros', inspect(bytes('\xd0\xcf\x11\xe0 M\0a\0c\0r\0o\0s\0'), 'a.doc', 'application/msword', { ext: 'cfb', mime: 'application/x-cfb' }), ['macro']],
    ['a script with a page below', inspect(bytes('<?php system($_GET[0]); ?><html>'), 'a.txt', 'text/plain', undefined), ['script']],
    ['a script', inspect(bytes('#!/bin/sh\nrm -rf /'), 'anleitung.txt', 'text/plain', undefined), ['script']],
  ])('%s is marked', (_, { marks }, expected) => {
    expect(marks).toEqual(expect.arrayContaining(expected));
  });

  test.each([
    ['a picture', inspect(bytes('\x89PNG\r\n\x1a\n...'), 'Bildschirmfoto.PNG', 'image/png', PNG)],
    ['a photograph', inspect(bytes('\xff\xd8\xff'), 'IMG_1.jpeg', 'application/octet-stream', { ext: 'jpg', mime: 'image/jpeg' })],
    ['a document', inspect(zip(['[Content_Types].xml', 'word/document.xml', 'docProps/thumbnail.jpeg']), 'Brief.docx', 'application/octet-stream', { ext: 'docx', mime: 'application/x' })],
    ['a PDF', inspect(bytes('%PDF-1.4 hello'), 'a.pdf', 'application/pdf', PDF)],
    ['a text', inspect(bytes('Hallo'), 'a.txt', 'text/plain', undefined)],
    ['an archive of pictures', inspect(zip(['1.jpg', '2.jpg']), 'a.zip', 'application/x-zip-compressed', ZIP)],
  ])('%s is not', (_, { marks }) => {
    expect(marks).toEqual([]);
  });

  it('looks at anything without a word', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), fc.string({ unit: 'binary' }), (content, name) => {
      for (const detected of [undefined, PNG, ZIP, { ext: 'tar', mime: 'application/x-tar' }]) expect(inspect(Buffer.from(content), name, 'image/png', detected).type).toMatch(/\//);
      expect(inspect(Buffer.concat([bytes('PK'), Buffer.from(content)]), name, '', ZIP).isPicture).toBe(false);
    }));
  });
});

describe('names of files', () => {
  it('shows what turns the reading direction', () => {
    expect(withTricksShown('rechnung\u202efdp.exe')).toBe('rechnung[U+202E]fdp.exe');
    expect(hidesItself('Müller – Brief.pdf')).toBe(false);
  });

  it('never leaves the header, whatever the name', () => {
    expect(contentDisposition('Brief für Müller.pdf')).toBe("attachment; filename=\"Brief fur Muller.pdf\"; filename*=UTF-8''Brief%20f%C3%BCr%20M%C3%BCller.pdf");
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
      expect(contentDisposition(name)).toMatch(/^attachment; filename="[^"\\\r\n%;]+"; filename\*=UTF-8''[A-Za-z0-9%._~!$&+-]+$/);
    }));
    expect(contentDisposition('../../etc/passwd')).not.toMatch(/\.\.\/|%2F/);
  });
});

describe('links to files', () => {
  const key = Buffer.alloc(32, 7);
  const id = '019b0000-0000-7000-8000-00000000abcd';
  const now = new Date('2026-11-28T10:00:00Z');

  it('open what they were made for, for two minutes', () => {
    const token = writeFileLink(key, { way: 'picture', id }, now);
    expect(readFileLink(key, token, now)).toEqual({ way: 'picture', id });
    expect(readFileLink(key, token, new Date(now.getTime() + 119_000))).toBeDefined();
    expect(readFileLink(key, token, new Date(now.getTime() + 121_000))).toBeUndefined();
    expect(readFileLink(Buffer.alloc(32, 8), token, now)).toBeUndefined();
  });

  it('open nothing when a single character differs', () => {
    const token = writeFileLink(key, { way: 'file', id }, now);
    fc.assert(fc.property(fc.nat({ max: token.length - 1 }), fc.constantFrom(...'0123456789abcdefXYZ.-_'), (at, letter) => {
      const other = token.slice(0, at) + letter + token.slice(at + 1);
      // The last letter of base64url carries two bits that nobody reads; Buffer comparison is of text, so even that counts.
      expect(readFileLink(key, other, now) !== undefined).toBe(other === token);
    }));
  });
});

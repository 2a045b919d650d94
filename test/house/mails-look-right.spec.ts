import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { LOCALES } from '#kernel';
import { MAIL_KINDS, prepareTemplates, previewMail, variantsToPreview, type MailKind } from '#outbound';
import { parseProfile, shippedProfiles, type PortalProfile } from '#portals';
import { RealBrowser } from '../support/browser.js';

/**
 * Every mail of every portal in both languages, in a real browser: on a narrow phone by day and on a desk by night.
 * (A scheme changes no measure and a width no colour.) One page is filled again and again, since opening costs most.
 */
const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const RULES = ['color-contrast', 'link-name', 'empty-heading', 'html-has-lang', 'html-lang-valid', 'document-title', 'list', 'listitem', 'image-alt', 'link-in-text-block'];
const KINDS = Object.keys(MAIL_KINDS) as MailKind[];
const VIEWS = [{ width: 320, scheme: 'light' }, { width: 800, scheme: 'dark' }] as const;
const SMALLEST_TEXT_PX = 14;
const SMALLEST_TARGET_PX = 24;

let browser: RealBrowser;
let portals: readonly PortalProfile[];

beforeAll(async () => {
  await prepareTemplates();
  portals = (await shippedProfiles()).map(({ key, yaml }) => {
    const parsed = parseProfile(yaml);
    if (!parsed.ok) throw new Error(`${key} is not valid`);
    return parsed.profile;
  });
  browser = await RealBrowser.open();
});
afterAll(() => browser?.close());

it.each(VIEWS)('every mail reads well at $width px in $scheme', async ({ width, scheme }) => {
  const page = await (await browser.person({ width, height: 700, dark: scheme === 'dark' })).newPage();
  const problems: string[] = [];
  for (const [at, portal] of portals.entries()) {
    // Colours differ by portal, blocks by mail: axe, which takes longest, sees each mail in some portal and each portal in a fifth of the mails.
    for (const [of, kind] of KINDS.entries()) {
      for (const locale of LOCALES) {
        await page.setContent(previewMail(kind, locale, { portal }).html);
        const found = [...(await looks(page)), ...((of + at) % portals.length === 0 ? await axe(page) : [])];
        problems.push(...found.map((problem) => `${portal.key} ${kind} ${locale}: ${problem}`));
        // In every other way in which it is sent, once among the portals.
        for (const variant of of % portals.length === at ? variantsToPreview(kind) : []) {
          await page.setContent(previewMail(kind, locale, { portal, variant }).html);
          problems.push(...(await looks(page)).map((problem) => `${portal.key} ${kind} ${variant} ${locale}: ${problem}`));
        }
      }
    }
  }
  expect(problems).toEqual([]);
});

it('notices what is wrong with a mail', async () => {
  const page = await (await browser.person({ width: 320 })).newPage();
  await page.setContent('<html lang="de"><title>x</title><body><p style="font-size:12px;color:#999;background:#fff">klein und blass</p><div style="width:500px">breit</div><a href="https://desk.example/" style="position:absolute;left:-900px">weg</a></body></html>');
  expect((await looks(page)).map((problem) => problem.split(':')[0])).toEqual(['scrolls sideways', 'small text', 'link out of reach']);
  expect(await axe(page)).toEqual([expect.stringContaining('color-contrast')]);
});

function looks(page: Page): Promise<string[]> {
  return page.evaluate(([smallestText, smallestTarget]) => {
    const problems: string[] = [];
    const wide = document.documentElement.scrollWidth - window.innerWidth;
    if (wide > 0) problems.push(`scrolls sideways: by ${wide} px`);
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const parent = text.parentElement!;
      if (!text.textContent?.trim() || parent.closest('style') || parent.getClientRects().length === 0) continue;
      const size = Number.parseFloat(getComputedStyle(parent).fontSize);
      if (size < smallestText!) problems.push(`small text: ${size} px "${text.textContent.trim()}"`);
    }
    for (const link of document.querySelectorAll('a[href]')) {
      const { left, right, width, height } = link.getBoundingClientRect();
      if (left < 0 || right > window.innerWidth || width < smallestTarget! || height < smallestTarget!) problems.push(`link out of reach: ${link.textContent?.trim()}`);
    }
    return problems;
  }, [SMALLEST_TEXT_PX, SMALLEST_TARGET_PX]);
}

async function axe(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  return page.evaluate(async (values) => {
    const { axe: checker } = globalThis as unknown as { axe: { run(context: unknown, options: unknown): Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] }> } };
    const { violations } = await checker.run(document, { runOnly: { type: 'rule', values }, resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`));
  }, RULES);
}

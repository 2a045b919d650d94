import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findProgram } from '../../apps/ops/embedded/programs.js';

const SCREENS = join(process.cwd(), 'test', '.tmp', 'screens');
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** A real Chromium of this machine. */
export class RealBrowser {
  private constructor(private readonly browser: Browser) {}

  static async open(): Promise<RealBrowser> {
    const program = (await findProgram('chromium')) ?? (await findProgram('chromium-browser')) ?? (await findProgram('google-chrome'));
    if (!program) throw new Error('this machine has no Chromium (Debian: apt-get install chromium)');
    await mkdir(SCREENS, { recursive: true });
    return new RealBrowser(await chromium.launch({ executablePath: program, args: QUIET }));
  }

  /** A person with a browser of their own: cookies, language, window. */
  person(options: { locale?: string; javaScript?: boolean; width?: number; height?: number; dark?: boolean } = {}): Promise<BrowserContext> {
    return this.browser.newContext({
      locale: options.locale ?? 'de-DE', javaScriptEnabled: options.javaScript ?? true, viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
      colorScheme: options.dark ? 'dark' : 'light', reducedMotion: 'reduce',
    });
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}

/** A picture for people to look at; kept outside of the repository. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(SCREENS, `${name}.png`), fullPage: true });
}

export interface AccessibilityProblem {
  readonly id: string;
  readonly help: string;
  readonly where: readonly string[];
}

/** What axe finds against WCAG 2.2 AA on this page. Runs through the protocol, so it works where the page's CSP forbids scripts. */
export async function accessibilityProblems(page: Page): Promise<AccessibilityProblem[]> {
  const axe = await readFile(createRequire(join(process.cwd(), 'package.json')).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: { run(context: unknown, options: unknown): Promise<{ violations: { id: string; help: string; nodes: { target: string[] }[] }[] }> } };
    const { violations } = await checker.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map(({ target }) => target.join(' ')) }));
  });
}

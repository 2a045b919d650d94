import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findProgram } from '../../apps/ops/embedded/programs.js';

const SCREENS = join(process.cwd(), 'test', '.tmp', 'screens');
/** As in jest.config.js: for what hangs. Half a minute, the browser's own limit, is too short for a page on a busy machine. */
const HANGS_AFTER_MS = 300_000;
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
  async person(options: { locale?: string; javaScript?: boolean; width?: number; height?: number; dark?: boolean } = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      locale: options.locale ?? 'de-DE', javaScriptEnabled: options.javaScript ?? true, viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
      colorScheme: options.dark ? 'dark' : 'light', reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(HANGS_AFTER_MS);
    return context;
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

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds on this page, against WCAG 2.2 AA and further rules. Runs through the protocol, so it works where the page's CSP forbids scripts. */
export async function accessibilityProblems(page: Page, furtherRules: readonly string[] = []): Promise<AccessibilityProblem[]> {
  const axe = await readFile(createRequire(join(process.cwd(), 'package.json')).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(axe);
  return page.evaluate(async (runOnly) => {
    const { axe: checker } = globalThis as unknown as { axe: { run(context: unknown, options: unknown): Promise<{ violations: { id: string; help: string; nodes: { target: string[] }[] }[] }> } };
    const { violations } = await checker.run(document, { runOnly });
    return violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map(({ target }) => target.join(' ')) }));
  }, [...WCAG, ...furtherRules]);
}

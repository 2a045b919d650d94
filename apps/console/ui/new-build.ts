const RELOADED_AT = 'rekey.reloaded-at';
/** A page that is loaded anew and still misses a part is not loaded anew for ever. */
const AT_MOST_EVERY_MS = 60_000;

/**
 * The server was updated while this tab was open: parts of the desk that were not needed before have other names by now. The page is loaded anew, where
 * it is; drafts, and replies that have not left, are kept by the tab. Not while the server is away, for then there would be nothing to load.
 */
export function followNewBuild(): void {
  addEventListener('vite:preloadError', () => void reloadOnce());
}

async function reloadOnce(): Promise<void> {
  if (Date.now() - Number(sessionStorage.getItem(RELOADED_AT)) < AT_MOST_EVERY_MS) return;
  const answer = await fetch('/', { method: 'HEAD', cache: 'no-store' }).catch(() => undefined);
  if (!answer?.ok) return;
  sessionStorage.setItem(RELOADED_AT, String(Date.now()));
  location.reload();
}

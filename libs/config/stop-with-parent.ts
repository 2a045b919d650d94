/** How long closing may take before the process ends all the same. */
const PATIENCE_MS = 15_000;

/**
 * Closes this process when it is told to (SIGINT, SIGTERM) or when the process that started it with an IPC channel is
 * gone, even by kill -9. Ends with exit code 0 when `close` resolves.
 */
export function stopWithParent(close: () => Promise<void>): void {
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    close().then(() => process.exit(0), () => process.exit(1));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  process.once('disconnect', stop);
  // Gone already while we were starting: undefined means that nobody gave us a channel, false that it is closed.
  if (process.connected === false) stop();
}

/**
 * Milliseconds of processor time that this process has used so far. What specs about hostile input measure: unlike the
 * clock it does not run on while other programs have the machine.
 */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

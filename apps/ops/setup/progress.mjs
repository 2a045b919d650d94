const isTerminal = process.stdout.isTTY === true;
const NAME_WIDTH = 34;

export async function step(name, work) {
  const from = performance.now();
  const took = () => duration(performance.now() - from);
  // In a terminal the line counts the seconds; in a log it stands there once it is done, and once at the start if it takes long.
  const tick = isTerminal
    ? setInterval(() => process.stdout.write(`\r  · ${name.padEnd(NAME_WIDTH)} ${took()} `), 200)
    : setTimeout(() => say(`  · ${name} …`), 2_000);
  if (isTerminal) process.stdout.write(`  · ${name}`);
  const line = (mark, more) => say(`${isTerminal ? '\r\x1b[2K' : ''}  ${mark} ${name.padEnd(NAME_WIDTH)} ${took()}${more ? `   ${more}` : ''}`);
  try {
    const result = await work();
    clearInterval(tick);
    line('✓', typeof result === 'string' ? result : '');
    return result;
  } catch (error) {
    clearInterval(tick);
    line('✗');
    throw error;
  }
}

export function say(line = '') {
  process.stdout.write(`${line}\n`);
}

export function duration(milliseconds) {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(1)} s`;
  return `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1_000)} s`;
}

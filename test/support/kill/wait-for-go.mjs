/**
 * Loaded before a process's own main (`--import`): brings in all of its code, which takes longer than everything else of a
 * start, and lets main begin when it is told to. What dies and what comes up again are the product's own mains, unchanged.
 */
import { fileURLToPath, pathToFileURL } from 'node:url';

const code = new URL(import.meta.url).searchParams.get('code');
await import(pathToFileURL(fileURLToPath(new URL(`../../../${code}`, import.meta.url))));
const title = await new Promise((resolve) => process.once('message', resolve));
// So that its sessions can be told apart from those of whoever was here before.
process.env.PGAPPNAME = title;

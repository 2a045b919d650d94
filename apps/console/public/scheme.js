// Runs before the first paint, so that a dark desk never flashes white. A file of its own because the policy forbids inline scripts.
(() => {
  let chosen = 'auto';
  try { chosen = localStorage.getItem('rekey.scheme') ?? 'auto'; } catch { /* storage may be off */ }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();

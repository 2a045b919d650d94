import { describe, expect, it } from '@jest/globals';
import { existsSync, globSync, readFileSync } from 'node:fs';

/** Styles are imported one component at a time; a forgotten one shows as a bare box with an unscaled icon, which neither types nor axe notice. */
describe('styles of the components', () => {
  it('are there for every component that the console uses', () => {
    const styles = readFileSync('apps/console/styles.css', 'utf8');
    const used = new Set(globSync('apps/console/**/*.tsx').flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)].flatMap(([, names = '']) => names.split(',').map((name) => name.trim()))));
    expect(used).toContain('Checkbox');
    const styled = [...used].filter((name) => existsSync(`node_modules/@mantine/core/styles/${name}.layer.css`));
    expect(styled.filter((name) => !styles.includes(`styles/${name}.layer.css`))).toEqual([]);
  });
});

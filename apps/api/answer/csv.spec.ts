import { describe, expect, it } from '@jest/globals';
import { csvOf } from './csv.js';

describe('a table for a spreadsheet', () => {
  it.each([
    ['=1+1', "'=1+1"], ['+49', "'+49"], ['-2', "'-2"], ['@SUM(A1)', "'@SUM(A1)"], [' =cmd()', "' =cmd()"], ['\t=1', "'\t=1"], ['\0=1', "'\0=1"], ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
    ['Prüfung, morgen', '"Prüfung, morgen"'], ['zwei\nZeilen', '"zwei\nZeilen"'], [null, ''], [3, '3'],
  ])('%j runs nothing and stays one cell (R58, T19)', (value, written) => {
    expect(csvOf(['a', 'b'], [[value, 'x']])).toBe(`\uFEFFa,b\r\n${written},x\r\n`);
  });
});

import { expect, it } from '@jest/globals';
import { pageOfForm } from './page-of-form.js';

it.each([
  ['/r/set', '/r/set'], ['/r/new', '/r/set'], ['/r/code', '/r/code'], ['/r/forgotten', '/r/forgotten'], ['/a/new', '/a/set'], ['/s/new', '/s/show'], ['/c/report', '/c/report'],
  ['/t/letter', '/t/status'], ['/t/home', '/t/status'], ['/v/home/works', '/v/answer'], ['/d/read', '/d/data'],
  ['/portal/school', '/portal/school'], ['/portal/school/second-step', '/portal/school'], ['/playground/write', '/playground'], ['/toString/x', '/toString/x'],
])('a form that goes to %s stands on %s', (path, page) => expect(pageOfForm(path)).toBe(page));

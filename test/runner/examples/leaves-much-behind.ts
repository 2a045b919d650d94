import { afterEach, describe, expect, it, jest } from '@jest/globals';

/** A spec file that expects to find nothing of another, and leaves behind what a file can. */
export function leavesMuchBehind(name: string): void {
  afterEach(() => {
    // A hook of another file would run here, too.
    expect(expect.getState().testPath).toContain(`/${name}.ts`);
  });

  describe('what another file did', () => {
    it('is not there', () => {
      expect({ ...process.env }).not.toHaveProperty('REKEY_LEFT_BEHIND');
      expect([process.env['PATH'], process.cwd(), process.exitCode, Math.max(1, 2), 'saidByATest' in console]).toEqual([expect.any(String), expect.not.stringMatching(/^\/$/), undefined, 2, false]);
      process.env['REKEY_LEFT_BEHIND'] = name;
      delete process.env['PATH'];
      process.chdir('/');
      process.exitCode = 1;
      jest.spyOn(Math, 'max').mockReturnValue(7);
      Object.assign(console, { saidByATest: true });
    });
  });
}

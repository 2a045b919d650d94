import { it } from '@jest/globals';

it('forgets a promise', async () => {
  void Promise.reject(new Error('nobody heard'));
  await new Promise((resolve) => setTimeout(resolve, 10));
});

import { describe, expect, it } from '@jest/globals';
import { newToken } from '#kernel';
import { CLEAN_PATHS } from '../../apps/api/frame/link-kinds.js';
import { maskText } from '../../libs/intake/domain/secrets/mask-secrets.js';

describe('a link of ours that lets its bearer in', () => {
  it.each(Object.keys(CLEAN_PATHS))('is masked in a mail that quotes it: /%s/', (kind) => {
    const start = `https://desk.example/${kind}/`;
    expect(maskText(`> Hier: ${start}${newToken()}\nDanke`)).toBe(`> Hier: ${start}[•••]\nDanke`);
  });
});

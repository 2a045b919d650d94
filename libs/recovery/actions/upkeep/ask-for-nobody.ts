import type { Directory } from '#directory';

/**
 * Whether the directory is there and as the profile says.
 *
 * @throws whatever the directory throws when it is not
 */
export async function askForNobody(directory: Directory): Promise<void> {
  await directory.mustBeUsable();
}

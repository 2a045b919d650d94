import type { Directory } from '#directory';

/**
 * Asks for somebody whom no directory has: whatever it answers, it is there.
 *
 * @throws whatever the directory throws when it is not
 */
export async function askForNobody(directory: Directory): Promise<void> {
  await directory.find({ username: 'rekey-upkeep-looks-for-nobody' });
}

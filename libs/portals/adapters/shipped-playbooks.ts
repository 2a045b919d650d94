import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { CaseType } from '#kernel';
import { PlaybookSchema, type Playbook } from '../domain/playbook.js';
import type { PortalProfile } from '../domain/profile.js';

/** From the sources, or from `dist/libs/portals`, where YAML files are not copied to. */
const PLACES = [new URL('../playbooks/playbooks.yaml', import.meta.url), new URL('../../../../libs/portals/playbooks/playbooks.yaml', import.meta.url)];

/** The playbooks that come with Rekey; a mistake in them stops the start. */
export const SHIPPED_PLAYBOOKS: ReadonlyMap<CaseType, Playbook> = readShipped();

/** How this portal works a case type; undefined for what nobody works (spam, bounces). */
export function playbookOf({ playbooks }: Pick<PortalProfile, 'playbooks'>, caseType: CaseType): Playbook | undefined {
  return playbooks.find((one) => one.caseType === caseType) ?? SHIPPED_PLAYBOOKS.get(caseType);
}

function readShipped(): ReadonlyMap<CaseType, Playbook> {
  const place = PLACES.find((url) => existsSync(url));
  if (!place) throw new Error('the playbooks that come with Rekey are not there');
  const books = z.array(PlaybookSchema).parse(parse(readFileSync(place, 'utf8')));
  return new Map(books.map((book) => [book.caseType, book]));
}

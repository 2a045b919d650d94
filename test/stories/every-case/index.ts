import { CHAMBER_STORIES } from './chamber.js';
import { MANUFACTURER_STORIES } from './manufacturer.js';
import { MEDIA_CENTRE_STORIES } from './media-centre.js';
import { SCHOOL_STORIES } from './school.js';
import { SERVICE_DESK_STORIES } from './service-desk.js';
import type { CaseStory } from './story.js';

export const ALL_STORIES: readonly (readonly [portal: string, stories: readonly CaseStory[]])[] = [
  ['school', SCHOOL_STORIES], ['media-centre', MEDIA_CENTRE_STORIES], ['chamber', CHAMBER_STORIES], ['manufacturer', MANUFACTURER_STORIES], ['service-desk', SERVICE_DESK_STORIES],
];

import fc from 'fast-check';
import type { Limits, Place, Scope } from '#agents';

const PORTALS = ['school', 'chamber', 'manufacturer'];
const QUEUES = ['triage', 'office', 'it\'s "odd"'];
const KINDS = ['pupil', 'teacher', 'customer'];
const ORGANISATIONS = ['Works', 'Müller, {Söhne}'];

const some = (all: readonly string[]): fc.Arbitrary<string[] | undefined> => fc.option(fc.subarray([...all], { minLength: 1 }), { nil: undefined });

/** Any scope over few names, so that it meets places. */
export const aScope: fc.Arbitrary<Scope> = fc.record({
  portals: fc.subarray(PORTALS),
  limits: fc.dictionary(fc.constantFrom(...PORTALS), fc.record({ queues: some(QUEUES), kinds: some(KINDS), organisations: some(ORGANISATIONS) })) as fc.Arbitrary<Limits>,
});

/** Any place over the same names, with what is missing and what nobody knows. */
export const aPlace: fc.Arbitrary<Place & { readonly queue: string; readonly accountKind: string | null; readonly accountOrganisation: string | null }> = fc.record({
  portalKey: fc.constantFrom(...PORTALS), queue: fc.constantFrom(...QUEUES), accountKind: fc.constantFrom(null, 'unknown', ...KINDS), accountOrganisation: fc.constantFrom(null, ...ORGANISATIONS),
});

import { canonicalAddress } from '#kernel';

/** The addresses of one account as they stand in a directory. */
export interface AddressList {
  readonly main: string | undefined;
  readonly seconds: readonly string[];
}

/** The list with `given` in the place of the old one; undefined: the old one is not there. An address that stood elsewhere in it moves: none stands twice. */
export function withReplaced({ main, seconds }: AddressList, isOld: (address: string) => boolean, given: string): AddressList | undefined {
  const isMain = main !== undefined && isOld(main);
  if (!isMain && !seconds.some(isOld)) return undefined;
  const others = seconds.flatMap((one) => (isOld(one) ? [given] : isSame(one, given) ? [] : [one]));
  return distinct({ main: isMain ? given : main, seconds: others });
}

/** The list with one more second address; as it was, where that stands in it already. */
export function withSecond(list: AddressList, given: string): AddressList {
  return distinct({ main: list.main, seconds: [...list.seconds, given] });
}

export function isOn({ main, seconds }: AddressList, address: string): boolean {
  return [...(main === undefined ? [] : [main]), ...seconds].some((one) => isSame(one, address));
}

/** The first spelling of each address stays; what is the main one is no second one. */
function distinct({ main, seconds }: AddressList): AddressList {
  const seen = new Set(main === undefined ? [] : [canonicalAddress(main)]);
  return {
    main,
    seconds: seconds.filter((one) => {
      const isNew = !seen.has(canonicalAddress(one));
      seen.add(canonicalAddress(one));
      return isNew;
    }),
  };
}

function isSame(one: string, other: string): boolean {
  return canonicalAddress(one) === canonicalAddress(other);
}

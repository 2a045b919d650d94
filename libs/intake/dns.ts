/** Where DNS is asked; tests put their own zones here. */
export abstract class Dns {
  /** False: the house does not ask DNS at all, so nobody's sender can be checked here. */
  abstract readonly isOn: boolean;

  /**
   * The records of a name: TXT and MX as `node:dns` gives them, addresses as text.
   *
   * @throws Error with `code` ENOTFOUND or ENODATA when there are none, and with any other code when nobody could tell
   */
  abstract resolve(name: string, type: string): Promise<string[][] | string[]>;
}

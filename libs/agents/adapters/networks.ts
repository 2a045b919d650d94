import { BlockList, isIP } from 'node:net';

/** Loopback, RFC 1918, unique local (RFC 4193) and link-local addresses. */
const PRIVATE = ['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '::1/128', 'fc00::/7', 'fe80::/10'];

function parts(list: string): string[] {
  return list.split(',').map((one) => one.trim()).filter((one) => one !== '').flatMap((one) => (one === 'private' ? PRIVATE : [one]));
}

/** What is wrong with a list of networks; undefined: nothing. */
export function networksProblem(list: string): string | undefined {
  for (const one of parts(list)) {
    const [address = '', prefix, more] = one.split('/');
    const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)]!;
    const isPrefix = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= longest);
    if (longest < 0 || !isPrefix || more !== undefined) return `"${one}" is no network, such as 10.20.0.0/16`;
  }
  return undefined;
}

/** A test for addresses of these networks. An IPv4 address in IPv6 clothes (`::ffff:10.0.0.1`) is the IPv4 address. */
export function networks(list: string): (ip: string) => boolean {
  const block = new BlockList();
  for (const one of parts(list)) {
    const [address = '', prefix] = one.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    block.addSubnet(address, prefix === undefined ? (family === 'ipv6' ? 128 : 32) : Number(prefix), family);
  }
  return (ip) => {
    const plain = ip.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '');
    const family = isIP(plain);
    return family !== 0 && block.check(plain, family === 6 ? 'ipv6' : 'ipv4');
  };
}

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

export interface Said {
  readonly code: number | null;
  readonly out: Buffer;
  readonly err: string;
}

export interface CertificateWish {
  readonly address: string;
  readonly name?: string;
  readonly key?: 'rsa' | 'ec' | 'rsa-1024' | 'ed25519';
  readonly days?: number;
  readonly keyUsage?: string;
  readonly purposes?: string;
  readonly by?: Certified;
  /** In the subject, above the name: `O=Corp`. */
  readonly above?: string;
  /** Other alternative names than the address. */
  readonly altNames?: string;
}

/** A certificate and its key, as files; `chain` leads to the authority. */
export interface Certified {
  readonly pem: string;
  readonly certFile: string;
  readonly keyFile: string;
  readonly chain: readonly Certified[];
}

/** The real program, in a directory of its own: another's hands for making and checking certificates and signatures. */
export class OpenSsl {
  #count = 0;

  private constructor(readonly directory: string) {}

  static async start(): Promise<OpenSsl> {
    return new OpenSsl(await mkdtemp(join(tmpdir(), 'rekey-openssl-')));
  }

  stop(): Promise<void> {
    return rm(this.directory, { recursive: true, force: true });
  }

  async run(args: readonly string[], input: Uint8Array | string = ''): Promise<Said> {
    const child = spawn('openssl', args, { cwd: this.directory, stdio: ['pipe', 'pipe', 'pipe'] });
    // It may end before it has read everything.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    const ended = new Promise<number | null>((resolve, reject) => child.once('close', resolve).once('error', reject));
    const [out, err, code] = await Promise.all([buffer(child.stdout), buffer(child.stderr), ended]);
    return { code, out, err: err.toString() };
  }

  async file(content: Uint8Array | string): Promise<string> {
    const path = join(this.directory, `f${(this.#count += 1)}`);
    await writeFile(path, content);
    return path;
  }

  /** @param more lines of extensions, and of sections that they name */
  authority(name = 'Example Authority', by?: Certified, ...more: readonly string[]): Promise<Certified> {
    return this.#issue({ name, key: 'ec', by, extensions: ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign', ...more], days: 3650 });
  }

  certificate({ address, name = 'Ada Example', altNames, keyUsage = 'digitalSignature,nonRepudiation', purposes = 'emailProtection', ...wish }: CertificateWish): Promise<Certified> {
    const extensions = ['basicConstraints=CA:FALSE', `subjectAltName=${altNames ?? `email:${address}`}`, ...(keyUsage ? [`keyUsage=critical,${keyUsage}`] : []), ...(purposes ? [`extendedKeyUsage=${purposes}`] : [])];
    return this.#issue({ name, extensions, ...wish });
  }

  /** As authorities hand it out; `quick`, with a seal that takes no time to open. */
  async pkcs12({ certFile, keyFile, chain }: Certified, password: string, { quick = true } = {}): Promise<Buffer> {
    const between = await this.file(chain.map(({ pem }) => pem).join(''));
    return this.#must(['pkcs12', '-export', ...(quick ? ['-iter', '1'] : []), '-in', certFile, '-inkey', keyFile, ...(chain.length > 0 ? ['-certfile', between] : []), '-passout', 'stdin'], `${password}\n`);
  }

  /** A content (MIME entity) signed as mail programs do it: `detached` multipart/signed, or enclosed. */
  async sign(entity: string, { certFile, keyFile, chain }: Certified, options: readonly string[] = []): Promise<Buffer> {
    const between = chain.length > 0 ? ['-certfile', await this.file(chain.map(({ pem }) => pem).join(''))] : [];
    return this.#must(['cms', '-sign', '-signer', certFile, '-inkey', keyFile, ...between, '-md', 'sha256', ...options], entity);
  }

  async #issue({ name, above = '', key = 'rsa', by, extensions, days = 90 }: { readonly name: string; readonly above?: string; readonly key?: CertificateWish['key']; readonly by?: Certified | undefined; readonly extensions: readonly string[]; readonly days?: number }): Promise<Certified> {
    const keyFile = await this.file(await this.#must(['genpkey', ...(key === 'ed25519' ? ['-algorithm', 'ED25519'] : key === 'ec' ? ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'] : ['-algorithm', 'RSA', '-pkeyopt', `rsa_keygen_bits:${key === 'rsa' ? 2048 : 1024}`])]));
    const settings = await this.file(['[req]', 'distinguished_name=dn', 'prompt=no', 'utf8=yes', 'string_mask=utf8only', '[dn]', above, `CN=${name}`, '[ext]', 'subjectKeyIdentifier=hash', ...extensions, ''].join('\n'));
    const request = ['req', '-new', '-key', keyFile, '-config', settings];
    const made = by
      ? await this.#must(['x509', '-req', '-in', await this.file(await this.#must(request)), '-CA', by.certFile, '-CAkey', by.keyFile, '-set_serial', String(1000 + this.#count), '-days', String(days), '-sha256', '-extfile', settings, '-extensions', 'ext'])
      : await this.#must([...request, '-x509', '-days', String(days), '-sha256', '-extensions', 'ext']);
    const certFile = await this.file(made);
    return { pem: (await readFile(certFile)).toString(), certFile, keyFile, chain: by ? [by, ...by.chain] : [] };
  }

  async #must(args: readonly string[], input: Uint8Array | string = ''): Promise<Buffer> {
    const { code, out, err } = await this.run(args, input);
    if (code !== 0) throw new Error(`openssl ${args[0]} failed: ${err}`);
    return out;
  }
}

import forge from 'node-forge';

/** An authority of our own and a certificate for loopback, signed by it. Made anew for every run. */
export function makeCertificate(names: readonly string[] = ['localhost'], ip = '127.0.0.1'): { readonly ca: string; readonly cert: string; readonly key: string } {
  const authority = forge.pki.rsa.generateKeyPair(2048);
  const server = forge.pki.rsa.generateKeyPair(2048);
  const root = signed({ publicKey: authority.publicKey, name: 'Rekey test authority', issuer: 'Rekey test authority', signer: authority.privateKey, serial: '01', extensions: [{ name: 'basicConstraints', cA: true }, { name: 'keyUsage', keyCertSign: true }] });
  const altNames = [...names.map((value) => ({ type: 2, value })), { type: 7, ip }];
  const leaf = signed({ publicKey: server.publicKey, name: names[0]!, issuer: 'Rekey test authority', signer: authority.privateKey, serial: '02', extensions: [{ name: 'subjectAltName', altNames }] });
  return { ca: forge.pki.certificateToPem(root), cert: forge.pki.certificateToPem(leaf), key: forge.pki.privateKeyToPem(server.privateKey) };
}

interface ToSign {
  readonly publicKey: forge.pki.rsa.PublicKey;
  readonly name: string;
  readonly issuer: string;
  readonly signer: forge.pki.rsa.PrivateKey;
  readonly serial: string;
  readonly extensions: object[];
}

function signed({ publicKey, name, issuer, signer, serial, extensions }: ToSign): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = publicKey;
  certificate.serialNumber = serial;
  certificate.validity.notBefore = new Date(Date.now() - 86_400_000);
  certificate.validity.notAfter = new Date(Date.now() + 10 * 86_400_000);
  certificate.setSubject([{ name: 'commonName', value: name }]);
  certificate.setIssuer([{ name: 'commonName', value: issuer }]);
  certificate.setExtensions(extensions);
  certificate.sign(signer, forge.md.sha256.create());
  return certificate;
}

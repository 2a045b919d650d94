import { spawn, spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answers, freePort } from '../../../apps/ops/embedded/ports.js';
import { until } from '../../../apps/ops/embedded/processes.js';
import { makeCertificate } from './certificate.js';

const BASE = 'dc=directory,dc=example';

/** What the organisation of the tests added to the standard schema. */
const SCHEMA = `
attributetype ( 1.3.6.1.4.1.99999.1.1 NAME 'exSecondMail' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )
attributetype ( 1.3.6.1.4.1.99999.1.2 NAME 'exSerialNumber' EQUALITY caseIgnoreMatch SUBSTR caseIgnoreSubstringsMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )
attributetype ( 1.3.6.1.4.1.99999.1.3 NAME 'exBirthDate' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
attributetype ( 1.3.6.1.4.1.99999.1.4 NAME 'exRegistration' EQUALITY caseExactMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
objectclass ( 1.3.6.1.4.1.99999.2.1 NAME 'exPerson' AUXILIARY MAY ( exSecondMail $ exSerialNumber $ exBirthDate $ exRegistration ) )
`;

/** A real slapd with ppolicy, StartTLS and an account of least rights. */
export interface OpenLdap {
  readonly url: string;
  readonly baseDn: string;
  readonly adminDn: string;
  readonly adminPassword: string;
  /** Rekey's own account: may write passwords, locks and a few attributes under ou=people, nothing else. */
  readonly deskDn: string;
  readonly deskPassword: string;
  readonly ca: string;
  restart(): Promise<void>;
  /** Down, with what it holds; `restart` brings it up again. */
  halt(): Promise<void>;
  stop(): Promise<void>;
}

/** Without `hasPolicy` it knows neither must-change nor a lock. */
export async function startOpenLdap({ hasPolicy = true }: { readonly hasPolicy?: boolean } = {}): Promise<OpenLdap> {
  const home = await mkdtemp(join(tmpdir(), 'rk-ldap-'));
  await chmod(home, 0o755);
  await mkdir(join(home, 'data'));
  const port = await freePort();
  const { ca, cert, key } = makeCertificate();
  for (const [name, text] of [['ca.pem', ca], ['cert.pem', cert], ['key.pem', key], ['own.schema', SCHEMA]] as const) await writeFile(join(home, name), text);
  const settings = join(home, 'slapd.conf');
  await writeFile(settings, hasPolicy ? configuration(home) : withoutPolicy(configuration(home)));
  const data = join(home, 'base.ldif');
  await writeFile(data, hasPolicy ? ENTRIES : ENTRIES.replace(/^dn: cn=default(.+\n)+\n/m, ''));
  const added = spawnSync('slapadd', ['-f', settings, '-l', data], { encoding: 'utf8' });
  if (added.status !== 0) throw new Error(`slapadd: ${added.stderr}`);
  const start = async () => {
    const child = spawn('slapd', ['-d', '0', '-f', settings, '-h', `ldap://127.0.0.1:${port}`], { stdio: 'ignore' });
    if (!(await until(() => answers(port), 60_000, 50))) throw new Error('slapd does not answer');
    return child;
  };
  let child = await start();
  const end = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  };
  return {
    url: `ldap://127.0.0.1:${port}`, baseDn: `ou=people,${BASE}`, adminDn: `cn=admin,${BASE}`, adminPassword: 'admin secret', deskDn: `cn=rekey,ou=services,${BASE}`, deskPassword: 'desk secret', ca,
    restart: async () => {
      await end();
      child = await start();
    },
    halt: end,
    stop: async () => {
      await end();
      await rm(home, { recursive: true, force: true });
    },
  };
}

function withoutPolicy(text: string): string {
  return text.replace(/^(moduleload|overlay) ppolicy\n|^ppolicy_.*\n|^access .*pwdReset.*\n/gm, '');
}

function configuration(home: string): string {
  const schemas = ['core', 'cosine', 'inetorgperson', 'nis'].map((name) => `include /etc/ldap/schema/${name}.schema`).join('\n');
  return `${schemas}
include ${home}/own.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload ppolicy
TLSCACertificateFile ${home}/ca.pem
TLSCertificateFile ${home}/cert.pem
TLSCertificateKeyFile ${home}/key.pem
sizelimit 500
database mdb
limits dn.exact="cn=rekey,ou=services,${BASE}" size.soft=500 size.hard=500 size.prtotal=unlimited
maxsize 104857600
suffix "${BASE}"
rootdn "cn=admin,${BASE}"
rootpw "admin secret"
directory ${home}/data
index objectClass,entryUUID,uid,mail eq
dbnosync
overlay ppolicy
ppolicy_default "cn=default,ou=policies,${BASE}"
ppolicy_hash_cleartext
access to dn.children="ou=people,${BASE}" attrs=userPassword by dn="cn=rekey,ou=services,${BASE}" write by self write by anonymous auth by * none
access to dn.children="ou=people,${BASE}" attrs=pwdAccountLockedTime,pwdReset,pwdStartTime,pwdFailureTime by dn="cn=rekey,ou=services,${BASE}" manage by * none
access to dn.subtree="ou=people,${BASE}" by dn="cn=rekey,ou=services,${BASE}" manage by self read by anonymous auth by * none
access to dn.subtree="ou=groups,${BASE}" by dn="cn=rekey,ou=services,${BASE}" read by * none
access to * by dn="cn=rekey,ou=services,${BASE}" read by anonymous auth by * none
`;
}

const ENTRIES = `dn: ${BASE}
objectClass: dcObject
objectClass: organization
o: Directory
dc: directory

dn: ou=people,${BASE}
objectClass: organizationalUnit
ou: people

dn: ou=groups,${BASE}
objectClass: organizationalUnit
ou: groups

dn: ou=services,${BASE}
objectClass: organizationalUnit
ou: services

dn: ou=policies,${BASE}
objectClass: organizationalUnit
ou: policies

dn: cn=default,ou=policies,${BASE}
objectClass: person
objectClass: pwdPolicy
cn: default
sn: policy
pwdAttribute: userPassword
pwdLockout: TRUE
pwdMaxFailure: 5
pwdMustChange: TRUE
pwdAllowUserChange: TRUE

dn: cn=rekey,ou=services,${BASE}
objectClass: person
cn: rekey
sn: rekey
userPassword: desk secret

dn: cn=privileged,ou=groups,${BASE}
objectClass: groupOfNames
cn: privileged
member: cn=rekey,ou=services,${BASE}

`;

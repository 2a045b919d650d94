import { Migration } from '@mikro-orm/migrations';

/** Keeps the certificates that sign the mails of an address, and their sealed keys. */
export class SignWithCertificates extends Migration {
  override up(): void {
    this.addSql(`create table "smime_key" ("id" uuid not null, "created_at" timestamptz not null, "portal_key" varchar(255) not null, "address" varchar(255) not null, "fingerprint" varchar(255) not null, "certificates" jsonb not null, "private_key_sealed" text not null, "valid_until" timestamptz not null, "active_since" timestamptz null, primary key ("id"))`);
    this.addSql(`alter table "smime_key" add constraint "smime_key_portal_key_address_fingerprint_unique" unique ("portal_key", "address", "fingerprint")`);
  }

  override down(): void {
    this.addSql(`drop table if exists "smime_key"`);
  }
}

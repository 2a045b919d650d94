import { Migration } from '@mikro-orm/migrations';

/** A bearer token of an integration may end by itself. Those of before hold until they are revoked. */
export class TokensThatExpire extends Migration {
  override up(): void {
    this.addSql(`alter table "api_token" add column "expires_at" timestamptz null`);
  }

  override down(): void {
    this.addSql(`alter table "api_token" drop column "expires_at"`);
  }
}

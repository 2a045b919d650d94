import { Migration } from '@mikro-orm/migrations';

/** What one transaction says about a mail is one row with a list of lines: a row a line was the largest part of PostgreSQL's work in filing. */
export class OneTraceRowATransaction extends Migration {
  override up(): void {
    this.addSql(`alter table "mail_trace" add column "lines" jsonb null`);
    this.addSql(`update "mail_trace" set "lines" = jsonb_build_array(jsonb_build_object('step', "step", 'verdict', "verdict", 'by', "by", 'because', "because"))`);
    this.addSql(`alter table "mail_trace" alter column "lines" set not null, drop column "step", drop column "verdict", drop column "by", drop column "because"`);
  }

  override down(): void {
    this.addSql(`alter table "mail_trace" add column "step" text null, add column "verdict" varchar(255) null, add column "by" varchar(255) null, add column "because" text null`);
    this.addSql(
      `insert into "mail_trace" ("kept_mail_id", "at", "lines", "step", "verdict", "by", "because")
       select t."kept_mail_id", t."at", '[]', l->>'step', l->>'verdict', l->>'by', l->>'because' from "mail_trace" t cross join lateral jsonb_array_elements(t."lines") with ordinality as e(l, nth) order by t."id", e.nth`);
    this.addSql(`delete from "mail_trace" where "step" is null`);
    this.addSql(`alter table "mail_trace" drop column "lines", alter column "step" set not null, alter column "verdict" set not null, alter column "by" set not null, alter column "because" set not null`);
    this.addSql(`alter table "mail_trace" add constraint "mail_trace_step_check" check ("step" in ('fetch', 'keep', 'read', 'screen', 'thread', 'recognise', 'file', 'route', 'instant'))`);
  }
}

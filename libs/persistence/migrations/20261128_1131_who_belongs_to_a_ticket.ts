import { Migration } from '@mikro-orm/migrations';

/** Who may write on a ticket besides its requester, how tickets hang together, and how a merger is undone. */
export class WhoBelongsToATicket extends Migration {
  override up(): void {
    this.addSql(`create table "ticket_participant" ("ticket_id" uuid not null, "canonical" varchar(255) not null, "address" text not null, "because" varchar(255) not null, "added_at" timestamptz not null, primary key ("ticket_id", "canonical"))`);
    this.addSql(`create table "ticket_merge" ("id" uuid not null, "source_id" uuid not null, "target_id" uuid not null, "merged_at" timestamptz not null, "merged_by_agent_id" uuid not null, "message_ids" jsonb not null, "participants" jsonb not null, "source_state" varchar(255) not null, "source_closed_at" timestamptz null, "undone_at" timestamptz null, primary key ("id"))`);
    this.addSql(`create index "ticket_merge_source_id_index" on "ticket_merge" ("source_id")`);
    this.addSql(`create index "ticket_merge_target_id_index" on "ticket_merge" ("target_id")`);
    this.addSql(`alter table "ticket" add column "link_kind" text null, add constraint "ticket_link_kind_check" check ("link_kind" in ('claims', 'closed', 'topic', 'split'))`);
    this.addSql(`update "ticket" set "link_kind" = 'claims' where "claims_ticket_id" is not null`);
    this.addSql(`create index "ticket_claims_index" on "ticket" ("claims_ticket_id") where "claims_ticket_id" is not null`);
    this.addSql(`create index "ticket_merged_index" on "ticket" ("merged_into_id") where "merged_into_id" is not null`);
  }

  override down(): void {
    this.addSql(`drop table "ticket_participant"`);
    this.addSql(`drop table "ticket_merge"`);
    this.addSql(`alter table "ticket" drop column "link_kind"`);
    this.addSql(`drop index "ticket_claims_index"`);
    this.addSql(`drop index "ticket_merged_index"`);
  }
}

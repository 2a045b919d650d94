/**
 * What makes the trail append-only for everybody who is not the owner with a screwdriver: a trigger that refuses every
 * UPDATE, DELETE and TRUNCATE, and the same rights taken from the role `rekey_app` where a desk runs under it
 * (recovery-security 5.10). Each statement can run twice. Stands with the migrations because it is SQL of the database, not of a release of the room.
 */
export const PROTECT_AUDIT: readonly string[] = [
  `create or replace function audit_entry_is_append_only() returns trigger language plpgsql as $$
   begin
     raise exception 'the audit trail is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
   end $$`,
  'drop trigger if exists audit_entry_append_only on audit_entry',
  `create trigger audit_entry_append_only before update or delete or truncate on audit_entry
   for each statement execute function audit_entry_is_append_only()`,
  `do $$
   begin
     if exists (select from pg_roles where rolname = 'rekey_app') then
       revoke update, delete, truncate on audit_entry from rekey_app;
     end if;
   end $$`,
];

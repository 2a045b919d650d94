/**
 * How the trail ends with its time and stays provable (R79). The beginning of a chain may go, up to a row whose hash is
 * noted in `audit_checkpoint` in the same transaction: the rest continues that hash. A source address may become null, the
 * pseudonym that the hash covers stays. Both only through the two functions, which run with the rights of the owner, and
 * neither for rows younger than the shortest time that a portal may set: the database's own clock decides that. Everything
 * else is refused as before. Each statement can run twice.
 */
export const LET_AUDIT_END: readonly string[] = [
  `create or replace function audit_entry_is_append_only() returns trigger language plpgsql as $$
   begin
     if tg_op in ('UPDATE', 'DELETE') and current_setting('rekey.audit_ends', true) = tg_op then return null; end if;
     raise exception 'the audit trail is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
   end $$`,
  `create or replace function audit_entry_ends_in_order() returns trigger language plpgsql as $$
   begin
     if tg_op = 'DELETE' then
       if old.at < now() - interval '180 days' and exists (select from audit_checkpoint c where c.chain = old.chain and c.sequence >= old.sequence) then return old; end if;
     elsif new.ip is null and old.at < now() - interval '7 days' then
       new.ip := old.ip;
       if new = old then
         new.ip := null;
         return new;
       end if;
     end if;
     raise exception 'the audit trail is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
   end $$`,
  'drop trigger if exists audit_entry_ends_in_order on audit_entry',
  `create trigger audit_entry_ends_in_order before update or delete on audit_entry for each row execute function audit_entry_ends_in_order()`,
  `create or replace function rekey_audit_prune(of_chain text, ended_before timestamptz, most int) returns int language plpgsql security definer set search_path = public, pg_temp as $$
   declare
     upto record;
     gone int;
   begin
     perform pg_advisory_xact_lock(hashtextextended('audit:' || of_chain, 0));
     -- A beginning without gaps: up to the row before the first that is too young, and never the last of the chain, nor what another system still lacks.
     select e.sequence, e.hash into upto from (select sequence, hash, at from audit_entry where chain = of_chain order by sequence limit most) e
       where e.sequence < coalesce((select min(y.sequence) from audit_entry y where y.chain = of_chain and y.at >= least(ended_before, now() - interval '180 days')), (select max(l.sequence) from audit_entry l where l.chain = of_chain))
         and e.sequence <= coalesce((select c.sequence from audit_copy c where c.chain = of_chain), e.sequence)
       order by e.sequence desc limit 1;
     if not found then return 0; end if;
     insert into audit_checkpoint (chain, sequence, hash, at) values (of_chain, upto.sequence, upto.hash, now())
       on conflict (chain) do update set sequence = excluded.sequence, hash = excluded.hash, at = excluded.at where audit_checkpoint.sequence < excluded.sequence;
     perform set_config('rekey.audit_ends', 'DELETE', true);
     delete from audit_entry where chain = of_chain and sequence <= upto.sequence;
     get diagnostics gone = row_count;
     perform set_config('rekey.audit_ends', '', true);
     return gone;
   end $$`,
  `create or replace function rekey_audit_forget_addresses(ended_before timestamptz, most int) returns int language plpgsql security definer set search_path = public, pg_temp as $$
   declare
     gone int;
   begin
     perform set_config('rekey.audit_ends', 'UPDATE', true);
     update audit_entry set ip = null where id in (select id from audit_entry where ip is not null and at < least(ended_before, now() - interval '7 days') order by at limit most for update skip locked);
     get diagnostics gone = row_count;
     perform set_config('rekey.audit_ends', '', true);
     return gone;
   end $$`,
  // Only the desk calls them; a role beside it reads.
  `revoke all on function rekey_audit_prune(text, timestamptz, int), rekey_audit_forget_addresses(timestamptz, int) from public`,
  `do $$
   begin
     if exists (select from pg_roles where rolname = 'rekey_app') then
       grant execute on function rekey_audit_prune(text, timestamptz, int), rekey_audit_forget_addresses(timestamptz, int) to rekey_app;
     end if;
   end $$`,
];

-- An entry may be deleted 400 days after it was made, and only once it is a leaf.
-- Whoever owns these tables can drop these triggers: they guard against mistakes and against this
-- program, and the tree of leaves tells the rest.

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append-only: % of % is refused', tg_op, tg_table_name
    using errcode = 'restrict_violation';
end;
$$;

create function refuse_early_audit_deletion() returns trigger language plpgsql as $$
begin
  if old.time > extract(epoch from current_timestamp - interval '400 days') * 1000
    or not exists (select 1 from audit_leaf where entry_id = old.id)
  then
    raise exception 'the audit log is append-only: this entry is within its retention or no leaf yet'
      using errcode = 'restrict_violation';
  end if;
  return old;
end;
$$;

create trigger audit_entry_update before update on audit_entry
  for each row execute function refuse_audit_change();
create trigger audit_entry_delete before delete on audit_entry
  for each row execute function refuse_early_audit_deletion();
create trigger audit_entry_truncate before truncate on audit_entry
  for each statement execute function refuse_audit_change();
create trigger audit_leaf_change before update or delete on audit_leaf
  for each row execute function refuse_audit_change();
create trigger audit_leaf_truncate before truncate on audit_leaf
  for each statement execute function refuse_audit_change();

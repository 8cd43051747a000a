-- H2 cannot refuse TRUNCATE by a trigger, but refuses it where a foreign key points at the table.
-- That of audit_pending guards audit_entry; this table has no rows and guards audit_leaf.
create table audit_leaf_guard (
  seq bigint not null primary key references audit_leaf (seq)
);

create trigger audit_entry_change before update, delete on audit_entry
  for each row call 'io.claviger.adapters.persistence.H2AuditTrigger';
create trigger audit_leaf_change before update, delete on audit_leaf
  for each row call 'io.claviger.adapters.persistence.H2AuditTrigger';

-- Documents up to this size lie in their row; longer ones are stored beside the table.
set max_length_inplace_lob 65536;

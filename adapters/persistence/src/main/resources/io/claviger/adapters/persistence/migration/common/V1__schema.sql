-- Both databases run this. What differs is a placeholder: ${byte_order} makes a text column compare
-- byte by byte, ${long_bytes} holds bytes of any length.
-- Every moment is a bigint of milliseconds since 1970-01-01 UTC. "ordinal" tells what came first.
-- "mac" authenticates its row, and "resource_set" the set of the rows of its group.

create table installation (
  only_row int not null primary key check (only_row = 1),
  id varchar(36) not null,
  mac bytea not null
);

-- The root key as its seal has wrapped it. "share_hashes" tells the shares of a seal that is split.
create table root_key (
  only_row int not null primary key check (only_row = 1),
  key_id varchar(16) not null,
  seal_type varchar(16) not null,
  threshold int not null,
  share_hashes varchar not null,
  wrapped bytea not null,
  created_at bigint not null,
  mac bytea not null
);

create table certificate_authority (
  name varchar(64) ${byte_order} not null primary key,
  certificate varchar not null,
  mac bytea not null
);

create table gateway_group (
  scope varchar(36) not null primary key,
  id varchar(64) ${byte_order} not null unique,
  name varchar not null,
  description varchar not null,
  labels varchar not null,
  apisix_version varchar(16) not null,
  secret_references varchar(16) not null,
  revision bigint not null,
  pruned_revision bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  resource_set bytea not null,
  mac bytea not null
);

create table keyring (
  scope varchar(36) not null primary key,
  version bigint not null,
  mac bytea not null
);

create table keyring_key (
  scope varchar(36) not null,
  key_id varchar(16) not null,
  state varchar(16) not null,
  wrapped bytea not null,
  created_at bigint not null,
  mac bytea not null,
  ordinal bigint generated always as identity,
  primary key (scope, key_id)
);

-- The keys under which private keys travel to the data planes of a group; their bytes are sealed
-- values. "since" is when one came into its state.
create table wire_key (
  scope varchar(36) not null,
  key_id varchar(16) not null,
  state varchar(16) not null,
  created_at bigint not null,
  since bigint not null,
  mac bytea not null,
  primary key (scope, key_id)
);

-- The last request to move a scope's sealed values to its primary key.
create table reencryption (
  scope varchar(36) not null primary key,
  state varchar(16) not null,
  total bigint not null,
  started_at bigint not null,
  ended_at bigint,
  mac bytea not null
);

-- An id is up to 333 characters long: a username of 256, "/credentials/", and an id of 64.
create table resource (
  scope varchar(36) not null,
  kind varchar(32) ${byte_order} not null,
  id varchar(336) ${byte_order} not null,
  document text not null,
  created_revision bigint not null,
  revision bigint not null,
  mac bytea not null,
  primary key (scope, kind, id)
);
create unique index resource_revision on resource (scope, revision);

-- Removed after some time: "pruned_revision" of the group tells up to where.
create table tombstone (
  scope varchar(36) not null,
  kind varchar(32) ${byte_order} not null,
  id varchar(336) ${byte_order} not null,
  revision bigint not null,
  deleted_at bigint not null,
  mac bytea not null,
  primary key (scope, kind, id)
);
create index tombstone_revision on tombstone (scope, revision);
create index tombstone_age on tombstone (scope, deleted_at);

create table resource_reference (
  scope varchar(36) not null,
  from_kind varchar(32) ${byte_order} not null,
  from_id varchar(336) ${byte_order} not null,
  to_kind varchar(32) ${byte_order} not null,
  to_id varchar(336) ${byte_order} not null,
  mac bytea not null,
  primary key (scope, from_kind, from_id, to_kind, to_id)
);
create index resource_reference_to on resource_reference (scope, to_kind, to_id);

-- The pointer is short enough for PostgreSQL's limit of about 2,700 bytes for an index entry.
create table sealed_value (
  scope varchar(36) not null,
  kind varchar(32) ${byte_order} not null,
  id varchar(336) ${byte_order} not null,
  pointer varchar(512) ${byte_order} not null,
  key_id varchar(16) not null,
  version bigint not null,
  sealed ${long_bytes} not null,
  mac bytea not null,
  primary key (scope, kind, id, pointer)
);
create index sealed_value_key on sealed_value (scope, key_id);

-- Who is known by what. "mark" is a keyed MAC of the value.
create table consumer_identity (
  scope varchar(36) not null,
  plugin varchar(64) ${byte_order} not null,
  mark varchar(64) ${byte_order} not null,
  kind varchar(32) ${byte_order} not null,
  id varchar(336) ${byte_order} not null,
  mac bytea not null,
  primary key (scope, plugin, mark)
);
create index consumer_identity_owner on consumer_identity (scope, kind, id);

create table ssl_certificate (
  scope varchar(36) not null,
  kind varchar(32) ${byte_order} not null,
  id varchar(336) ${byte_order} not null,
  place int not null,
  fingerprint varchar(64) not null,
  serial varchar(64) not null,
  subject varchar not null,
  issuer varchar not null,
  names varchar not null,
  key_algorithm varchar(64) not null,
  not_before bigint not null,
  not_after bigint not null,
  mac bytea not null,
  primary key (scope, kind, id, place)
);

create table app_user (
  id varchar(36) not null primary key,
  name_hash varchar(64) not null unique,
  password_hash varchar(128) not null,
  password_expires_at bigint,
  role varchar(32) not null,
  created_at bigint not null,
  mac bytea not null
);

create table access_token (
  id varchar(16) not null primary key,
  owner varchar(36) not null,
  name varchar not null,
  hash varchar(128) not null,
  created_at bigint not null,
  expires_at bigint not null,
  mac bytea not null,
  ordinal bigint generated always as identity
);
create index access_token_owner on access_token (owner);

create table session (
  id_hash varchar(64) not null primary key,
  owner varchar(36) not null,
  created_at bigint not null,
  last_used_at bigint not null,
  mac bytea not null
);
create index session_owner on session (owner);
create index session_last_used_at on session (last_used_at);

create table gateway_instance (
  id varchar(36) not null primary key,
  scope varchar(36) not null,
  name varchar not null,
  serial varchar(64) not null unique,
  key_hash varchar(64) not null,
  issued_at bigint not null,
  expires_at bigint not null,
  revoked_at bigint,
  wire_key varchar(16),
  last_address varchar,
  last_since bigint,
  last_at bigint,
  last_revision bigint,
  mac bytea not null,
  ordinal bigint generated always as identity
);
create index gateway_instance_scope on gateway_instance (scope);

-- "canonical" is the entry, "bytes" its length; the columns after them are cut copies, to search by
-- and to list what is long.
create table audit_entry (
  id varchar(36) not null primary key,
  canonical ${long_bytes} not null,
  bytes int not null,
  time bigint not null,
  actor varchar(384) not null,
  source varchar(384) not null,
  action varchar(384) not null,
  gateway_group varchar(384) not null,
  resource varchar(384) not null,
  outcome varchar(16) not null,
  status int not null,
  request_id varchar(384) not null,
  ordinal bigint generated always as identity
);
create index audit_entry_time on audit_entry (time, ordinal);
create index audit_entry_actor on audit_entry (actor, time);
create index audit_entry_resource on audit_entry (gateway_group, resource, time);

create table audit_pending (
  id varchar(36) not null primary key references audit_entry (id),
  leaf_hash bytea not null
);

-- A leaf outlives its entry, so there is no foreign key to it.
create table audit_leaf (
  seq bigint not null primary key,
  entry_id varchar(36) not null unique,
  leaf_hash bytea not null
);

create table lease (
  name varchar(64) not null primary key,
  holder varchar(128) not null,
  expires_at bigint not null
);

-- Written with the removal of a scope; removed once its shred key is destroyed.
create table pending_shred (
  gone_scope varchar(36) not null primary key,
  mac bytea not null
);

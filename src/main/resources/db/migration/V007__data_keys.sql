-- One data key for each connection, which seals its values. It stands here wrapped by the operator's master key.

create table data_key (
  connection_id  text primary key,
  wrapped        bytea,
  master_id      text not null,
  key_ids        text[] not null,
  primary_id     text not null,
  staged_at      timestamptz,
  primary_since  timestamptz not null default now(),
  resealed_at    timestamptz,
  created_at     timestamptz not null default now(),
  destroyed_at   timestamptz,
  check ((wrapped is null) = (destroyed_at is not null))
);
comment on table data_key is 'no foreign key: what was destroyed is still on record when its connection is gone';
comment on column data_key.wrapped is 'a Tink key set, encrypted by the master key and bound to the connection; absent once destroyed';
comment on column data_key.key_ids is 'of the keys in it, oldest first, as the sealed values begin with';
comment on column data_key.staged_at is 'the last key of the set was added then, and is to seal once every node has it';
comment on column data_key.resealed_at is 'since then nothing stands under any key but the primary one; absent while a rotation goes on';

grant select, insert, update on data_key to ${gateway_role};

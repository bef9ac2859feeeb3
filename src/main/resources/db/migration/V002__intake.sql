-- Intake: what operators decided, what goods weigh, what was seen when, and why a shipment's label is no longer right.

create table decision (
  connection_id  text not null references connection,
  invoice_id     bigint not null,
  sealed_decisions  bytea not null,
  decided_at     timestamptz not null default now(),
  primary key (connection_id, invoice_id)
);
comment on table decision is 'what operators said about an invoice; read together with it from then on';

create table accepted_address (
  connection_id  text not null references connection,
  client_id      bigint not null,
  id             bigint generated always as identity,
  sealed_typed   bytea not null,
  sealed_used    bytea not null,
  accepted_at    timestamptz not null default now(),
  primary key (connection_id, client_id, id)
);
comment on table accepted_address is 'a typed address, and the one a person chose in its place (perhaps the same): not asked twice';

create table item (
  connection_id  text not null references connection,
  name_key       text not null,
  name           text not null,
  sku_key        text not null,
  sku            text not null,
  weight         numeric not null check (weight >= 0),
  unit           text not null check (unit in ('lb', 'oz', 'kg', 'g')),
  primary key (connection_id, name_key, sku_key)
);
create index item_of_sku on item (connection_id, sku_key) where sku_key <> '';
comment on column item.name_key is 'the name as compared: folded case, accents and blanks; empty for a row that goes by SKU only';

grant select, insert, update, delete on decision, accepted_address, item to ${gateway_role};

alter table client_profile add column settings jsonb not null default '{}';
comment on column client_profile.settings is 'what is no secret: shipUnchecked, softLimit, block';

alter table connection add column brake_released_at timestamptz;
comment on column connection.brake_released_at is 'purchases before do not count towards the brake any more: a person has looked';

alter table invoice add column first_flagged boolean not null default true;
comment on column invoice.first_flagged is 'whether it was flagged when it was first seen: an invoice older than the connection ships only if it was not';

alter table invoice add column sealed_heard bytea;
comment on column invoice.sealed_heard is 'its flags as last read; absent if it has none';

alter table sweep add column full_swept_at timestamptz;
alter table sweep add column pages int not null default 0;
alter table sweep add column seen int not null default 0;
alter table sweep add column changed int not null default 0;
alter table sweep add column failures int not null default 0;
comment on column sweep.full_swept_at is 'the last sweep over everything recent, changed or not; the first is over everything there is';
comment on column sweep.pages is 'of the sweep under way, or else of the last one; so are seen and changed';
comment on column sweep.failures is 'in a row, since the last sweep that went through';

alter table shipment add column reship text;
comment on column shipment.reship is 'the request that opened this generation; it opens no other';
alter table shipment add column sealed_change bytea;
alter table shipment add column change_open boolean not null default false;
comment on column shipment.sealed_change is 'what the invoice says differently since the label was bought';
comment on column shipment.change_open is 'no person has looked at that difference yet';
create index shipment_changed on shipment (connection_id, updated_at) where change_open;
create unique index shipment_reship on shipment (connection_id, invoice_id, reship) where reship is not null;
create index shipment_halted on shipment (connection_id, reason_code, updated_at) where reason_code is not null;
create index shipment_intended on shipment (connection_id, intended_at) where intended_at is not null;

alter table write_back add column echo_version text;
alter table write_back add column place text not null default 'notes' check (place in ('notes', 'line', 'description'));
alter table write_back add column answer text check (answer in ('fresh-block', 'leave'));
alter table write_back add column hashes text[] not null default '{}';
alter table write_back add column stopped boolean not null default false;
alter table write_back add column sealed_trouble bytea;
alter table write_back add column troubled_at timestamptz;
update write_back set hashes = array_remove(array[block_hash, pending_hash], null), trouble_code = null;
alter table write_back drop column trouble;
create index write_back_troubled on write_back (connection_id, troubled_at) where trouble_code is not null;
comment on column write_back.block_hash is 'what we have seen standing there; if it does not any more, somebody removed it';
comment on column write_back.pending_hash is 'a write that was begun, and not yet seen to have arrived';
comment on column write_back.hashes is 'what we last wrote, the newest first: only such text is ours to change';
comment on column write_back.echo_version is 'the version that our own write made: reading it again means nothing new';
comment on column write_back.place is 'where our text stands';
comment on column write_back.answer is 'what a person said about the trouble';
comment on column write_back.stopped is 'a write of lines did harm: nothing more is written until a person says so';

-- What waits is read once more: only then is it known which flags it waits with.
insert into work (connection_id, kind, key)
select distinct connection_id, 'invoice', invoice_id::text from shipment
where state in ('halted', 'address-to-check', 'ready-to-buy')
on conflict do nothing;

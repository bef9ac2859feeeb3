-- Dry runs: what would have been bought.

create table rehearsal (
  shipment_id    uuid primary key references shipment,
  connection_id  text not null references connection,
  price          numeric,
  currency       text,
  rehearsed_at   timestamptz not null default now(),
  released_at    timestamptz
);
create index rehearsal_of_connection on rehearsal (connection_id);
comment on table rehearsal is 'shipments that a dry run stopped short of the purchase';
comment on column rehearsal.released_at is 'a person sent it on; until then it is not bought, dry run or not';

grant select, insert, update on rehearsal to ${gateway_role};

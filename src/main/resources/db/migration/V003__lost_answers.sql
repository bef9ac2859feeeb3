-- Lost answers: how often UPS said "not found", and the attempts that were given up for it.

alter table shipment add column not_found int not null default 0;
comment on column shipment.not_found is 'of the questions about the attempt under way, those that UPS answered so';

alter table shipment add column late_label text;
comment on column shipment.late_label is 'sold by UPS after its attempt was given up, and not yet voided: a person has to';
create index shipment_late_label on shipment (connection_id, updated_at) where late_label is not null;

create table given_up_purchase (
  connection_id   text not null references connection,
  reference       text not null,
  shipment_id     uuid not null references shipment,
  account_holder  text not null,
  given_up_at     timestamptz not null default now(),
  looks           int not null default 0,
  outcome         text not null default 'watched'
                  check (outcome in ('watched', 'never-came', 'voided', 'to-void')),
  ups_shipment    text,
  settled_at      timestamptz,
  primary key (connection_id, reference)
);
create index given_up_of_shipment on given_up_purchase (shipment_id);
comment on table given_up_purchase is 'attempts to buy that UPS knew nothing of; one that appears after all is voided';

grant select, insert, update on given_up_purchase to ${gateway_role};

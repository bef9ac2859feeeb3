-- Genuine webhooks that can't stand in the journal. Refusing them would only make their sender repeat them, and give up on us.

create table refused_delivery (
  id             bigint generated always as identity primary key,
  connection_id  text not null,
  source         text not null,
  event          text not null,
  object_id      text not null,
  received_at    timestamptz not null,
  body           bytea not null,
  kind           text,
  trouble        text not null
);
comment on table refused_delivery is 'dead letters: acknowledged, their work done, and a person is to send them on into the journal';
comment on column refused_delivery.kind is 'of the work it was a reason for';
create index refused_delivery_of_connection on refused_delivery (connection_id, received_at);

grant select, insert, delete on refused_delivery to ${gateway_role};

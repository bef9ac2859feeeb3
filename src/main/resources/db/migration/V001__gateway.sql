-- Every table knows its connection. Columns named sealed_* hold Tink ciphertext bound to connection and field.
-- The gateway works as ${gateway_role}, which is given just what it needs, at the end of each section.

create sequence fence;
comment on sequence fence is 'fencing numbers of leases: a later claim always has a higher one';
grant usage on sequence fence to ${gateway_role};

-- who we act for -----------------------------------------------------------------------------------------------------

create table connection (
  id                        text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  state                     text not null check (state in ('awaiting-consent', 'active', 'needs-consent')),
  settings                  jsonb not null,
  freshbooks_client_id      text not null,
  sealed_freshbooks_secret  bytea not null,
  freshbooks_account        text,
  freshbooks_business       bigint,
  ups_client_id             text not null,
  sealed_ups_secret         bytea not null,
  sealed_ups_account        bytea not null,
  sealed_push_key           bytea not null,
  go_live_at                timestamptz,
  created_at                timestamptz not null default now(),
  version                   bigint not null default 1
);
comment on column connection.sealed_push_key is 'what UPS presents with each Track Alert push; also part of the push URL';

create table client_profile (
  connection_id       text not null references connection,
  client_id           bigint not null,
  sealed_ups_account  bytea,
  sealed_address      bytea,
  updated_at          timestamptz not null default now(),
  primary key (connection_id, client_id)
);

create table consent (
  state          text primary key,
  connection_id  text not null references connection,
  sealed_pkce    bytea not null,
  expires_at     timestamptz not null
);
comment on table consent is 'consents that were begun and have not come back yet';

create table callback (
  connection_id    text not null references connection,
  callback_id      bigint not null,
  event            text not null,
  uri              text not null,
  sealed_verifier  bytea,
  verified_at      timestamptz,
  primary key (connection_id, callback_id)
);

create table callback_offer (
  connection_id    text not null references connection,
  callback_id      bigint not null,
  sealed_verifier  bytea not null,
  primary key (connection_id, callback_id)
);
comment on table callback_offer is 'verifiers as they came in, from anyone; believed only once FreshBooks confirms them';

create table token (
  connection_id       text not null references connection,
  vendor              text not null,
  holder              text not null,
  sealed_access       bytea,
  sealed_refresh      bytea,
  expires_at          timestamptz,
  generation          bigint not null default 0,
  refresh_started_at  timestamptz,
  refresh_fence       bigint,
  not_before          timestamptz,
  blocked_by          text,
  primary key (connection_id, vendor, holder)
);
comment on column token.refresh_started_at is 'committed before the call to the vendor; cleared with its answer';
comment on column token.not_before is 'no refresh is begun earlier: the vendor has turned one down';

create table token_request (
  connection_id  text not null references connection,
  vendor         text not null,
  at             timestamptz not null default now()
);
create index token_request_at on token_request (connection_id, vendor, at);
comment on table token_request is 'ledger against the vendor''s daily budget of token requests';

grant select, insert, update on connection to ${gateway_role};
grant select, insert, update, delete on client_profile, consent, callback, callback_offer, token, token_request to ${gateway_role};

-- what came in -------------------------------------------------------------------------------------------------------

create table delivery (
  id             bigint generated always as identity primary key,
  connection_id  text not null,
  source         text not null check (source in ('freshbooks', 'ups')),
  event          text not null,
  object_id      text not null,
  received_at    timestamptz not null,
  body           bytea not null
);
create index delivery_of_parcel on delivery (connection_id, object_id, id) where source = 'ups';
comment on table delivery is 'journal: one row per acknowledged webhook, never changed';

grant select, insert on delivery to ${gateway_role};

-- what is to be done -------------------------------------------------------------------------------------------------

create table work (
  connection_id  text not null,
  kind           text not null,
  key            text not null,
  seq            bigint not null default 1,
  due_at         timestamptz not null default now(),
  lease_until    timestamptz,
  fence          bigint not null default 0,
  attempts       int not null default 0,
  faults         int not null default 0,
  trouble        text,
  set_aside_at   timestamptz,
  primary key (connection_id, kind, key)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 200);
create index work_due on work (kind, due_at) where set_aside_at is null;
comment on column work.faults is 'attempts that ended by a fault of the gateway; a vendor''s trouble does not count';
comment on column work.seq is 'raised by every reason to work; a row is done only if it did not rise meanwhile';

grant select, insert, update, delete on work to ${gateway_role};

create table sweep (
  connection_id  text primary key references connection,
  watermark      timestamptz not null,
  lease_until    timestamptz,
  fence          bigint not null default 0,
  swept_at       timestamptz
);
grant select, insert, update on sweep to ${gateway_role};

-- what became of it --------------------------------------------------------------------------------------------------

create table invoice (
  connection_id  text not null references connection,
  invoice_id     bigint not null,
  number         text not null,
  client_id      bigint not null,
  version        text not null,
  verdict        text not null,
  reason         text not null,
  read_at        timestamptz not null default now(),
  primary key (connection_id, invoice_id)
);
create index invoice_of_client on invoice (connection_id, client_id);
comment on table invoice is 'what the last reading of each invoice came to, so that every invoice is accounted for';

create table shipment (
  id              uuid primary key,
  connection_id   text not null references connection,
  invoice_id      bigint not null,
  invoice_number  text not null,
  client_id       bigint not null,
  generation      int not null default 1,
  state           text not null,
  reason_code     text,
  sealed_halt     bytea,
  ship_order      jsonb,
  sealed_ship_to  bytea,
  residential     boolean,
  account_holder  text,
  reference       text unique,
  attempt         int not null default 0,
  asked           int not null default 0,
  intended_at     timestamptz,
  ups_shipment    text,
  charged         numeric,
  currency        text,
  bought_at       timestamptz,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now(),
  version         bigint not null default 1,
  unique (connection_id, invoice_id, generation)
);
create index shipment_by_state on shipment (connection_id, state, updated_at);

create table parcel (
  connection_id    text not null references connection,
  tracking_number  text not null,
  shipment_id      uuid not null references shipment,
  position         int not null,
  label_format     text not null,
  sealed_label     bytea not null,
  status           text not null default 'label-created',
  status_text      text not null default '',
  status_at        timestamptz,
  last_delivery    bigint not null default 0,
  primary key (connection_id, tracking_number)
);
create index parcel_of_shipment on parcel (shipment_id, position);

create table tracking_event (
  connection_id    text not null,
  tracking_number  text not null,
  at               timestamptz not null,
  type             text not null,
  code             text not null,
  status3          text not null,
  description      text not null,
  place            text not null,
  source           text not null,
  primary key (connection_id, tracking_number, at, type, code)
);

create table subscription (
  connection_id    text not null references connection,
  tracking_number  text not null,
  subscribed_at    timestamptz,
  expires_at       timestamptz,
  renew_at         timestamptz,
  times            int not null default 0,
  answer           text not null default '',
  primary key (connection_id, tracking_number)
);

create table write_back (
  connection_id  text not null references connection,
  invoice_id     bigint not null,
  block_hash     text,
  pending_hash   text,
  sealed_before  bytea,
  written_at     timestamptz,
  trouble_code   text,
  trouble        text,
  primary key (connection_id, invoice_id)
);

grant select, insert, update on invoice, shipment, parcel, subscription, write_back to ${gateway_role};
grant select, insert on tracking_event to ${gateway_role};

-- the audit trail ----------------------------------------------------------------------------------------------------

create table audit (
  id             bigint generated always as identity primary key,
  connection_id  text not null,
  shipment_id    uuid,
  at             timestamptz not null,
  action         text not null,
  content        text not null
);
create index audit_of_shipment on audit (shipment_id, id) where shipment_id is not null;
create index audit_of_connection on audit (connection_id, id);
comment on column audit.content is 'canonical JSON of the whole row: sorted members, no blanks, ASCII';

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is append-only';
end $$;
create trigger audit_is_append_only before update or delete or truncate on audit
  for each statement execute function audit_is_append_only();

grant select, insert on audit to ${gateway_role};

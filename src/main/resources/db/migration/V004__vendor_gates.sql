-- Vendors that are left alone for a while, by all nodes.

create table vendor_gate (
  connection_id  text not null references connection,
  lane           text not null check (lane in ('invoices', 'webhooks', 'shipping', 'tracking')),
  closed_since   timestamptz not null default now(),
  closed_until   timestamptz not null,
  closings       int not null default 1,
  reason         text not null check (reason in ('busy', 'failing', 'not-allowed')),
  why            text not null,
  primary key (connection_id, lane)
);
comment on table vendor_gate is 'gates that are not open: no call of this connection to this part of a vendor';
comment on column vendor_gate.closed_until is 'then one call is let through, and decides; while it does, the end of its lease';
comment on column vendor_gate.closings is 'pauses in a row: each is longer than the one before';
grant select, insert, update, delete on vendor_gate to ${gateway_role};

-- The row of a deleted connection stays: invoices, shipments and costs belong to it, and its name is not given to another one.

alter table connection drop constraint connection_state_check;
alter table connection add constraint connection_state_check
  check (state in ('awaiting-consent', 'active', 'needs-consent', 'deleted'));

-- The journal in months (UTC), so that what is old goes by dropping a table and never by deleting rows. The gateway's
-- role owns no table; it may call the functions below, which make months ahead and drop old ones, and do nothing else.

alter table delivery rename to delivery_whole;
alter index delivery_of_parcel rename to delivery_whole_of_parcel;
alter table delivery_whole rename constraint delivery_pkey to delivery_whole_pkey;

create sequence delivery_number;

create table delivery (
  id             bigint not null default nextval('delivery_number'),
  connection_id  text not null,
  source         text not null check (source in ('freshbooks', 'ups')),
  event          text not null,
  object_id      text not null,
  received_at    timestamptz not null,
  body           bytea not null,
  primary key (id, received_at)
) partition by range (received_at);
create index delivery_of_parcel on delivery (connection_id, object_id, id) where source = 'ups';
comment on table delivery is 'journal: one row per acknowledged webhook, never changed; a partition for each month';

create table delivery_default partition of delivery default;
comment on table delivery_default is 'what a wrong clock dated into a month that is not there; to stay empty';

-- Attached, not made as a partition: that would lock out the ingress. What strayed into the default partition moves in.
create function journal_month(month timestamptz) returns int language plpgsql
  set search_path = ${flyway:defaultSchema}, pg_temp
  set timezone = 'UTC'
as $$
declare
  part text := 'delivery_' || to_char(month, 'YYYY_MM');
begin
  if to_regclass(part) is not null then
    return 0;
  end if;
  execute format('create table %I (like delivery including defaults including constraints)', part);
  lock table delivery_default in access exclusive mode;
  execute format(
    'with moved as (delete from delivery_default where received_at >= $1 and received_at < $2 returning *)
     insert into %I select * from moved', part)
    using month, month + interval '1 month';
  execute format(
    'alter table delivery attach partition %I for values from (%L) to (%L)', part, month, month + interval '1 month');
  return 1;
end $$;

create function journal_ahead() returns int language plpgsql security definer
  set search_path = ${flyway:defaultSchema}, pg_temp
  set timezone = 'UTC'
  set lock_timeout = '2s'
as $$
declare
  made int := 0;
  month timestamptz;
begin
  perform pg_advisory_xact_lock(hashtext('journal'));
  for month in
    select generate_series(
      date_trunc('month', now()), date_trunc('month', now()) + interval '2 months', interval '1 month')
    union
    select date_trunc('month', received_at) from delivery_default
    where received_at between now() - interval '1 year' and now() + interval '3 months'
  loop
    made := made + journal_month(month);
  end loop;
  return made;
end $$;
comment on function journal_ahead is 'makes this month and the next two, and those near that have strays';

create function journal_drop(keep interval) returns int language plpgsql security definer
  set search_path = ${flyway:defaultSchema}, pg_temp
  set timezone = 'UTC'
  set lock_timeout = '2s'
as $$
declare
  dropped int := 0;
  part text;
  -- Whoever got hold of the gateway's role must not be able to empty the journal.
  before timestamptz := now() - greatest(keep, interval '30 days');
begin
  perform pg_advisory_xact_lock(hashtext('journal'));
  for part in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'delivery'::regclass and c.relname ~ '^delivery_\d{4}_\d{2}$'
      and to_timestamp(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= before
  loop
    execute format('drop table %I', part);
    dropped := dropped + 1;
  end loop;
  delete from delivery_default where received_at < before;
  return dropped;
end $$;
comment on function journal_drop is 'drops the months that ended longer ago than this';

create function journal_strays() returns bigint language sql stable security definer
  set search_path = ${flyway:defaultSchema}, pg_temp
as 'select count(*) from delivery_default';

revoke all on function journal_month, journal_ahead, journal_drop, journal_strays from public;
grant execute on function journal_ahead, journal_drop, journal_strays to ${gateway_role};

do $$
begin
  perform journal_month(month)
  from (select distinct date_trunc('month', received_at, 'UTC') as month from delivery_whole) months
  where month between now() - interval '10 years' and now();
  perform journal_ahead();
end $$;

insert into delivery (id, connection_id, source, event, object_id, received_at, body)
select id, connection_id, source, event, object_id, received_at, body from delivery_whole;
select setval('delivery_number', coalesce(max(id), 0) + 1, false) from delivery_whole;
drop table delivery_whole;
alter sequence delivery_number owned by delivery.id;

-- Not the number: it comes from the sequence.
grant select, insert (connection_id, source, event, object_id, received_at, body) on delivery to ${gateway_role};
grant usage on sequence delivery_number to ${gateway_role};

-- What was given up is few rows among many.
create index work_set_aside on work (connection_id, set_aside_at) where set_aside_at is not null;

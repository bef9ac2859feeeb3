-- Who may call the management API. Secrets are random, so that a plain SHA-256 is all that needs to be kept of them.

create table access_token (
  name          text primary key check (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  scope         text not null check (scope in ('viewer', 'operator', 'admin')),
  hash          bytea not null unique,
  created_by    text not null,
  created_at    timestamptz not null default now(),
  expires_at    timestamptz,
  last_used_at  timestamptz,
  revoked_at    timestamptz
);
comment on column access_token.name is 'stands in the audit trail, so it names one token for ever; rows are never deleted';
comment on column access_token.last_used_at is 'to the minute';

create table first_admin (
  only_one    boolean primary key default true check (only_one),
  hash        bytea not null,
  expires_at  timestamptz not null
);
comment on table first_admin is 'the secret that the first start printed, until it is exchanged for a token';

create table session (
  hash        bytea primary key,
  person      text not null,
  scope       text not null check (scope in ('viewer', 'operator', 'admin')),
  created_at  timestamptz not null default now(),
  expires_at  timestamptz not null
);
create index session_of_person on session (person, created_at);
comment on table session is 'people who are logged in; what is kept is the hash of their cookie';

grant select, insert, update on access_token to ${gateway_role};
grant select, insert, update, delete on first_admin, session to ${gateway_role};

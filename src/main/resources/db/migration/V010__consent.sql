-- A consent from its link to the end page, and what it reaches.

alter table consent add column other_business boolean not null default false;
alter table consent add column code_hash bytea;
comment on table consent is 'links to FreshBooks'' consent page that have connected nothing yet; the one that does is deleted';
comment on column consent.other_business is 'an admin has asked for another business than the one of the connection';
comment on column consent.code_hash is 'the last code that came back; none is exchanged twice';

create table consent_return (
  hash           bytea primary key,
  connection_id  text not null references connection on delete cascade,
  state          text not null,
  other_business boolean not null,
  sealed_grant   bytea,
  expires_at     timestamptz not null
);
comment on table consent_return is 'browsers that came back from FreshBooks, known by the hash of their cookie';
comment on column consent_return.sealed_grant is 'tokens and businesses, as long as the person has not chosen one of them';
grant select, insert, update, delete on consent_return to ${gateway_role};

alter table connection add column freshbooks_business_name text;
alter table connection add column granted_scopes text;
alter table connection add column granted_at timestamptz;
comment on column connection.granted_scopes is 'by the last consent, parted by blanks; null where that was before it was kept';

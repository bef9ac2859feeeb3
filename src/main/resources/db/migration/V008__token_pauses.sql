-- Why there is no new token for a while, and a budget of token requests that warns before it is spent.

alter table token add column paused_by text;
alter table token add column failures int not null default 0;
comment on column token.paused_by is 'why no refresh is begun before not_before';
comment on column token.failures is 'refreshes in a row that came to nothing: each pause is longer than the one before';
comment on column token.blocked_by is 'no refresh helps until a person acts; with a not_before one is tried all the same by then';

alter table token_request add column warned boolean not null default false;
comment on column token_request.warned is 'with this request the budget was nearly spent, and people were told: once a day';

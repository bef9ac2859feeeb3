-- A transaction of one statement fails as a whole where a change in it finds no row, or several: its parts end in this.

create function touched_one(part text, touched bigint) returns boolean language plpgsql as $$
begin
  if touched <> 1 then
    raise exception using errcode = 'ML001', message = 'touched ' || touched || ' rows and not one', detail = part;
  end if;
  return true;
end $$;
comment on function touched_one is 'fails unless it was one row; the detail names the part of the statement';

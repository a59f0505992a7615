create table sessions (id serial primary key, topic text not null, started timestamptz not null default now());
insert into sessions (topic) select 'session ' || n from generate_series(1, 40) n;

create table traces (id serial primary key, agent text not null, spans int not null);
create table spans (id serial primary key, trace int not null references traces, name text not null, ms numeric not null);
insert into traces (agent, spans) select 'agent ' || n % 5, 3 from generate_series(1, 100) n;
insert into spans (trace, name, ms) select 1 + n % 100, 'step ' || n % 3, n * 1.5 from generate_series(1, 300) n;

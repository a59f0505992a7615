-- What a voice agent keeps: enough rows for counts and dumps, and one table of what hostile or careless people write.
create table patients (id serial primary key, name text not null, surgery date);
create table calls (id serial primary key, patient int not null references patients, seconds int not null, outcome text);
create table notes (id serial primary key, body text);
insert into patients (name, surgery) select 'patient ' || n, date '2026-01-01' + n % 90 from generate_series(1, 500) n;
insert into calls (patient, seconds, outcome) select 1 + n % 500, n % 300, case when n % 7 = 0 then null else 'reached' end from generate_series(1, 2000) n;
insert into notes (body) values
  ('plain'), (E'two\nlines'), (E'red \x1b[31mtext\x1b[0m and a title \x1b]0;owned\x07'), ('a | pipe, a "quote" and an ''apostrophe'''), ('日本語 🩺'), (null);

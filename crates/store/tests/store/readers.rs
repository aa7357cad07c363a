//! What a reader sees, asked as the reader.

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use store::{Backend, Location, Mode, Store, readers::SEEN};
use testkit::{NOON, World};

use crate::fixtures::{control, execute, new_location};

fn schema(location: &Location) -> String {
    location.to_string().replace("postgres:", "")
}

fn address(world: &World, user: &str, password: &str) -> String {
    let Backend::Postgres { url, .. } = &world.backend else { panic!() };
    url.replacen("postgres@", &format!("{user}:{password}@"), 1)
}

async fn signed_in(world: &World, user: &str, password: &str) -> Result<PgConnection, sqlx::Error> {
    PgConnection::connect(&address(world, user, password)).await
}

async fn is_done(reader: &mut PgConnection, statement: String) -> bool {
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(reader).await.is_ok()
}

async fn tables(world: &World, schema: &str) -> Vec<String> {
    let mut all = signed_in(world, "postgres", "").await.unwrap();
    let select = "select cast(tablename as text) from pg_tables where schemaname = $1 order by 1";
    let rows: Vec<(String,)> = sqlx::query_as(select).bind(schema).fetch_all(&mut all).await.unwrap();
    rows.into_iter().map(|(name,)| name).collect()
}

/// Whoever runs a server without being a superuser, and may make roles.
async fn store_of_a_maker(world: &World) -> Store {
    let mut tx = control(world).await;
    let database =
        "do $$ begin execute format('grant create on database %I to maker', current_database()); end $$";
    for statement in [
        "create role maker login createrole",
        database,
        "grant all on schema parvis to maker",
        "grant all on all tables in schema parvis to maker",
    ] {
        execute(tx.raw(), statement).await.unwrap();
    }
    tx.commit().await.unwrap();
    let Backend::Postgres { url, .. } = &world.backend else { panic!() };
    let url = url.replacen("postgres@", "maker@", 1);
    Store::open(&Backend::Postgres { url, connections: 4 }, world.audit_key()).await.unwrap()
}

testkit::on_postgres! {
    async fn a_reader_sees_what_is_listed_of_one_schema_and_nothing_else(world: World) {
        let (own, other) = (new_location(&world.store, 911).await, new_location(&world.store, 912).await);
        let (own_schema, other_schema) = (schema(&own), schema(&other));
        let login = format!("{own_schema}_one");
        world.store.update_reader(&own, &login, "first", None).await.unwrap();
        assert_eq!(world.store.list_readers(&own).await.unwrap(), [login.as_str()]);
        assert_eq!(world.store.list_readers(&other).await.unwrap(), [] as [&str; 0]);
        let mut reader = signed_in(&world, &login, "first").await.unwrap();
        let all = tables(&world, &own_schema).await;
        for (table, columns) in SEEN {
            assert!(all.iter().any(|known| known == table), "{table} is no table");
            let columns = if columns.is_empty() { "*".to_owned() } else { columns.join(", ") };
            assert!(is_done(&mut reader, format!("select {columns} from {table}")).await, "{table}");
        }
        assert!(!is_done(&mut reader, "select key_hash from policy_agents".to_owned()).await);
        for table in all.iter().filter(|table| !SEEN.iter().any(|(seen, _)| seen == table)) {
            assert!(!is_done(&mut reader, format!("select 1 from {table}")).await, "{table} is seen");
        }
        for schema in ["parvis", other_schema.as_str()] {
            for table in tables(&world, schema).await {
                assert!(!is_done(&mut reader, format!("select 1 from \"{schema}\".{table}")).await, "{schema}.{table}");
            }
        }
        // What a session may take back itself is no wall.
        assert!(is_done(&mut reader, "set default_transaction_read_only = off".to_owned()).await);
        for statement in [
            "insert into domains (id, name, kind, created_at) values ('d', 'd', 'local', 1)",
            "update events set sender = ''",
            "delete from events",
            "truncate events",
            "drop table events",
            "create table mine (a int)",
            "create table public.mine (a int)",
            "create schema mine",
            "create role mine",
        ] {
            assert!(!is_done(&mut reader, statement.to_owned()).await, "{statement}");
        }
        world.store.delete_reader(&login).await.unwrap();
    }

    async fn a_new_table_is_seen_by_nobody_until_it_is_listed(world: World) {
        let location = new_location(&world.store, 913).await;
        let login = format!("{}_one", schema(&location));
        world.store.update_reader(&location, &login, "first", None).await.unwrap();
        let mut tx = world.store.tenant(&location, Mode::Write).await.unwrap();
        tx.raw().tamper("create table later (secret text)").await.unwrap();
        tx.commit().await.unwrap();
        world.store.update_reader(&location, &login, "first", None).await.unwrap();
        let mut reader = signed_in(&world, &login, "first").await.unwrap();
        assert!(!is_done(&mut reader, "select secret from later".to_owned()).await);
        world.store.delete_reader(&login).await.unwrap();
    }

    async fn another_password_and_the_end_count_at_once(world: World) {
        let location = new_location(&world.store, 914).await;
        let login = format!("{}_one", schema(&location));
        world.store.update_reader(&location, &login, "first", None).await.unwrap();
        let mut before = signed_in(&world, &login, "first").await.unwrap();
        world.store.update_reader(&location, &login, "second", None).await.unwrap();
        assert!(!is_done(&mut before, "select 1".to_owned()).await, "its session goes on");
        assert!(signed_in(&world, &login, "first").await.is_err());
        let mut now = signed_in(&world, &login, "second").await.unwrap();
        world.store.delete_reader(&login).await.unwrap();
        assert!(!is_done(&mut now, "select 1".to_owned()).await, "its session goes on");
        assert!(signed_in(&world, &login, "second").await.is_err());
        world.store.delete_reader(&login).await.unwrap();
        // One that was over already lets nobody in.
        world.store.update_reader(&location, &login, "third", Some(NOON - domain::DAY * 36_500)).await.unwrap();
        assert!(signed_in(&world, &login, "third").await.is_err());
        world.store.delete_reader(&login).await.unwrap();
    }

    async fn a_migration_gives_readers_again_what_they_see(world: World) {
        let location = new_location(&world.store, 915).await;
        let (schema, login) = (schema(&location), format!("{}_one", schema(&location)));
        world.store.update_reader(&location, &login, "first", None).await.unwrap();
        let mut tx = world.store.tenant(&location, Mode::Write).await.unwrap();
        let lose = format!("revoke all on all tables in schema \"{schema}\" from \"{login}\"");
        tx.raw().tamper(lose.leak()).await.unwrap();
        tx.raw().tamper("delete from migrations where number = 17").await.unwrap();
        tx.commit().await.unwrap();
        let mut reader = signed_in(&world, &login, "first").await.unwrap();
        assert!(!is_done(&mut reader, "select 1 from events".to_owned()).await);
        let again = world.reopened().await;
        drop(again.tenant(&location, Mode::Read).await.unwrap());
        assert!(is_done(&mut reader, "select 1 from events".to_owned()).await);
        world.store.delete_reader(&login).await.unwrap();
    }

    async fn a_server_that_is_no_superuser_makes_readers_where_it_may_make_roles(world: World) {
        assert!(world.store.find_reading_place().await.unwrap().unwrap().makes_roles);
        let store = store_of_a_maker(&world).await;
        let place = store.find_reading_place().await.unwrap().unwrap();
        assert!(place.makes_roles && !place.database.is_empty());
        let location = new_location(&store, 916).await;
        let login = format!("{}_one", schema(&location));
        for password in ["first", "second"] {
            store.update_reader(&location, &login, password, None).await.unwrap();
        }
        let mut reader = signed_in(&world, &login, "second").await.unwrap();
        assert!(is_done(&mut reader, "select * from events".to_owned()).await);
        store.delete_reader(&login).await.unwrap();
        assert!(signed_in(&world, &login, "second").await.is_err());
        let mut tx = control(&world).await;
        execute(tx.raw(), "alter role maker nocreaterole").await.unwrap();
        tx.commit().await.unwrap();
        assert!(!store.find_reading_place().await.unwrap().unwrap().makes_roles);
        assert!(store.update_reader(&location, &login, "third", None).await.is_err());
    }
}

testkit::both_engines! {
    async fn nobody_reads_a_file_of_sqlite(world: World) {
        if world.engine == testkit::Engine::Sqlite {
            let location = new_location(&world.store, 917).await;
            assert_eq!(world.store.find_reading_place().await.unwrap(), None);
            assert!(world.store.update_reader(&location, "one", "first", None).await.is_err());
            assert_eq!(world.store.list_readers(&location).await.unwrap(), [] as [&str; 0]);
            world.store.delete_reader("one").await.unwrap();
        }
    }
}

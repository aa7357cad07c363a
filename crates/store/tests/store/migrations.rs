//! What a migration does beside the tables: copies before it, locks, the rights of files, lost connections.

use std::{
    os::unix::fs::PermissionsExt,
    time::{Duration, SystemTime},
};

use store::{Backend, Location, Mode, Store, StoreError, control::accounts, tenant::domains};
use testkit::{Engine, World};

use crate::fixtures::{control, domain, execute, new_location, number};

/// Takes one migration back, so that the next opening applies it again; returns the newest of the others.
async fn forget_one(world: &World) -> i64 {
    let mut tx = control(world).await;
    for undo in ["drop table secret_keys", "delete from migrations where number = 13"] {
        execute(tx.raw(), undo).await.unwrap();
    }
    let newest = number(tx.raw(), "select max(number) from migrations").await;
    tx.commit().await.unwrap();
    newest
}

testkit::both_engines! {
    async fn what_is_missing_is_made_up_for(world: World) {
        forget_one(&world).await;
        let again = world.reopened().await;
        let mut tx = again.control(Mode::Read).await.unwrap();
        assert_eq!(number(tx.raw(), "select count(*) from secret_keys").await, 1);
    }

    async fn opening_what_is_ready_writes_nothing_and_waits_for_nobody(world: World) {
        let location = new_location(&world.store, 1).await;
        // Whoever migrates holds these; an opening that asked for them would wait here for ever.
        let mut tx = control(&world).await;
        execute(tx.raw(), "update migrations set name = name").await.unwrap();
        let again = world.reopened().await;
        let mut reader = again.tenant(&location, Mode::Read).await.unwrap();
        assert_eq!(domains::list(&mut reader).await.unwrap(), []);
    }
}

/// Takes the newest migration of a tenant back.
async fn forget_one_of(world: &World, location: &Location) {
    let mut tx = world.store.tenant(location, Mode::Write).await.unwrap();
    for undo in [
        "drop index events_agent_at",
        "drop index events_agent_received_at",
        "create index events_received_at on events (received_at)",
        "delete from migrations where number = 13",
    ] {
        execute(tx.raw(), undo).await.unwrap();
    }
    tx.commit().await.unwrap();
}

testkit::both_engines! {
    async fn a_tenant_whose_update_takes_long_says_so_and_keeps_no_other_waiting(world: World) {
        let (slow, other) = (new_location(&world.store, 1).await, new_location(&world.store, 2).await);
        forget_one_of(&world, &slow).await;
        forget_one_of(&world, &other).await;
        // An update of the one has to wait for this.
        let mut held = world.store.tenant(&slow, Mode::Write).await.unwrap();
        execute(held.raw(), "delete from events where 1 = 0").await.unwrap();
        let again = world.reopened().await;
        let told = again.tenant(&slow, Mode::Read).await.unwrap_err();
        assert!(matches!(told, StoreError::Updating), "{told}");
        let mut tx = again.tenant(&other, Mode::Read).await.unwrap();
        assert_eq!(domains::list(&mut tx).await.unwrap(), []);
        assert!(matches!(again.tenant(&slow, Mode::Read).await, Err(StoreError::Updating)), "it goes on");
        held.commit().await.unwrap();
        let mut tx = loop {
            match again.tenant(&slow, Mode::Read).await {
                Ok(tx) => break tx,
                Err(error) => assert!(matches!(error, StoreError::Updating), "{error}"),
            }
        };
        assert_eq!(number(tx.raw(), "select count(*) from migrations where number = 13").await, 1);
    }
}

testkit::both_engines! {
    async fn many_slow_updates_leave_the_others_a_turn(world: World) {
        let mut held = Vec::new();
        for number in 1..=5 {
            let place = new_location(&world.store, number).await;
            forget_one_of(&world, &place).await;
            held.push(place);
        }
        let other = held.pop().unwrap();
        let again = world.reopened().await;
        let mut locks = Vec::new();
        // On PostgreSQL each takes a connection of the few there are.
        for place in held.iter().take(2) {
            let mut lock = world.store.tenant(place, Mode::Write).await.unwrap();
            execute(lock.raw(), "delete from events where 1 = 0").await.unwrap();
            locks.push(lock);
        }
        for place in held.iter().take(2) {
            assert!(matches!(again.tenant(place, Mode::Read).await, Err(StoreError::Updating)));
        }
        while let Err(error) = again.tenant(&other, Mode::Read).await {
            assert!(matches!(error, StoreError::Updating), "{error}");
        }
    }

    async fn an_update_that_fails_says_why_and_is_left_alone_for_a_while(world: World) {
        let (broken, other) = (new_location(&world.store, 1).await, new_location(&world.store, 2).await);
        let mut tx = world.store.tenant(&broken, Mode::Write).await.unwrap();
        // Its index is there, so that making it anew fails.
        execute(tx.raw(), "delete from migrations where number = 13").await.unwrap();
        tx.commit().await.unwrap();
        let again = world.reopened().await;
        for _ in 0..2 {
            let told = again.tenant(&broken, Mode::Read).await.unwrap_err();
            assert!(matches!(&told, StoreError::Update(why) if why.contains("already exists")), "{told}");
        }
        again.tenant(&other, Mode::Read).await.unwrap();
    }
}

testkit::on_sqlite! {
    async fn a_database_is_copied_before_its_migration_and_a_few_copies_are_kept(world: World) {
        let backups = world.data().join("backups");
        assert!(!backups.exists(), "nothing was migrated yet");
        let newest = forget_one(&world).await;
        world.reopened().await.close().await;
        let copies = names(&backups);
        assert_eq!(copies, [format!("control-{newest}.db")]);
        assert_eq!(mode(&backups.join(&copies[0])), 0o600);
        // The copy is a whole database of before.
        let old = world.folder().join("old");
        std::fs::create_dir(&old).unwrap();
        std::fs::copy(backups.join(&copies[0]), old.join("control.db")).unwrap();
        let store = Store::open(&Backend::Folder(old), world.audit_key()).await.unwrap();
        let mut tx = store.control(Mode::Read).await.unwrap();
        assert_eq!(number(tx.raw(), "select count(*) from migrations where number = 13").await, 1);
        drop(tx);
        let tenant = domain::TenantId::new(1, 1);
        for older in ["control-1.db", "control-2.db", &format!("{tenant}-1.db"), "note.txt"] {
            std::fs::write(backups.join(older), "").unwrap();
        }
        forget_one(&world).await;
        world.reopened().await.close().await;
        let gone = names(&backups);
        assert!(!gone.contains(&"control-1.db".to_owned()), "the oldest goes: {gone:?}");
        assert_eq!(gone.len(), 4, "two of each, and what is no copy: {gone:?}");
    }

    async fn copies_go_after_a_month_and_what_is_the_operators_stays(world: World) {
        let backups = world.data().join("backups");
        std::fs::create_dir_all(backups.join("old-2025")).unwrap();
        let tenant = domain::TenantId::new(1, 1);
        let ours = ["control-1.db".to_owned(), format!("{tenant}-4.db"), format!("{tenant}-5.77.making")];
        let theirs = ["nightly-2026-09-01.tar.gz", "acme-1.db", "control-copy.db", "control-1.db.gz"];
        let long_ago = SystemTime::now() - Duration::from_hours(31 * 24);
        for name in ours.iter().map(String::as_str).chain(theirs) {
            std::fs::File::create(backups.join(name)).unwrap().set_modified(long_ago).unwrap();
        }
        world.reopened().await.close().await;
        let mut expected: Vec<_> = theirs.into_iter().map(str::to_owned).collect();
        expected.push("old-2025".to_owned());
        expected.sort();
        assert_eq!(names(&backups), expected);
    }

    async fn what_is_in_the_data_folder_is_private_also_what_was_not(world: World) {
        let location = new_location(&world.store, 1).await;
        let mut tx = world.store.tenant(&location, Mode::Write).await.unwrap();
        domains::insert(&mut tx, &domain(1, "tenant.test")).await.unwrap();
        tx.commit().await.unwrap();
        let tenants = world.data().join("tenants");
        let all = || {
            let mut files = vec![world.data().join("control.db"), tenants.clone()];
            files.extend(names(&tenants).iter().map(|name| tenants.join(name)));
            files
        };
        assert!(all().len() >= 5, "a database has files beside it: {:?}", all());
        for path in all() {
            assert_eq!(mode(&path) & 0o077, 0, "{}", path.display());
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        let again = world.reopened().await;
        for path in all() {
            assert_eq!(mode(&path) & 0o077, 0, "{}", path.display());
        }
        let mut tx = again.tenant(&location, Mode::Read).await.unwrap();
        assert_eq!(domains::list(&mut tx).await.unwrap().len(), 1);
    }
}

testkit::on_postgres! {
    async fn a_start_without_the_right_to_make_schemas_needs_none_that_is_there(world: World) {
        assert_eq!(world.engine, Engine::Postgres);
        let location = new_location(&world.store, 1).await;
        let Backend::Postgres { url, .. } = &world.backend else { panic!() };
        let mut tx = control(&world).await;
        for statement in [
            "create role plain login",
            "grant usage on schema parvis to plain",
            "grant select, insert, update, delete on all tables in schema parvis to plain",
        ] {
            execute(tx.raw(), statement).await.unwrap();
        }
        let place_of = location.to_string().replace("postgres:", "");
        for right in ["usage on schema", "select on all tables in schema"] {
            let grant = format!("grant {right} \"{place_of}\" to plain");
            tx.raw().tamper(grant.leak()).await.unwrap();
        }
        tx.commit().await.unwrap();
        let url = url.replacen("postgres@", "plain@", 1);
        let store = Store::open(&Backend::Postgres { url, connections: 2 }, world.audit_key()).await.unwrap();
        let mut tx = store.tenant(&location, Mode::Read).await.unwrap();
        assert_eq!(domains::list(&mut tx).await.unwrap(), []);
    }

    async fn one_tenant_is_made_while_another_is_migrated(world: World) {
        let one = new_location(&world.store, 1).await;
        let mut migrating = world.store.tenant(&one, Mode::Write).await.unwrap();
        let schema = one.to_string().replace("postgres:", "");
        let lock = format!("select pg_advisory_xact_lock(7274496, hashtext('{schema}'))");
        migrating.raw().tamper(lock.leak()).await.unwrap();
        let made = world.store.location(&domain::TenantId::new(3, 3));
        world.reopened().await.create_tenant(&made).await.unwrap();
    }

    async fn a_lost_connection_is_replaced_before_anything_is_asked(world: World) {
        let Backend::Postgres { url, .. } = &world.backend else { panic!() };
        // As many idle connections as the pool may have.
        let mut open = Vec::new();
        for _ in 0..4 {
            open.push(world.store.control(Mode::Read).await.unwrap());
        }
        drop(open);
        testkit::postgres::end_connections(url);
        for _ in 0..4 {
            let mut tx = world.store.control(Mode::Read).await.unwrap();
            assert_eq!(accounts::find_by_email(&mut tx, "").await.unwrap(), None);
        }
        let mut tx = world.store.control(Mode::Write).await.unwrap();
        testkit::postgres::end_connections(url);
        let lost = accounts::find_by_email(&mut tx, "").await;
        assert!(matches!(lost, Err(StoreError::Lost(_))), "{lost:?}");
    }
}

fn names(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn mode(path: &std::path::Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

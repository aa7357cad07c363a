//! Databases as a whole: made, migrated, opened, closed, and never mixed.

use store::{
    Backend, Location, Mode, Store, StoreError,
    control::{accounts, memberships},
    tenant::domains,
};
use testkit::{Engine, NOON, World};

use crate::fixtures::{
    control, domain, execute, insert_account, insert_tenant, new_location, number, tenant_tx,
};

const MIGRATIONS: &str = "select count(*) from migrations";

async fn insert_domain(store: &Store, location: &Location, name: &str) {
    let mut tx = store.tenant(location, Mode::Write).await.unwrap();
    domains::insert(&mut tx, &domain(1, name)).await.unwrap();
    tx.commit().await.unwrap();
}

async fn domain_names(store: &Store, location: &Location) -> Vec<String> {
    let mut tx = store.tenant(location, Mode::Read).await.unwrap();
    domains::list(&mut tx).await.unwrap().into_iter().map(|domain| domain.name).collect()
}

testkit::both_engines! {
    async fn opening_again_migrates_nothing_twice(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await;
        let applied = number(tx.raw(), MIGRATIONS).await;
        tx.commit().await.unwrap();
        let location = new_location(&world.store, 1).await;
        insert_domain(&world.store, &location, "tenant.test").await;
        let again = world.reopened().await;
        let mut tx = again.control(Mode::Read).await.unwrap();
        assert_eq!(number(tx.raw(), MIGRATIONS).await, applied);
        assert!(applied >= 2);
        assert_eq!(accounts::find(&mut tx, &account.id).await.unwrap(), Some(account));
        assert_eq!(domain_names(&again, &location).await, ["tenant.test"]);
    }

    async fn a_database_of_a_newer_version_is_left_alone(world: World) {
        let location = new_location(&world.store, 1).await;
        let mut tx = world.store.tenant(&location, Mode::Write).await.unwrap();
        let newer = "insert into migrations (number, name) values (9999, 'tomorrow')";
        execute(tx.raw(), newer).await.unwrap();
        tx.commit().await.unwrap();
        let again = world.reopened().await;
        let refused = again.tenant(&location, Mode::Read).await;
        assert!(matches!(refused, Err(StoreError::Newer(9999))), "{refused:?}");
        assert!(world.store.takes_writes(&new_location(&world.store, 2).await).await);
        assert!(!again.takes_writes(&location).await);
        let mut tx = control(&world).await;
        execute(tx.raw(), newer).await.unwrap();
        tx.commit().await.unwrap();
        let refused = Store::open(&world.backend, world.audit_key()).await;
        assert!(matches!(refused, Err(StoreError::Newer(9999))), "{refused:?}");
    }

    async fn a_removed_tenant_is_gone_with_its_copies_and_removing_it_again_changes_nothing(world: World) {
        let (location, other) = (new_location(&world.store, 1).await, new_location(&world.store, 2).await);
        insert_domain(&world.store, &location, "gone.test").await;
        insert_domain(&world.store, &other, "stays.test").await;
        if let Location::Sqlite { file } = &location {
            let copies = world.data().join("backups");
            std::fs::create_dir_all(&copies).unwrap();
            for name in [file.replace(".db", "-1.db"), "control-1.db".to_owned()] {
                std::fs::write(copies.join(name), "a copy").unwrap();
            }
        }
        for _ in 0..2 {
            world.store.remove_tenant(&location).await.unwrap();
        }
        assert!(world.store.tenant(&location, Mode::Read).await.is_err());
        assert_eq!(domain_names(&world.store, &other).await, ["stays.test"]);
        if let Location::Sqlite { .. } = location {
            let left = std::fs::read_dir(world.data().join("backups")).unwrap();
            let left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
            assert_eq!(left, ["control-1.db"]);
        }
    }

    async fn making_a_tenant_twice_changes_nothing(world: World) {
        let location = new_location(&world.store, 1).await;
        insert_domain(&world.store, &location, "tenant.test").await;
        world.store.create_tenant(&location).await.unwrap();
        assert_eq!(domain_names(&world.store, &location).await, ["tenant.test"]);
    }

    /// A page and a job may both find a half-made tenant; neither may undo what the other wrote.
    async fn many_may_make_the_same_tenant_at_once(world: World) {
        let location = world.store.location(&domain::TenantId::new(1, 1));
        let tasks: Vec<_> = (0..8)
            .map(|number| {
                let (store, location) = (world.store.clone(), location.clone());
                tokio::spawn(async move {
                    store.create_tenant(&location).await.unwrap();
                    let mut tx = store.tenant(&location, Mode::Write).await.unwrap();
                    let domain = domain(number, &format!("d{number}.test"));
                    domains::insert(&mut tx, &domain).await.unwrap();
                    tx.commit().await.unwrap();
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(domain_names(&world.store, &location).await.len(), 8);
    }

    async fn what_is_not_committed_never_was(world: World) {
        let location = new_location(&world.store, 1).await;
        let mut tx = world.store.tenant(&location, Mode::Write).await.unwrap();
        domains::insert(&mut tx, &domain(1, "tenant.test")).await.unwrap();
        drop(tx);
        assert_eq!(domain_names(&world.store, &location).await, [] as [&str; 0]);
    }

    async fn readers_see_what_was_committed_while_a_writer_writes(world: World) {
        let location = new_location(&world.store, 1).await;
        insert_domain(&world.store, &location, "old.test").await;
        let mut writer = world.store.tenant(&location, Mode::Write).await.unwrap();
        domains::insert(&mut writer, &domain(2, "new.test")).await.unwrap();
        assert_eq!(domain_names(&world.store, &location).await, ["old.test"]);
        writer.commit().await.unwrap();
        assert_eq!(domain_names(&world.store, &location).await, ["new.test", "old.test"]);
    }

    async fn foreign_keys_hold(world: World) {
        let mut tx = control(&world).await;
        let (account, tenant) = (insert_account(&mut tx, 1).await, insert_tenant(&mut tx, 1, "acme").await);
        memberships::insert(&mut tx, &tenant.id, &account.id, NOON).await.unwrap();
        execute(tx.raw(), "delete from accounts").await.unwrap();
        assert!(!memberships::exists(&mut tx, &tenant.id, &account.id).await.unwrap());
        let mut tx = tenant_tx(&world).await;
        let orphan = "insert into spools (agent_id, spool, acknowledged, dropped) values ('agt', 's', 0, 0)";
        assert!(execute(tx.raw(), orphan).await.is_err());
    }

    async fn two_tenants_never_mix(world: World) {
        let (one, other) = (new_location(&world.store, 1).await, new_location(&world.store, 2).await);
        insert_domain(&world.store, &one, "one.test").await;
        assert_eq!(domain_names(&world.store, &other).await, [] as [&str; 0]);
        insert_domain(&world.store, &other, "other.test").await;
        for _ in 0..10 {
            assert_eq!(domain_names(&world.store, &one).await, ["one.test"]);
            assert_eq!(domain_names(&world.store, &other).await, ["other.test"]);
        }
    }

    /// One connection, so that every statement prepared for one tenant is used for the other.
    async fn two_tenants_never_mix_on_one_connection(world: World) {
        let backend = match &world.backend {
            Backend::Postgres { url, .. } => Backend::Postgres { url: url.clone(), connections: 1 },
            folder @ Backend::Folder(_) => folder.clone(),
        };
        let store = Store::open(&backend, world.audit_key()).await.unwrap();
        let (one, other) = (new_location(&store, 1).await, new_location(&store, 2).await);
        for round in 1..=10 {
            for (location, tenant) in [(&one, "one"), (&other, "other")] {
                let mut tx = store.tenant(location, Mode::Write).await.unwrap();
                let name = format!("{tenant}{round}.test");
                domains::insert(&mut tx, &domain(round, &name)).await.unwrap();
                tx.commit().await.unwrap();
                let mut tx = store.control(Mode::Write).await.unwrap();
                accounts::find_by_email(&mut tx, "nobody").await.unwrap();
            }
            for (location, tenant) in [(&one, "one"), (&other, "other")] {
                let names = domain_names(&store, location).await;
                assert_eq!(names.len(), usize::try_from(round).unwrap());
                assert!(names.iter().all(|name| name.starts_with(tenant)), "{names:?}");
            }
        }
    }

    async fn a_tenant_that_is_not_there_is_an_error(world: World) {
        let nowhere = world.store.location(&domain::TenantId::new(7, 7));
        let found = world.store.tenant(&nowhere, Mode::Read).await;
        assert!(found.is_err(), "{found:?}");
    }

    async fn more_tenants_than_stay_open_are_all_readable(world: World) {
        // On PostgreSQL tenants share connections and nothing is closed: a few are as good as many.
        let count = if world.engine == Engine::Sqlite { 140 } else { 5 };
        let first = new_location(&world.store, 1).await;
        // Work under way when its tenant has to make room goes on to its end.
        let mut under_way = world.store.tenant(&first, Mode::Write).await.unwrap();
        domains::insert(&mut under_way, &domain(1, "d1.test")).await.unwrap();
        let mut locations = vec![first];
        for number in 2..=count {
            let location = new_location(&world.store, number).await;
            insert_domain(&world.store, &location, &format!("d{number}.test")).await;
            locations.push(location);
        }
        under_way.commit().await.unwrap();
        for (number, location) in (1..).zip(&locations) {
            assert_eq!(domain_names(&world.store, location).await, [format!("d{number}.test")]);
        }
    }

    async fn a_closed_store_can_be_opened_again(world: World) {
        let location = new_location(&world.store, 1).await;
        insert_domain(&world.store, &location, "tenant.test").await;
        if world.engine == Engine::Sqlite {
            world.store.close().await;
        }
        assert_eq!(domain_names(&world.reopened().await, &location).await, ["tenant.test"]);
    }
}

testkit::on_sqlite! {
    async fn a_tenants_file_is_whole_by_itself(world: World) {
        let location = new_location(&world.store, 1).await;
        let names = files(&world);
        let file = location.to_string().replace("sqlite:", "");
        assert_eq!(names.len(), 2, "nothing half-made is left: {names:?}");
        assert!(names[0].starts_with("template-"), "{names:?}");
        assert_eq!(names[1], file);
        insert_domain(&world.store, &location, "tenant.test").await;
        world.store.close().await;
        assert_eq!(files(&world), names, "closing folds the write-ahead logs back");
        let copy = world.data().join("tenants").join("copy.db");
        std::fs::copy(world.data().join("tenants").join(&file), copy).unwrap();
        let store = world.reopened().await;
        let copy = Location::Sqlite { file: "copy.db".to_owned() };
        assert_eq!(domain_names(&store, &copy).await, ["tenant.test"]);
    }

    async fn what_a_crash_left_half_made_is_made_anew(world: World) {
        let location = world.store.location(&domain::TenantId::new(1, 1));
        let file = location.to_string().replace("sqlite:", "");
        std::fs::write(world.data().join("tenants").join(format!("{file}.making")), "half").unwrap();
        world.store.create_tenant(&location).await.unwrap();
        assert_eq!(domain_names(&world.store, &location).await, [] as [&str; 0]);
    }

    /// Whoever waits for a tenant's one writer is not thrown out when the tenant has to make room.
    async fn waiting_survives_making_room(world: World) {
        let first = new_location(&world.store, 1).await;
        let holding = world.store.tenant(&first, Mode::Write).await.unwrap();
        let (store, location) = (world.store.clone(), first.clone());
        let waiting = tokio::spawn(async move { insert_domain(&store, &location, "late.test").await });
        for number in 2..=140 {
            let location = new_location(&world.store, number).await;
            assert_eq!(domain_names(&world.store, &location).await, [] as [&str; 0]);
        }
        drop(holding);
        waiting.await.unwrap();
        assert_eq!(domain_names(&world.store, &first).await, ["late.test"]);
    }
}

testkit::on_postgres! {
    async fn several_servers_may_start_at_once_on_nothing(world: World) {
        assert_eq!(world.engine, Engine::Postgres);
        let made = tokio::task::spawn_blocking(testkit::postgres::new_database).await;
        let backend = Backend::Postgres { url: made.unwrap(), connections: 2 };
        let starting: Vec<_> = (0..6)
            .map(|_| {
                let (backend, key) = (backend.clone(), world.audit_key());
                tokio::spawn(async move { Store::open(&backend, key).await.map(|_| ()) })
            })
            .collect();
        for start in starting {
            start.await.unwrap().unwrap();
        }
    }
}

fn files(world: &World) -> Vec<String> {
    let entries = std::fs::read_dir(world.data().join("tenants")).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

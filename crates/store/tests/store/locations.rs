use domain::TenantId;
use store::{Location, StoreError};

#[test]
fn a_location_is_read_as_it_was_written() {
    for location in [
        Location::Sqlite { file: "ten_01.db".to_owned() },
        Location::Postgres { schema: "ten_01".to_owned() },
    ] {
        assert_eq!(location.to_string().parse::<Location>().unwrap(), location);
    }
}

#[test]
fn what_could_leave_the_folder_or_the_quotes_is_refused() {
    for text in [
        "",
        "ten_01.db",
        "mysql:ten_01",
        "sqlite:../control.db",
        "sqlite:a/b.db",
        "sqlite:/etc/passwd",
        "sqlite:a\\b",
        "sqlite:a b",
        "sqlite:",
        "sqlite:.",
        "sqlite:..",
        "postgres:",
        "postgres:a\"; drop schema parvis",
        "postgres:\u{e9}",
    ] {
        let parsed = text.parse::<Location>();
        assert!(matches!(parsed, Err(StoreError::Location(_))), "{text:?}: {parsed:?}");
    }
}

testkit::both_engines! {
    async fn a_tenants_place_is_its_own(world: World) {
        let (one, other) = (TenantId::new(1, 1), TenantId::new(1, 2));
        let location = world.store.location(&one);
        assert_ne!(location, world.store.location(&other));
        assert_eq!(location, world.store.location(&one));
        assert_eq!(location.to_string().parse::<Location>().unwrap(), location);
        assert!(location.to_string().contains(one.as_str()));
    }

    async fn a_place_of_the_other_engine_is_refused(world: World) {
        for location in ["sqlite:ten_1.db", "postgres:ten_1"] {
            let location: Location = location.parse().unwrap();
            let is_ours = std::mem::discriminant(&location)
                == std::mem::discriminant(&world.store.location(&TenantId::new(1, 1)));
            assert_eq!(world.store.create_tenant(&location).await.is_ok(), is_ours);
        }
    }
}

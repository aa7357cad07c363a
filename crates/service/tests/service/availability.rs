//! What is measured of the installation itself.

use domain::{DAY, HOUR, MINUTE, availability::Measured, plans::Plan};
use service::{
    Service,
    availability::{self, Month},
};
use testkit::{World, operate};

async fn minutes(world: &World, service: &Service, count: i64) {
    for _ in 0..count {
        availability::beat(service, &mut String::new()).await.unwrap();
        world.advance(MINUTE);
    }
}

async fn of_installation(world: &World) -> Vec<Month> {
    availability::of_installation(&mut operate(&world.service).await).await.unwrap()
}

testkit::both_engines! {
    async fn minutes_without_any_server_are_missing_and_no_minute_counts_twice(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Enterprise).await;
        let before = of_installation(&world).await;
        assert_eq!(before.len(), 13);
        assert!(before.iter().all(|month| month.console.hundredths().is_none()));

        let other = world.other_server().await;
        minutes(&world, &world.service, 30).await;
        world.advance(-10 * MINUTE);
        minutes(&world, &other, 40).await;
        let whole = availability::of_tenant(&mut world.team_access(&owner).await).await.unwrap();
        assert_eq!(whole[0].console, Measured { there: 60, of: 60 });
        assert_eq!(whole[0].ingest, Measured { there: 60, of: 60 });
        assert_eq!(whole[1].console.hundredths(), None);

        world.advance(HOUR);
        let short = of_installation(&world).await[0];
        assert_eq!(short.console, Measured { there: 60, of: 120 });
        assert_eq!(short.console.hundredths(), Some(5_000));
        // A month that nobody was there in is measured all the same.
        world.advance(40 * DAY);
        assert_eq!(of_installation(&world).await[0].console.hundredths(), Some(0));
    }

    async fn ingest_is_there_where_a_tenants_database_takes_writes(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        minutes(&world, &world.service, 2).await;
        world.store.remove_tenant(&owner.tenant.location().unwrap()).await.unwrap();
        minutes(&world, &world.other_server().await, 2).await;
        let month = of_installation(&world).await[0];
        assert_eq!(month.console, Measured { there: 4, of: 4 });
        assert_eq!(month.ingest, Measured { there: 2, of: 4 });
    }
}

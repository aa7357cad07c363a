use domain::availability::{Hour, Part};
use store::control::availability;

use crate::fixtures::control;

testkit::both_engines! {
    async fn minutes_of_several_servers_are_one(world: World) {
        let mut tx = control(&world).await;
        let add = async |tx: &mut store::ControlTx, part, hour, minutes| {
            availability::upsert(tx, part, Hour { hour, minutes }, 100).await.unwrap();
        };
        for minutes in [1, 2, 2, 1 << 59] {
            add(&mut tx, Part::Console, 100, minutes).await;
        }
        add(&mut tx, Part::Ingest, 100, 4).await;
        let all = availability::list(&mut tx, Part::Console).await.unwrap();
        assert_eq!(all, [Hour { hour: 100, minutes: 3 | 1 << 59 }]);
        // What a clock wrote that ran ahead is gone once one runs right; the next hour may have begun elsewhere.
        add(&mut tx, Part::Console, 900, 1).await;
        add(&mut tx, Part::Console, 101, 1).await;
        add(&mut tx, Part::Console, 100, 4).await;
        let hours = |all: Vec<Hour>| all.into_iter().map(|hour| hour.hour).collect::<Vec<_>>();
        assert_eq!(hours(availability::list(&mut tx, Part::Console).await.unwrap()), [100, 101]);
        availability::upsert(&mut tx, Part::Console, Hour { hour: 102, minutes: 1 }, 101).await.unwrap();
        assert_eq!(hours(availability::list(&mut tx, Part::Console).await.unwrap()), [101, 102]);
        assert_eq!(availability::list(&mut tx, Part::Ingest).await.unwrap(), [Hour { hour: 100, minutes: 4 }]);
    }
}

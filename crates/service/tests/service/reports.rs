//! The monthly report: what it adds up to, and who has it.

use domain::{
    Error,
    permission::ViewOverview,
    plans::{Feature, Plan, PlansError, TenantKind},
};
use service::{
    encoding::sheets::Style,
    plans,
    reports::{self, Report},
};
use testkit::{Member, World};

use crate::overview::busy;

async fn report(world: &World, member: &Member, month: &str) -> Result<Report, Error> {
    reports::find(&mut world.access::<ViewOverview>(member).await, month).await
}

testkit::both_engines! {
    async fn a_report_adds_up_however_it_is_read(world: World) {
        let owner = busy(&world).await;
        let shown = report(&world, &owner, "").await.unwrap();
        assert_eq!((shown.month, shown.months[0], shown.months[11]), ((2026, 11), (2026, 11), (2025, 12)));
        // Noon of the 21st and 177 hours back: all of it lies in November.
        let total: i64 = shown.total.values().map(|counts| counts.requests).sum();
        assert_eq!(total, 240);
        let days: i64 = shown.days.iter().flat_map(|(_, ways)| ways.values()).map(|counts| counts.requests).sum();
        let domains: i64 = shown.domains.iter().map(|(.., counts)| counts.requests).sum();
        let senders: i64 = shown.sender_domains.iter().map(|(_, total)| total).sum();
        assert_eq!((days, domains, senders), (240, 240, 120));
        assert_eq!(shown.days.len(), 8);
        let csv = reports::csv(&mut world.access(&owner).await, "2026-11", Style::Programs).await.unwrap();
        let mut lines = csv.lines();
        assert_eq!(lines.next(), Some("day,domain,direction,requests,messages,recipients"));
        let requests = lines.map(|line| line.split(',').nth(3).unwrap().parse::<i64>().unwrap()).sum::<i64>();
        assert_eq!(requests, 240);
        assert!(csv.contains("\r\n2026-11-21,tenant.test,inbound,"), "{csv}");

        assert_eq!(report(&world, &owner, "2026-10").await.unwrap().days.len(), 0);
        for wrong in ["2026-12", "2020-01", "2026-13", "november", "2026-11-01", "9999999"] {
            assert!(matches!(report(&world, &owner, wrong).await, Err(Error::Invalid { .. })), "{wrong}");
        }
    }

    async fn a_plan_without_reports_says_which_gives_them(world: World) {
        for plan in Plan::ALL {
            let owner = world.owner(&format!("{plan}@example.test"), plan.as_str(), *plan).await;
            let has = !matches!(plan, Plan::Starter | Plan::Free | Plan::Solo);
            let refused: Error = PlansError::NotInPlan { feature: Feature::Reports }.into();
            assert_eq!(report(&world, &owner, "").await.err(), (!has).then(|| refused.clone()), "{plan}");
            let csv = reports::csv(&mut world.access(&owner).await, "", Style::Programs).await;
            assert_eq!(csv.err(), (!has).then_some(refused), "{plan}");
            let giving = plans::giving(&world.service, &owner.tenant, Feature::Reports).await.unwrap();
            let keys: Vec<_> = giving.iter().map(|version| version.plan.as_str()).collect();
            let expected = match owner.tenant.kind {
                TenantKind::Company => ["professional", "enterprise"],
                TenantKind::Personal => ["pro", "freelance-enterprise"],
            };
            assert_eq!(keys, expected, "{plan}");
        }
    }
}

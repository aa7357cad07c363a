//! What operators announce: on whose pages it stands, and whom it is mailed to.

use domain::{
    DAY, Error, Problem,
    operators::{Announce, OperatorRole, OperatorsProblem},
    plans::Plan,
    zones::{Zone, ZonesProblem, date_text},
};
use service::{
    OperatorAccess,
    announcements::{self, AnnouncementForm},
};

testkit::both_engines! {
    async fn an_announcement_is_shown_and_mailed_to_whom_it_is_for(world: World) {
        let one = world.owner("olga@example.test", "Harbour", Plan::Starter).await;
        let other = world.owner("otto@example.test", "Quay", Plan::Starter).await;
        let (ann, _) = world.operator("ann@example.test", OperatorRole::Infrastructure).await;
        let enter = async || OperatorAccess::<Announce>::enter(&world.service, &ann).await.unwrap();
        let empty = announcements::publish(enter().await, &AnnouncementForm::default()).await.unwrap_err();
        assert!(matches!(empty, Error::Invalid { fields } if fields.len() == 3));
        let form = AnnouncementForm {
            english: "Maintenance on Sunday".to_owned(), french: "Maintenance dimanche".to_owned(),
            audience: "tenant".to_owned(), slug: "harbour".to_owned(), by_mail: true, ..AnnouncementForm::default()
        };
        announcements::publish(enter().await, &form).await.unwrap();
        let mail = world.mail().await;
        assert!(mail.to == "olga@example.test" && mail.text.contains("Maintenance on Sunday"), "{mail:?}");
        let shown = |tenant, at| announcements::shown_to(&world.service, tenant, at);
        assert_eq!(shown(&one.tenant, world.now()).len(), 1);
        assert_eq!(shown(&other.tenant, world.now()), []);
        assert_eq!(shown(&one.tenant, world.now() + 8 * DAY), []);
        // Another server sees it once it has looked.
        let server = world.other_server().await;
        announcements::refresh(&server).await.unwrap();
        let there = announcements::shown_to(&server, &one.tenant, world.now());
        announcements::withdraw(enter().await, there[0].id.as_str()).await.unwrap();
        assert_eq!(shown(&one.tenant, world.now()), []);
    }

    async fn what_is_wrong_with_its_days_and_its_space_is_told_as_what_it_is(world: World) {
        let owner = world.owner("olga@example.test", "Harbour", Plan::Starter).await;
        let day = |days: i32| date_text(Zone::utc().day_of(world.now()) + days);
        let publish = async |slug: &str, from: &str, until: &str| {
            let form = AnnouncementForm {
                english: "Maintenance".to_owned(), french: "Maintenance".to_owned(), audience: "tenant".to_owned(),
                slug: slug.to_owned(), from: from.to_owned(), until: until.to_owned(), ..AnnouncementForm::default()
            };
            announcements::publish(testkit::operate(&world.service).await, &form).await
        };
        let refused = |problem: ZonesProblem| -> Result<(), Error> { Err(Error::field("until", problem)) };
        assert_eq!(publish("harbour", &day(5), &day(4)).await, refused(ZonesProblem::BeforeTheFirst));
        assert_eq!(publish("harbour", "", &day(-1)).await, refused(ZonesProblem::InThePast));
        assert_eq!(publish("harbour", &day(-5), &day(-6)).await, refused(ZonesProblem::InThePast));
        assert_eq!(publish("quay", "", "").await, Err(Error::field("slug", OperatorsProblem::NoSpace)));
        assert_eq!(publish(" ", "", "").await, Err(Error::field("slug", Problem::Required)));
        publish("harbour", &day(5), &day(5)).await.unwrap();
        // For a week from its first day, however far that is.
        publish("harbour", &day(30), "").await.unwrap();
        let shown = |days: i64| announcements::shown_to(&world.service, &owner.tenant, world.now() + days * DAY).len();
        assert_eq!([shown(4), shown(5), shown(6), shown(30), shown(36), shown(37)], [0, 1, 0, 1, 1, 0]);
    }
}

//! What operators announce: on whose pages it stands, and whom it is mailed to.

use domain::{
    DAY, Error,
    operators::{Announce, OperatorRole},
    plans::Plan,
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
}

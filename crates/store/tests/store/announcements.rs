use domain::{AnnouncementId, announcements::Audience, plans::TenantKind};
use store::control::announcements::{self, Announcement};
use testkit::NOON;

use crate::fixtures::{control, insert_tenant};

testkit::both_engines! {
    async fn an_announcement_is_for_its_audience_from_until_and_until_it_is_withdrawn(world: World) {
        let mut tx = control(&world).await;
        let tenant = insert_tenant(&mut tx, 1, "acme").await;
        let all = Announcement {
            id: AnnouncementId::new(1, 1), english: "Tonight".to_owned(), french: "Ce soir".to_owned(),
            audience: Audience::All, tenant_id: None, from_at: NOON, until_at: NOON + 10,
            published_by: "ann@example.test".to_owned(), created_at: NOON, withdrawn_at: None, by_mail: true,
        };
        let own = Announcement {
            id: AnnouncementId::new(2, 1), audience: Audience::Tenant, tenant_id: Some(tenant.id.to_string()),
            created_at: NOON + 1, ..all.clone()
        };
        announcements::insert(&mut tx, &all).await.unwrap();
        announcements::insert(&mut tx, &own).await.unwrap();
        assert_eq!(announcements::list(&mut tx, 10).await.unwrap(), [own.clone(), all.clone()]);
        assert_eq!(announcements::find(&mut tx, &all.id).await.unwrap(), Some(all.clone()));
        assert!(all.is_for(&tenant) && own.is_for(&tenant) && all.is_shown(NOON) && !all.is_shown(NOON + 10));
        assert!(Audience::Personal.is_for(tenant.kind) && !Audience::Personal.is_for(TenantKind::Company));
        announcements::update_withdrawn(&mut tx, &own.id, NOON + 2).await.unwrap();
        assert_eq!(announcements::list_coming(&mut tx, NOON).await.unwrap(), std::slice::from_ref(&all));
        assert_eq!(announcements::list_coming(&mut tx, NOON + 10).await.unwrap(), []);
    }
}

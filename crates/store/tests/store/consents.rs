use domain::{
    ConsentId, HOUR,
    consents::{ConsentKind, ConsentScope, ConsentState},
};
use store::control::consents::{self, Consent};
use testkit::NOON;

use crate::fixtures::{control, insert_account, insert_tenant};

testkit::both_engines! {
    async fn a_consent_counts_once_given_until_it_ends_or_is_revoked(world: World) {
        let mut tx = control(&world).await;
        let operator = insert_account(&mut tx, 1).await;
        let (tenant, other) = (insert_tenant(&mut tx, 1, "acme").await, insert_tenant(&mut tx, 2, "zebra").await);
        let consent = Consent {
            id: ConsentId::new(1, 1),
            tenant_id: tenant.id.clone(),
            account_id: operator.id.clone(),
            email: operator.email.clone(),
            kind: ConsentKind::Consent,
            reason: "mail is missing".to_owned(),
            scope: ConsentScope::Overview,
            hours: 2,
            state: ConsentState::Asked,
            asked_at: NOON,
            answered_at: None,
            answered_by: String::new(),
            ends_at: None,
            looked_at: None,
        };
        consents::insert(&mut tx, &consent).await.unwrap();
        assert_eq!(consents::find_live(&mut tx, &tenant.id, &operator.id, NOON).await.unwrap(), None);
        let given = ("olga@example.test", NOON + 1);
        let end = Some(NOON + 2 * HOUR);
        consents::update_state(&mut tx, &consent.id, ConsentState::Given, given, end).await.unwrap();
        let live = consents::find_live(&mut tx, &tenant.id, &operator.id, NOON + 1).await.unwrap().unwrap();
        assert!(live.is_live(NOON + 1) && !live.is_live(NOON + 2 * HOUR));
        assert_eq!((live.answered_by.as_str(), live.answered_at), ("olga@example.test", Some(NOON + 1)));
        assert_eq!(consents::find_live(&mut tx, &tenant.id, &operator.id, NOON + 2 * HOUR).await.unwrap(), None);
        assert_eq!(consents::find_live(&mut tx, &other.id, &operator.id, NOON + 1).await.unwrap(), None);
        assert!(consents::update_looked(&mut tx, &consent.id, NOON + 2).await.unwrap());
        assert!(!consents::update_looked(&mut tx, &consent.id, NOON + 3).await.unwrap());
        consents::update_state(&mut tx, &consent.id, ConsentState::Revoked, given, end).await.unwrap();
        assert_eq!(consents::find_live(&mut tx, &tenant.id, &operator.id, NOON + 1).await.unwrap(), None);
        let found = consents::find(&mut tx, &tenant.id, &consent.id).await.unwrap().unwrap();
        assert_eq!(consents::list(&mut tx, &tenant.id, 10).await.unwrap(), [found]);
        assert_eq!(consents::find(&mut tx, &other.id, &consent.id).await.unwrap(), None);
    }
}

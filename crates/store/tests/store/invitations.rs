use domain::{AccountId, InvitationId, Locale, TenantId};
use store::control::{
    expiring::{self, Expiring},
    invitations::{self, Invitation, InvitationState},
};
use testkit::NOON;

use crate::fixtures::{control, insert_account, insert_tenant, is_taken};

fn invitation(number: u64, tenant: &TenantId, by: &AccountId) -> Invitation {
    Invitation {
        id: InvitationId::new(number, 1),
        tenant_id: tenant.clone(),
        email: format!("Guest{number}@Example.test"),
        email_key: format!("guest{number}@example.test"),
        role: "guest".to_owned(),
        scope: "tenant".to_owned(),
        ends_at: Some(NOON + 50),
        locale: Locale::Fr,
        invited_by: by.clone(),
        mailed_at: None,
        created_at: NOON,
        expires_at: NOON + 100,
        state: InvitationState::Open,
        state_changed_at: NOON,
        key_id: None,
    }
}

testkit::both_engines! {
    async fn an_invitation_comes_back_whole_and_by_its_token(world: World) {
        let mut tx = control(&world).await;
        let by = insert_account(&mut tx, 1).await.id;
        let acme = insert_tenant(&mut tx, 1, "acme").await.id;
        let (first, second) = (invitation(1, &acme, &by), invitation(2, &acme, &by));
        invitations::insert(&mut tx, &first).await.unwrap();
        invitations::insert(&mut tx, &second).await.unwrap();
        assert_eq!(invitations::find(&mut tx, &first.id).await.unwrap(), Some(first.clone()));
        invitations::update_mailed(&mut tx, &first.id, "hash-1", NOON + 2).await.unwrap();
        let mailed = Invitation { mailed_at: Some(NOON + 2), ..first.clone() };
        assert_eq!(invitations::find_by_token(&mut tx, "hash-1").await.unwrap(), Some(mailed));
        assert_eq!(invitations::find_by_token(&mut tx, "hash-2").await.unwrap(), None);
        // A newer mail's secret takes the older one's location, and no two are alike.
        invitations::update_mailed(&mut tx, &first.id, "hash-2", NOON + 3).await.unwrap();
        assert_eq!(invitations::find_by_token(&mut tx, "hash-1").await.unwrap(), None);
        assert!(is_taken(invitations::update_mailed(&mut tx, &second.id, "hash-2", NOON).await));
    }

    async fn an_open_invitation_ends_once(world: World) {
        let mut tx = control(&world).await;
        let (one, other) = (insert_account(&mut tx, 1).await.id, insert_account(&mut tx, 2).await.id);
        let (acme, beta) = (insert_tenant(&mut tx, 1, "acme").await.id, insert_tenant(&mut tx, 2, "beta").await.id);
        for (number, tenant, by) in [(2, &acme, &one), (1, &acme, &one), (3, &acme, &other), (4, &beta, &one)] {
            invitations::insert(&mut tx, &invitation(number, tenant, by)).await.unwrap();
        }
        let open = invitations::list_open(&mut tx, &acme).await.unwrap();
        let emails: Vec<&str> = open.iter().map(|one| one.email_key.as_str()).collect();
        assert_eq!(emails, ["guest1@example.test", "guest2@example.test", "guest3@example.test"]);
        let accepted = InvitationState::Accepted;
        assert!(invitations::update_state(&mut tx, &open[0].id, accepted, NOON + 1).await.unwrap());
        assert!(!invitations::update_state(&mut tx, &open[0].id, InvitationState::Withdrawn, NOON).await.unwrap());
        let found = invitations::find(&mut tx, &open[0].id).await.unwrap().unwrap();
        assert_eq!((found.state, found.state_changed_at), (accepted, NOON + 1));
        let replace = "guest2@example.test";
        assert!(invitations::update_replaced(&mut tx, &acme, replace, NOON).await.unwrap());
        assert!(!invitations::update_replaced(&mut tx, &acme, replace, NOON).await.unwrap());
        assert_eq!(invitations::update_withdrawn(&mut tx, &acme, &one, NOON).await.unwrap(), 0);
        let of_key = Invitation { key_id: Some("key_1".to_owned()), ..invitation(5, &beta, &one) };
        invitations::insert(&mut tx, &of_key).await.unwrap();
        assert_eq!(invitations::find(&mut tx, &of_key.id).await.unwrap().unwrap().key_id, of_key.key_id);
        assert_eq!(invitations::update_withdrawn_of_key(&mut tx, &acme, "key_1", NOON).await.unwrap(), 0);
        assert_eq!(invitations::update_withdrawn_of_key(&mut tx, &beta, "key_1", NOON).await.unwrap(), 1);
        assert_eq!(invitations::update_withdrawn(&mut tx, &acme, &other, NOON).await.unwrap(), 1);
        assert!(invitations::list_open(&mut tx, &acme).await.unwrap().is_empty());
        assert_eq!(invitations::list_open(&mut tx, &beta).await.unwrap().len(), 1);
        assert_eq!(expiring::delete(&mut tx, Expiring::Invitations, NOON + 100, 100).await.unwrap(), 0);
        assert_eq!(expiring::delete(&mut tx, Expiring::Invitations, NOON + 101, 100).await.unwrap(), 5);
    }
}

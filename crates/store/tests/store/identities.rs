use domain::IdentityId;
use store::control::identities::{self, Identity};
use testkit::NOON;

use crate::fixtures::{control, insert_account, is_taken};

fn identity(number: u128, account: &domain::AccountId) -> Identity {
    Identity {
        id: IdentityId::new(0, number),
        account_id: account.clone(),
        provider_id: "harbour".to_owned(),
        issuer: "https://id.example".to_owned(),
        subject: format!("subject-{number}"),
        email: "eve@example.test".to_owned(),
        created_at: NOON,
        used_at: NOON,
    }
}

testkit::both_engines! {
    async fn a_subject_of_a_provider_is_one_persons(world: World) {
        let mut tx = control(&world).await;
        let (one, other) = (insert_account(&mut tx, 1).await.id, insert_account(&mut tx, 2).await.id);
        let first = identity(1, &one);
        identities::insert(&mut tx, &first).await.unwrap();
        let found = identities::find(&mut tx, "harbour", "https://id.example", "subject-1").await.unwrap();
        assert_eq!(found, Some(first.clone()));
        for (provider, issuer, subject) in [
            ("harbour", "https://id.example", "subject-2"),
            ("harbour", "https://other.example", "subject-1"),
            ("google", "https://id.example", "subject-1"),
        ] {
            assert_eq!(identities::find(&mut tx, provider, issuer, subject).await.unwrap(), None);
        }
        let second = Identity { subject: first.subject.clone(), ..identity(2, &other) };
        assert!(is_taken(identities::insert(&mut tx, &second).await));
    }

    async fn what_was_told_last_is_kept(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await.id;
        identities::insert(&mut tx, &identity(1, &account)).await.unwrap();
        identities::insert(&mut tx, &identity(2, &account)).await.unwrap();
        identities::update_used(&mut tx, &IdentityId::new(0, 1), "new@example.test", NOON + 5).await.unwrap();
        let listed = identities::list(&mut tx, &account).await.unwrap();
        assert_eq!((listed[0].email.as_str(), listed[0].used_at), ("new@example.test", NOON + 5));
        assert_eq!(listed[1], identity(2, &account));
    }

    async fn only_ones_own_is_unlinked(world: World) {
        let mut tx = control(&world).await;
        let (one, other) = (insert_account(&mut tx, 1).await.id, insert_account(&mut tx, 2).await.id);
        for (number, account) in [(1, &one), (2, &one), (3, &other)] {
            identities::insert(&mut tx, &identity(number, account)).await.unwrap();
        }
        assert!(!identities::delete(&mut tx, &other, &IdentityId::new(0, 1)).await.unwrap());
        assert!(identities::delete(&mut tx, &one, &IdentityId::new(0, 1)).await.unwrap());
        assert_eq!(identities::count(&mut tx, "harbour").await.unwrap(), 2);
        assert_eq!(identities::delete_all(&mut tx, "harbour").await.unwrap(), 2);
        assert_eq!(identities::list(&mut tx, &other).await.unwrap(), []);
    }
}

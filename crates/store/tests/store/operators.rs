use domain::operators::OperatorRole;
use store::control::operators;
use testkit::NOON;

use crate::fixtures::{control, execute, insert_account};

testkit::both_engines! {
    async fn a_role_is_given_changed_counted_and_taken(world: World) {
        let mut tx = control(&world).await;
        let (one, other) = (insert_account(&mut tx, 2).await, insert_account(&mut tx, 4).await);
        assert_eq!(operators::find(&mut tx, &one.id).await.unwrap(), None);
        operators::upsert(&mut tx, &one.id, OperatorRole::Support, "", NOON).await.unwrap();
        operators::upsert(&mut tx, &other.id, OperatorRole::Everything, "cli", NOON).await.unwrap();
        operators::upsert(&mut tx, &one.id, OperatorRole::Everything, "eve@example.test", NOON + 1).await.unwrap();
        assert_eq!(operators::find(&mut tx, &one.id).await.unwrap(), Some(OperatorRole::Everything));
        assert_eq!(operators::count(&mut tx, OperatorRole::Everything).await.unwrap(), 2);
        let listed = operators::list(&mut tx).await.unwrap();
        let told: Vec<_> = listed.iter().map(|one| (one.email.as_str(), one.given_by.as_str(), one.has_factor)).collect();
        assert_eq!(told, [(one.email.as_str(), "eve@example.test", false), (other.email.as_str(), "cli", false)]);
        execute(tx.raw(), "insert into authenticators (id, account_id, secret, created_at, confirmed_at)
             select 'f1', account_id, 's', 1, 1 from operators where given_by = 'cli'").await.unwrap();
        assert!(operators::list(&mut tx).await.unwrap()[1].has_factor);
        operators::delete(&mut tx, &one.id).await.unwrap();
        assert_eq!(operators::find(&mut tx, &one.id).await.unwrap(), None);
        assert_eq!(operators::count(&mut tx, OperatorRole::Support).await.unwrap(), 0);
    }

    async fn an_old_mark_is_told_until_it_is_confirmed_or_taken(world: World) {
        let mut tx = control(&world).await;
        // Fixtures with an odd number bear the mark.
        let (one, other) = (insert_account(&mut tx, 1).await, insert_account(&mut tx, 3).await);
        insert_account(&mut tx, 2).await;
        let mark = |account: &store::control::accounts::Account| (account.id.to_string(), account.email.clone());
        assert_eq!(operators::list_marked(&mut tx).await.unwrap(), [mark(&one), mark(&other)]);
        operators::upsert(&mut tx, &one.id, OperatorRole::Billing, "", NOON).await.unwrap();
        assert_eq!(operators::list_marked(&mut tx).await.unwrap(), [mark(&other)]);
        operators::delete_mark(&mut tx, &other.id).await.unwrap();
        assert_eq!(operators::list_marked(&mut tx).await.unwrap(), []);
    }

    async fn the_newest_link_works_once_and_until_it_ends(world: World) {
        let mut tx = control(&world).await;
        operators::insert_link(&mut tx, "old", NOON, NOON + 10).await.unwrap();
        operators::insert_link(&mut tx, "new", NOON, NOON + 10).await.unwrap();
        assert!(!operators::is_open_link(&mut tx, "old", NOON).await.unwrap());
        assert!(operators::is_open_link(&mut tx, "new", NOON).await.unwrap());
        assert!(!operators::is_open_link(&mut tx, "new", NOON + 10).await.unwrap());
        assert!(!operators::update_link_used(&mut tx, "new", NOON + 10).await.unwrap());
        assert!(operators::update_link_used(&mut tx, "new", NOON).await.unwrap());
        assert!(!operators::update_link_used(&mut tx, "new", NOON).await.unwrap());
    }
}

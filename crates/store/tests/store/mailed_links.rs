use domain::Link;
use store::control::{
    expiring::{self, Expiring},
    mailed_links::{self, LinkState, MailedLink},
};
use testkit::NOON;

use crate::fixtures::{control, is_taken};

fn link(token: &str, target: &str, made_at: i64) -> MailedLink {
    MailedLink {
        token_hash: token.to_owned(),
        kind: Link::SignUp,
        target: target.to_owned(),
        state: LinkState::Open,
        made_at,
        expires_at: made_at + 100,
    }
}

testkit::both_engines! {
    async fn what_became_of_a_link_is_found_by_it_and_by_its_target(world: World) {
        let mut tx = control(&world).await;
        let (one, two) = (link("one", "sgn_1", NOON), link("two", "sgn_1", NOON + 1));
        for link in [&one, &two, &link("three", "sgn_2", NOON)] {
            mailed_links::insert(&mut tx, link).await.unwrap();
        }
        assert_eq!(mailed_links::find(&mut tx, "one").await.unwrap(), Some(one));
        assert_eq!(mailed_links::find(&mut tx, "no").await.unwrap(), None);
        let newest = mailed_links::find_newest(&mut tx, Link::SignUp, "sgn_1").await.unwrap();
        assert_eq!(newest, Some(two));
        assert_eq!(mailed_links::find_newest(&mut tx, Link::PasswordReset, "sgn_1").await.unwrap(), None);
    }

    async fn only_open_ones_of_the_target_change(world: World) {
        let mut tx = control(&world).await;
        for (token, target) in [("one", "sgn_1"), ("two", "sgn_1"), ("three", "sgn_2")] {
            mailed_links::insert(&mut tx, &link(token, target, NOON)).await.unwrap();
        }
        mailed_links::update_used(&mut tx, "one").await.unwrap();
        mailed_links::update_state(&mut tx, Link::SignUp, "sgn_1", LinkState::Older).await.unwrap();
        for (token, state) in [("one", LinkState::Used), ("two", LinkState::Older), ("three", LinkState::Open)] {
            assert_eq!(mailed_links::find(&mut tx, token).await.unwrap().unwrap().state, state, "{token}");
        }
    }

    async fn only_what_expired_is_swept(world: World) {
        let mut tx = control(&world).await;
        mailed_links::insert(&mut tx, &link("one", "sgn_1", NOON)).await.unwrap();
        mailed_links::insert(&mut tx, &link("two", "sgn_1", NOON + 1)).await.unwrap();
        assert_eq!(expiring::delete(&mut tx, Expiring::MailedLinks, NOON + 101, 100).await.unwrap(), 1);
        assert!(is_taken(mailed_links::insert(&mut tx, &link("two", "sgn_1", NOON)).await));
    }
}

use domain::{Micros, ProposalId, proposals::ProposalKind};
use store::tenant::proposals::{self, Proposal};
use testkit::NOON;

use crate::fixtures::tenant_tx;

fn proposal(number: u64, kind: ProposalKind, subject: &str, found_at: Micros) -> Proposal {
    Proposal {
        id: ProposalId::new(number, 1),
        kind,
        subject: subject.to_owned(),
        seen: i64::try_from(number).unwrap(),
        beside: 10,
        since_at: NOON - 2,
        last_at: NOON - 1,
        example: "evt_1".to_owned(),
        found_at,
        aside_at: None,
    }
}

testkit::both_engines! {
    async fn what_is_found_again_has_new_evidence_and_stays_aside(world: World) {
        let mut tx = tenant_tx(&world).await;
        let one = proposal(1, ProposalKind::Subdomain, "mail.example.com", NOON);
        let other = proposal(2, ProposalKind::Loopback, "127.0.0.1", NOON);
        proposals::upsert(&mut tx, &[one.clone(), other.clone()]).await.unwrap();
        proposals::upsert(&mut tx, &[]).await.unwrap();
        assert_eq!(proposals::list(&mut tx).await.unwrap(), [other.clone(), one.clone()]);
        proposals::update_aside(&mut tx, &other.id, Some(NOON + 5)).await.unwrap();
        let again = Proposal { seen: 9, ..proposal(3, ProposalKind::Loopback, "127.0.0.1", NOON + 9) };
        proposals::upsert(&mut tx, &[again.clone()]).await.unwrap();
        let kept = Proposal { id: other.id.clone(), aside_at: Some(NOON + 5), ..again };
        assert_eq!(proposals::list(&mut tx).await.unwrap(), [one.clone(), kept.clone()]);
        assert_eq!(proposals::find(&mut tx, &other.id).await.unwrap(), Some(kept));
        assert_eq!(proposals::find(&mut tx, &ProposalId::new(9, 9)).await.unwrap(), None);
    }

    async fn what_is_found_no_more_goes_unless_it_was_put_aside(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (
            proposal(1, ProposalKind::Subdomain, "mail.example.com", NOON),
            proposal(2, ProposalKind::Subdomain, "www.example.com", NOON),
        );
        let new = proposal(3, ProposalKind::Subdomain, "new.example.com", NOON + 1);
        proposals::upsert(&mut tx, &[one.clone(), other.clone(), new.clone()]).await.unwrap();
        proposals::update_aside(&mut tx, &one.id, Some(NOON)).await.unwrap();
        proposals::delete_open_before(&mut tx, NOON + 1).await.unwrap();
        let aside = Proposal { aside_at: Some(NOON), ..one.clone() };
        assert_eq!(proposals::list(&mut tx).await.unwrap(), [new.clone(), aside]);
        proposals::update_aside(&mut tx, &one.id, None).await.unwrap();
        assert_eq!(proposals::list(&mut tx).await.unwrap(), [new, one]);
    }
}

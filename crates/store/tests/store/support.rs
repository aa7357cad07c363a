use domain::{QuestionId, TenantId, support::QuestionState};
use store::control::support::{self, Message, Question};

use crate::fixtures::{control, insert_tenant};

fn question(number: u64, tenant: &TenantId, level: i64) -> Question {
    Question {
        id: QuestionId::new(number, 1),
        tenant_id: tenant.clone(),
        asked_by: format!("acc_{number}"),
        asked_email: "ann@example.test".to_owned(),
        subject: "Nothing arrives".to_owned(),
        state: QuestionState::Open,
        level,
        asked_at: i64::try_from(number).unwrap(),
        since: i64::try_from(number).unwrap(),
    }
}

testkit::both_engines! {
    async fn questions_wait_by_support_and_then_by_age(world: World) {
        let mut tx = control(&world).await;
        let acme = insert_tenant(&mut tx, 1, "acme").await;
        let other = insert_tenant(&mut tx, 2, "other").await;
        let (old, young, dedicated) = (question(1, &acme.id, 1), question(2, &other.id, 1), question(3, &acme.id, 3));
        for one in [&young, &dedicated, &old] {
            support::insert(&mut tx, one).await.unwrap();
        }
        let open = QuestionState::Open;
        let waiting = support::list_state(&mut tx, open, 10).await.unwrap();
        assert_eq!(waiting, [dedicated.clone(), old.clone(), young.clone()]);
        let first = support::list_state(&mut tx, open, 1).await.unwrap();
        assert_eq!(first.iter().collect::<Vec<_>>(), [&dedicated]);
        assert_eq!(support::list(&mut tx, &acme.id, None, 10).await.unwrap(), [dedicated.clone(), old.clone()]);
        let own = support::list(&mut tx, &acme.id, Some("acc_1"), 10).await.unwrap();
        assert_eq!(own.iter().collect::<Vec<_>>(), [&old]);
        assert_eq!(support::count_open(&mut tx, None).await.unwrap(), 3);
        assert_eq!(support::count_open(&mut tx, Some(&acme.id)).await.unwrap(), 2);

        let answered = Question { state: QuestionState::Answered, level: 2, since: 9, ..old.clone() };
        support::update_state(&mut tx, &answered).await.unwrap();
        assert_eq!(support::find(&mut tx, &old.id).await.unwrap(), Some(answered.clone()));
        assert_eq!(support::list_state(&mut tx, answered.state, 10).await.unwrap(), [answered]);
        assert_eq!(support::find(&mut tx, &QuestionId::new(9, 9)).await.unwrap(), None);
    }

    async fn messages_stand_in_their_order(world: World) {
        let mut tx = control(&world).await;
        let acme = insert_tenant(&mut tx, 1, "acme").await;
        let one = question(1, &acme.id, 1);
        support::insert(&mut tx, &one).await.unwrap();
        let message = |number: i64| Message {
            number,
            is_answer: number % 2 == 0,
            written_by: "ann@example.test".to_owned(),
            text: format!("line {number}\nand more"),
            written_at: number,
        };
        for number in [2, 1] {
            support::insert_message(&mut tx, &one.id, &message(number)).await.unwrap();
        }
        assert_eq!(support::list_messages(&mut tx, &one.id).await.unwrap(), [message(1), message(2)]);
        assert_eq!(support::list_messages(&mut tx, &QuestionId::new(9, 9)).await.unwrap(), []);
    }
}

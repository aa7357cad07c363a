use store::control::{
    expiring::{self, Expiring},
    mail_problems,
};
use testkit::NOON;

use crate::fixtures::control;

testkit::both_engines! {
    async fn what_became_of_the_last_mail_is_remembered(world: World) {
        let mut tx = control(&world).await;
        let (place, other) = ("accounts:acc_1", "accounts:acc_2");
        assert_eq!(mail_problems::find(&mut tx, place).await.unwrap(), None);
        mail_problems::update(&mut tx, place, Some("550 5.1.1"), NOON).await.unwrap();
        mail_problems::update(&mut tx, other, Some(""), NOON).await.unwrap();
        mail_problems::update(&mut tx, place, Some("552"), NOON + 5).await.unwrap();
        assert_eq!(mail_problems::find(&mut tx, place).await.unwrap().as_deref(), Some("552"));
        assert_eq!(expiring::delete(&mut tx, Expiring::MailProblems, NOON + 1, 100).await.unwrap(), 1);
        assert_eq!(mail_problems::find(&mut tx, other).await.unwrap(), None);
        mail_problems::update(&mut tx, place, None, NOON + 6).await.unwrap();
        assert_eq!(mail_problems::find(&mut tx, place).await.unwrap(), None);
    }
}

use store::control::{
    expiring::{self, Expiring},
    mail_problems,
};
use testkit::NOON;

use crate::fixtures::control;

testkit::both_engines! {
    async fn what_became_of_the_last_mail_is_remembered(world: World) {
        let mut tx = control(&world).await;
        let (row, other) = ("accounts:acc_1", "accounts:acc_2");
        assert_eq!(mail_problems::find(&mut tx, row).await.unwrap(), None);
        mail_problems::update(&mut tx, row, Some("550 5.1.1"), NOON).await.unwrap();
        mail_problems::update(&mut tx, other, Some(""), NOON).await.unwrap();
        mail_problems::update(&mut tx, row, Some("552"), NOON + 5).await.unwrap();
        assert_eq!(mail_problems::find(&mut tx, row).await.unwrap().as_deref(), Some("552"));
        assert_eq!(expiring::delete(&mut tx, Expiring::MailProblems, NOON + 1, 100).await.unwrap(), 1);
        assert_eq!(mail_problems::find(&mut tx, other).await.unwrap(), None);
        mail_problems::update(&mut tx, row, None, NOON + 6).await.unwrap();
        assert_eq!(mail_problems::find(&mut tx, row).await.unwrap(), None);
    }
}

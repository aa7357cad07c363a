use domain::mailed_reports::ReportRhythm::{Monthly, Weekly};
use store::{
    ControlTx,
    control::{
        mailed_reports::{self, MailedReport, ReportLink},
        memberships,
    },
};
use testkit::NOON;

use crate::fixtures::{control, insert_account, insert_tenant};

/// What a member of a space wants: a weekly report.
async fn member(tx: &mut ControlTx) -> MailedReport {
    let (tenant, account) = (insert_tenant(tx, 1, "acme").await, insert_account(tx, 9).await);
    memberships::insert(tx, &tenant.id, &account.id, NOON).await.unwrap();
    MailedReport {
        tenant_id: tenant.id,
        account_id: account.id,
        rhythm: Weekly,
        time_zone: "Europe/Paris".to_owned(),
        chosen_at: NOON,
        next_at: NOON + 10,
    }
}

testkit::both_engines! {
    async fn a_report_is_due_moved_on_once_and_ends_with_the_membership(world: World) {
        let mut tx = control(&world).await;
        let weekly = member(&mut tx).await;
        let (tenant, account) = (weekly.tenant_id.clone(), weekly.account_id.clone());
        let monthly = MailedReport { rhythm: Monthly, next_at: NOON + 5, ..weekly.clone() };
        mailed_reports::upsert(&mut tx, &MailedReport { next_at: NOON, ..weekly.clone() }).await.unwrap();
        for report in [&weekly, &monthly] {
            mailed_reports::upsert(&mut tx, report).await.unwrap();
        }
        let all = mailed_reports::list(&mut tx, &tenant, &account).await.unwrap();
        assert_eq!(all, [monthly.clone(), weekly.clone()]);
        assert_eq!(mailed_reports::list_due(&mut tx, NOON + 4, 9).await.unwrap(), []);
        assert_eq!(mailed_reports::list_due(&mut tx, NOON + 10, 1).await.unwrap(), [monthly]);
        assert_eq!(mailed_reports::list_due(&mut tx, NOON + 10, 9).await.unwrap().len(), 2);
        assert!(mailed_reports::update_next(&mut tx, &weekly, NOON + 20).await.unwrap());
        assert!(!mailed_reports::update_next(&mut tx, &weekly, NOON + 30).await.unwrap(), "somebody else did");
        assert!(mailed_reports::delete(&mut tx, &tenant, &account, Monthly).await.unwrap());
        assert!(!mailed_reports::delete(&mut tx, &tenant, &account, Monthly).await.unwrap());
        memberships::delete(&mut tx, &tenant, &account).await.unwrap();
        assert_eq!(mailed_reports::list(&mut tx, &tenant, &account).await.unwrap(), []);
    }

    async fn a_mail_is_found_by_its_own_link_until_it_runs_out(world: World) {
        let mut tx = control(&world).await;
        let weekly = member(&mut tx).await;
        let link = ReportLink {
            tenant_id: weekly.tenant_id.clone(),
            account_id: weekly.account_id.clone(),
            rhythm: Weekly,
            period: 7,
            token_hash: "one".to_owned(),
            expires_at: NOON + 9,
        };
        assert!(!mailed_reports::has_link(&mut tx, &weekly, 7).await.unwrap());
        mailed_reports::upsert_link(&mut tx, &link).await.unwrap();
        let again = ReportLink { token_hash: "two".to_owned(), ..link };
        mailed_reports::upsert_link(&mut tx, &again).await.unwrap();
        assert!(mailed_reports::has_link(&mut tx, &weekly, 7).await.unwrap());
        assert!(!mailed_reports::has_link(&mut tx, &weekly, 8).await.unwrap());
        assert_eq!(mailed_reports::find_link(&mut tx, "one", NOON).await.unwrap(), None);
        assert_eq!(mailed_reports::find_link(&mut tx, "two", NOON).await.unwrap(), Some(again));
        assert_eq!(mailed_reports::find_link(&mut tx, "two", NOON + 9).await.unwrap(), None);
    }
}

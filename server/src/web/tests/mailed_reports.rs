//! Reports that are mailed are stopped by one click, as a mail program sends it, or by a page with a button.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::{MINUTE, mailed_reports::ReportRhythm, plans::Plan};
use service::chance;
use store::{
    Mode,
    control::mailed_reports::{self, MailedReport, ReportLink},
};
use testkit::{Member, World};

use super::{read, router, send};

/// A member with a report, and the token of its last mail.
async fn with_report(world: &World) -> (Member, String) {
    let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
    let (token, now) = (chance::token(), world.now());
    let report = MailedReport {
        tenant_id: owner.tenant.id.clone(),
        account_id: owner.account().id.clone(),
        rhythm: ReportRhythm::Weekly,
        time_zone: "UTC".to_owned(),
        chosen_at: now,
        next_at: now + MINUTE,
    };
    let link = ReportLink {
        tenant_id: report.tenant_id.clone(),
        account_id: report.account_id.clone(),
        rhythm: report.rhythm,
        period: 1,
        token_hash: chance::hash(&token),
        expires_at: now + MINUTE,
    };
    let mut tx = world.store.control(Mode::Write).await.expect("the control database");
    mailed_reports::upsert(&mut tx, &report).await.expect("a report");
    mailed_reports::upsert_link(&mut tx, &link).await.expect("a link");
    tx.commit().await.expect("a commit");
    (owner, token)
}

async fn is_sent(world: &World, member: &Member) -> bool {
    let mut tx = world.store.control(Mode::Read).await.expect("the control database");
    let all = mailed_reports::list(&mut tx, &member.tenant.id, &member.account().id).await;
    !all.expect("the reports").is_empty()
}

fn post(path: &str, kind: &str, body: &str) -> Request<Body> {
    let request = Request::post(path).header(header::CONTENT_TYPE, kind);
    request.body(Body::from(body.to_owned())).expect("a request")
}

const FORM: &str = "application/x-www-form-urlencoded";

testkit::both_engines! {
    async fn a_mail_program_stops_a_report_by_either_kind_of_form(world: World) {
        let (app, (owner, token)) = (router(&world), with_report(&world).await);
        let path = format!("/stop-report?token={token}");
        // What is no click, and what is a wrong one, stops nothing.
        for (path, body, status) in [
            (path.as_str(), "List-Unsubscribe=Two-Clicks", StatusCode::BAD_REQUEST),
            ("/stop-report?token=another", "List-Unsubscribe=One-Click", StatusCode::GONE),
            ("/stop-report", "List-Unsubscribe=One-Click", StatusCode::GONE),
        ] {
            let answer = send(&app, post(path, FORM, body), None).await;
            assert_eq!(answer.status(), status, "{body}");
            assert!(is_sent(&world, &owner).await);
        }
        let multipart = "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n";
        for (kind, body) in [("multipart/form-data; boundary=b", multipart), (FORM, "List-Unsubscribe=One-Click")] {
            let answer = send(&app, post(&path, kind, body), None).await;
            assert_eq!((answer.status(), answer.headers().get(header::LOCATION)), (StatusCode::OK, None));
            assert!(!is_sent(&world, &owner).await);
        }
    }

    async fn a_page_has_a_button_and_looking_at_it_stops_nothing(world: World) {
        let (app, (owner, token)) = (router(&world), with_report(&world).await);
        let path = format!("/stop-report?token={token}");
        let look = || Request::get(&path).body(Body::empty()).expect("a request");
        let page = String::from_utf8_lossy(&read(send(&app, look(), None).await).await).into_owned();
        assert!(page.contains("mailed-reports.stop") && page.contains("Acme"), "{page}");
        assert!(is_sent(&world, &owner).await);
        let answer = send(&app, post(&path, FORM, &format!("do=mailed-reports.stop&token={token}")), None).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        assert!(!is_sent(&world, &owner).await);
        let page = send(&app, look(), None).await;
        assert_eq!(page.status(), StatusCode::OK);
        assert!(!String::from_utf8_lossy(&read(page).await).contains("mailed-reports.stop"));
    }
}

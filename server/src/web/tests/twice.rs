//! A proof in the middle of a form, and the form sent twice.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
    response::Response,
};
use domain::MINUTE;

use super::{read, router, send};

fn form(path: &str, fields: &str) -> Request<Body> {
    Request::post(path)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(fields.to_owned()))
        .expect("a form")
}

fn cookies(response: &Response) -> Vec<String> {
    let all = response.headers().get_all(header::SET_COOKIE).into_iter();
    all.map(|value| value.to_str().expect("a cookie").to_owned()).collect()
}

testkit::both_engines! {
    async fn who_has_a_provider_alone_proves_it_by_mail_and_once_however_often_it_is_sent(world: World) {
        let app = router(&world);
        let (_, token) = world.person("eve@example.test").await;
        world.advance(11 * MINUTE);
        let post = async |more: &str| {
            let fields = format!("do=authenticators.enrol{more}");
            send(&app, form("/account", &fields), Some(&token)).await
        };
        let asked = post("").await;
        assert_eq!(asked.status(), StatusCode::FORBIDDEN);
        assert!(String::from_utf8_lossy(&read(asked).await).contains("step_up_send"));
        let mailed = read(post("&step_up_send=mail").await).await;
        assert!(String::from_utf8_lossy(&mailed).contains("name=\"step_up_mailed_code\""));
        let code = world.mail().await.code();
        let wrong = if code == "000000" { "000001" } else { "000000" };
        let refused = post(&format!("&step_up_mailed_code={wrong}")).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(String::from_utf8_lossy(&read(refused).await).contains("name=\"step_up_mailed_code\""));

        let right = format!("&step_up_mailed_code={code}");
        let (one, other) = tokio::join!(post(&right), post(&right));
        for response in [&one, &other] {
            assert_eq!(response.status(), StatusCode::SEE_OTHER);
        }
        assert_eq!(cookies(&one), cookies(&other), "one token, whichever answer the browser keeps");
        let set = cookies(&one).into_iter().find(|cookie| cookie.starts_with("parvis=")).expect("another token");
        let renewed = set["parvis=".len()..].split(';').next().unwrap_or_default().to_owned();
        assert_eq!(world.caller_of(&renewed).await.session().expect("it").confirmed_at, world.now());
        // Nobody else gets that answer.
        let stranger = send(&app, form("/account", &format!("do=authenticators.enrol{right}")), None).await;
        assert_ne!(cookies(&stranger), cookies(&other));
    }

    async fn a_browser_without_cookies_gets_one_before_it_signs_in(world: World) {
        let app = router(&world);
        let page = Request::get("/sign-in").body(Body::empty()).expect("a page");
        let set = cookies(&send(&app, page, None).await);
        assert!(set.iter().any(|cookie| cookie.starts_with("parvis-form=")), "{set:?}");
        let (_, token) = world.person("eve@example.test").await;
        let page = Request::get("/confirm").body(Body::empty()).expect("a page");
        assert_eq!(cookies(&send(&app, page, Some(&token)).await), Vec::<String>::new());
    }

    async fn who_comes_to_sign_in_again_sends_another_form(world: World) {
        let app = router(&world);
        let mut known = Vec::new();
        for _ in 0..2 {
            let page = Request::get("/sign-in").header(header::COOKIE, "parvis-device=a-known-browser");
            let set = cookies(&send(&app, page.body(Body::empty()).expect("a page"), None).await);
            let cookie = set.into_iter().find(|cookie| cookie.starts_with("parvis-form="));
            known.push(cookie.expect("by which this sending is known"));
        }
        assert_ne!(known[0], known[1], "the answer of before would bring back a session that has ended");
    }
}

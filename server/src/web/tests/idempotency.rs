//! Requests under an `Idempotency-Key`, through the whole router.

use axum::{
    Router,
    body::Body,
    http::{Request, header},
};
use domain::{
    operators::{OperatorRole, ViewAnnouncements},
    permission::Role,
    plans::Plan,
};
use service::{OperatorAccess, announcements, operators};

use super::{
    access_matrix::operations::{become_only, key_of},
    read, router, send,
};

/// Posts under a name; the status, whether it was told again, and the answer.
async fn post(app: &Router, key: &str, path: &str, body: &str) -> (u16, bool, String) {
    let request = Request::post(path)
        .header(header::AUTHORIZATION, format!("Bearer {key}"))
        .header(header::CONTENT_TYPE, "application/json")
        .header("idempotency-key", "one-of-a-kind")
        .body(Body::from(body.to_owned()))
        .expect("a request");
    let response = send(app, request, None).await;
    let status = response.status().as_u16();
    let is_replayed = response.headers().contains_key("idempotency-replayed");
    (status, is_replayed, String::from_utf8_lossy(&read(response).await).into_owned())
}

testkit::both_engines! {
    async fn what_was_refused_whole_may_be_mended_under_its_name(world: World) {
        let app = router(&world);
        let owner = world.owner("owner@example.test", "Acme", Plan::Enterprise).await;
        let things = [
            ("domains", r#"{"names": ["?"], "kind": "local"}"#),
            ("networks", r#"{"cidrs": ["?"]}"#),
            ("invitations", r#"{"emails": ["?", "owner@example.test"], "role": "viewer"}"#),
            ("sign-in/allowed-domains", r#"{"names": ["?"]}"#),
        ];
        let good = ["kestrel.example", "192.0.2.0/24", "kestrel@example.test", "kestrel.example"];
        for ((area, body), good) in things.into_iter().zip(good) {
            let path = format!("/api/v1/tenants/{}/{area}", owner.tenant.slug);
            let key = key_of(&world, &owner).await;
            for _ in 0..2 {
                let (status, is_replayed, refused) = post(&app, &key, &path, body).await;
                assert_eq!((status, is_replayed), (422, false), "{area} {refused}");
                assert!(refused.contains("\"line\""), "{area} {refused}");
            }
            let (status, is_replayed, answer) = post(&app, &key, &path, &body.replace('?', good)).await;
            assert_eq!((status, is_replayed), (201, false), "{area} {answer}");
        }
    }

    async fn an_answer_is_told_again_to_who_may_still_do_it(world: World) {
        let app = router(&world);
        let owner = world.owner("owner@example.test", "Acme", Plan::Enterprise).await;
        let things = [
            ("environments", r#"{"name": "Kestrel"}"#),
            ("roles", r#"{"name": "Kestrel", "permissions": ["view-events"]}"#),
            ("invitations", r#"{"emails": ["kestrel@example.test"], "role": "viewer"}"#),
            ("share-links", r#"{"name": "Kestrel", "kind": "live", "days": 7}"#),
            ("sign-in/allowed-domains", r#"{"names": ["kestrel.example"]}"#),
        ];
        for (number, (area, body)) in things.into_iter().enumerate() {
            let path = format!("/api/v1/tenants/{}/{area}", owner.tenant.slug);
            let member = world.join(&owner.tenant, &format!("admin-{number}@example.test"), Role::Owner).await;
            let key = key_of(&world, &member).await;
            let (status, is_replayed, first) = post(&app, &key, &path, body).await;
            assert_eq!((status, is_replayed), (201, false), "{area} {first}");
            let (status, is_replayed, again) = post(&app, &key, &path, body).await;
            assert_eq!((status, is_replayed), (201, true), "{area} {again}");
            let (first, again): (serde_json::Value, serde_json::Value) =
                (serde_json::from_str(&first).unwrap(), serde_json::from_str(&again).unwrap());
            if area == "share-links" {
                assert_eq!((&first["link"], &again["url"]), (&again["link"], &serde_json::Value::Null));
            } else {
                assert_eq!(first, again, "{area}");
            }
            become_only(&world, &member, Role::Guest).await;
            let (status, is_replayed, refused) = post(&app, &key, &path, body).await;
            assert_eq!((status, is_replayed), (403, false), "{area} {refused}");
            assert!(!refused.to_lowercase().contains("kestrel"), "{refused}");
        }
    }

    async fn an_operators_program_that_asks_again_is_told_that_it_is_done(world: World) {
        let app = router(&world);
        let (ann, secret) = world.operator_key("ann@example.test", OperatorRole::Everything).await;
        let path = "/api/v1/operator/announcements";
        let body = r#"{"english": "Tonight", "french": "Ce soir", "audience": "all"}"#;
        let mended = post(&app, &secret, path, &body.replace("all", "nobody")).await;
        assert_eq!((mended.0, mended.1), (422, false), "a refused one may be mended: {}", mended.2);
        let (status, is_replayed, answer) = post(&app, &secret, path, body).await;
        assert_eq!((status, is_replayed), (204, false), "{answer}");
        for again in [body.to_owned(), body.replace("Tonight", "Tomorrow"), body.replace("all", "nobody")] {
            let (status, is_replayed, answer) = post(&app, &secret, path, &again).await;
            assert_eq!((status, is_replayed), (409, false), "{answer}");
            let told: serde_json::Value = serde_json::from_str(&answer).unwrap();
            assert_eq!(told["code"], "already-done");
            assert!(answer.contains("look at the list"), "{answer}");
        }
        let mut desk = OperatorAccess::<ViewAnnouncements>::enter(&world.service, &ann).await.unwrap();
        assert_eq!(announcements::list(&mut desk).await.unwrap().len(), 1);
        drop(desk);
        // Who may not do it any more is not told that it was done.
        world.operator("bea@example.test", OperatorRole::Everything).await;
        let desk = OperatorAccess::enter(&world.service, &ann).await.unwrap();
        operators::give(desk, "ann@example.test", "billing").await.unwrap();
        let (status, _, answer) = post(&app, &secret, path, body).await;
        assert_eq!(status, 403, "{answer}");
    }
}

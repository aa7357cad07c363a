//! Which actions ask for a fresh proof: what is declared, asked through the whole router by an owner whose proof is
//! old.

use axum::{
    body::Body,
    http::{Request, header},
};
use domain::{
    HOUR,
    areas::{Action, Takes},
    operators::OperatorRole,
};
use testkit::{Engine, World};

use super::{access_matrix::askers, read, router, send};

#[test]
fn an_old_proof_is_refused_where_a_fresh_one_is_declared() {
    testkit::run(Engine::Sqlite, async |world: World| {
        let app = router(&world);
        let asking = askers(&world, 0).await;
        let (_, operator) = world.operator("operator@example.test", OperatorRole::Everything).await;
        world.advance(HOUR);
        let mut wrong = Vec::new();
        // What anyone may do asks for no proof, and some of it ends the session.
        for action in Action::ALL.iter().filter(|action| action.takes() != Takes::Anyone) {
            let request = Request::post(format!("/rpc/{action}"))
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header("sec-fetch-site", "same-origin")
                .body(Body::from(asking.body(*action)))
                .expect("a request");
            let is_operator = matches!(action.takes(), Takes::Operator(_));
            let session = if is_operator { &operator } else { &asking.owner.session };
            let answer = read(send(&app, request, Some(session)).await).await;
            let answer = String::from_utf8_lossy(&answer);
            let is_asked = answer.contains("step-up-required");
            // Some look at what was sent, or for what it is about, before they look at the proof.
            let is_earlier = answer.contains("\"not-found\"") || answer.contains("\"invalid\"");
            let is_sure = (is_operator || matches!(action.takes(), Takes::Permission(_))) && !is_earlier;
            if (is_sure || is_asked) && is_asked != action.is_step_up() {
                wrong.push(format!("{action}: {answer}"));
            }
        }
        assert!(wrong.is_empty(), "what is declared and what is asked differ:\n{}", wrong.join("\n"));
    });
}

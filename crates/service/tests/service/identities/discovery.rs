//! What a provider tells of itself: what is needed is needed, and of the rest nothing.

use domain::{Error, Locale, Problem, plans::Plan, tenant_providers::TenantProvidersProblem};
use serde_json::{Value, json};
use service::{
    identities::{self, Came, Failure, Purpose},
    providers::Fault,
    sign_ups,
    tenant_providers::ProviderForm,
};

use super::{
    arrive, go, harbour, space,
    stub::{self, person},
    tenants::{form, overview, register, server},
};

/// A document with one value written otherwise, or without it.
fn with(document: &Value, name: &str, value: Option<Value>) -> Value {
    let mut document = document.clone();
    match value {
        Some(value) => document[name] = value,
        None => drop(document.as_object_mut().unwrap().remove(name)),
    }
    document
}

testkit::both_engines! {
    async fn what_is_not_needed_of_a_providers_document_may_be_missing_or_odd(world: World) {
        let (service, stub) = harbour(&world).await;
        let eve = person("eve", "eve@example.test", true);
        let caller = arrive(&service, &stub, &world.visitor(), &eve).await;
        sign_ups::through_provider(&service, &caller, space("Harbour")).await.unwrap();
        let whole = stub.document();
        // Four values are enough to write a provider down, and to come through one.
        stub.tell(["issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"].into_iter().fold(
            json!({}),
            |told, name| with(&told, name, Some(whole[name].clone())),
        ));
        let own = server(&world, None).await;
        let owner = world.owner("boss@acme.test", "Acme", Plan::Professional).await;
        register(&own, &owner, form(&stub)).await.unwrap();
        let came = go(&service, &stub, &world.visitor(), Purpose::SignIn, &eve).await;
        assert!(matches!(came, Ok(Came::SignedIn { .. })), "{came:?}");
        let mut odd = Vec::new();
        for name in
            ["response_types_supported", "subject_types_supported", "id_token_signing_alg_values_supported"]
        {
            odd.extend([with(&whole, name, None), with(&whole, name, Some(json!(null)))]);
            odd.push(with(&whole, name, Some(json!("code"))));
        }
        for name in ["token_endpoint_auth_methods_supported", "userinfo_endpoint", "scopes_supported"] {
            odd.extend([with(&whole, name, Some(json!(null))), with(&whole, name, Some(json!(1)))]);
        }
        let basic = json!("client_secret_basic");
        odd.push(with(&whole, "token_endpoint_auth_methods_supported", Some(basic)));
        odd.push(with(&whole, "issuer", Some(json!(format!("{}/", stub.issuer())))));
        let slashed = odd.len() - 1;
        for (number, document) in odd.into_iter().enumerate() {
            stub.tell(&document);
            let came = go(&service, &stub, &world.visitor(), Purpose::SignIn, &eve).await;
            if number == slashed {
                // It calls itself so, and its tokens must as well.
                assert!(matches!(came, Err(Failure::Fault(Fault::Unproven))), "{document}: {came:?}");
            } else {
                assert!(matches!(came, Ok(Came::SignedIn { .. })), "{document}: {came:?}");
            }
            world.advance(domain::MINUTE);
            stub.set_clock(world.now());
        }
    }

    async fn what_a_provider_lacks_is_named(world: World) {
        let (service, stub) = harbour(&world).await;
        let mut owner = world.owner("boss@acme.test", "Acme", Plan::Professional).await;
        let own = server(&world, None).await;
        let whole = stub.document();
        let address = format!("{}/.well-known/openid-configuration", stub.issuer());
        let lacking = |what: &str| {
            format!("{address} answers, but names no usable {what}; ask whoever runs the provider to complete it")
        };
        let no_document = format!(
            "{address} does not answer with a JSON document; check the issuer, or ask whoever runs the provider"
        );
        let two = with(&with(&whole, "issuer", None), "token_endpoint", Some(json!(["x"])));
        let cases = [
            ("<html></html>".to_owned(), no_document.clone()),
            ("[1]".to_owned(), no_document),
            (with(&whole, "jwks_uri", None).to_string(), lacking("jwks_uri")),
            (with(&whole, "authorization_endpoint", Some(json!("javascript:x"))).to_string(), lacking("authorization_endpoint")),
            (two.to_string(), lacking("issuer, token_endpoint")),
        ];
        for (document, reason) in cases {
            stub.tell(&document);
            let started = identities::start(&service, &world.visitor(), "harbour", Purpose::SignIn, "").await;
            assert!(matches!(started, Err(Failure::Fault(Fault::Incomplete))), "{document}: {started:?}");
            let wrong = Err(Error::field("issuer", Problem::WrongType { reason }));
            assert_eq!(register(&own, &owner, form(&stub)).await, wrong, "{document}");
        }
        stub.tell(&whole);
        for keys in ["no keys", "{}", r#"{ "keys": {} }"#] {
            stub.tell_keys(keys);
            let wrong = Err(Error::field("issuer", Problem::WrongType { reason: lacking("jwks_uri") }));
            assert_eq!(register(&own, &owner, form(&stub)).await, wrong, "{keys}");
        }
        world.advance(domain::HOUR / 6);
        owner.caller.session_mut().unwrap().confirmed_at = world.now();
        owner.caller.locale = Locale::Fr;
        let refused = register(&own, &owner, form(&stub)).await.unwrap_err();
        let Error::Invalid { fields } = refused else { panic!("{refused:?}") };
        let told = fields[0].problem.sentence(Locale::Fr);
        assert!(told.contains("n’indique pas correctement jwks_uri ; demandez"), "{told}");
    }

    async fn a_provider_under_another_name_is_told_which(world: World) {
        let (_, stub) = harbour(&world).await;
        let owner = world.owner("boss@acme.test", "Acme", Plan::Professional).await;
        let own = server(&world, None).await;
        stub.tell(with(&stub.document(), "issuer", Some(json!("https://id.example"))));
        let other = Problem::TenantProviders(TenantProvidersProblem::OtherIssuer { issuer: "https://id.example".to_owned() });
        assert_eq!(register(&own, &owner, form(&stub)).await, Err(Error::field("issuer", other)));
    }

    async fn an_issuer_however_pasted_is_written_down_as_it_calls_itself(world: World) {
        let (_, stub) = harbour(&world).await;
        let own = server(&world, None).await;
        let pasted = [
            format!(" {}/ ", stub.issuer()),
            format!("{}/.well-known/openid-configuration/?x=1#frag", stub.issuer()),
            stub.issuer().replace("http:", "HTTP:"),
        ];
        for (number, issuer) in pasted.into_iter().enumerate() {
            let (email, space) = (format!("boss{number}@acme.test"), format!("Acme {number}"));
            let owner = world.owner(&email, &space, Plan::Professional).await;
            register(&own, &owner, ProviderForm { issuer, ..form(&stub) }).await.unwrap();
            assert_eq!(overview(&own, &owner).await.provider.unwrap().issuer, stub.issuer());
        }
    }

    async fn a_broken_or_unknown_key_does_not_lose_the_others(world: World) {
        let (service, stub) = harbour(&world).await;
        let eve = person("eve", "eve@example.test", true);
        let broken = [
            json!(null),
            json!("key"),
            json!({}),
            json!({ "kty": "AKP", "alg": "ML-DSA-44", "pub": "x", "kid": "later" }),
            json!({ "kty": "RSA", "n": 1, "e": "AQAB" }),
            json!({ "kty": "EC", "crv": "secp256k1", "x": "AA", "y": "AA", "kid": "other" }),
            json!({ "kty": "OKP", "crv": "X25519", "x": "!", "use": "enc" }),
        ];
        let keys: Vec<Value> = broken.iter().cloned().chain([stub::key()]).chain(broken.iter().cloned()).collect();
        stub.tell_keys(json!({ "keys": keys }));
        arrive(&service, &stub, &world.visitor(), &eve).await;
        stub.tell_keys(json!({ "keys": broken }));
        let came = go(&service, &stub, &world.visitor(), Purpose::SignIn, &eve).await;
        assert!(matches!(came, Err(Failure::Fault(Fault::Unproven))), "{came:?}");
    }
}

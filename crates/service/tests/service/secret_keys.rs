//! Servers with different keys on one database, and secrets under a new key.

use std::collections::BTreeSet;

use domain::{SECOND, plans::Plan};
use service::{
    Caller, Source,
    audit::{self, Chains, Flaw},
    authenticators,
    secret_keys::{self, Keys},
    tenants,
};
use testkit::World;
use totp_rs::{Builder, Secret};

const ONE: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const OTHER: &str = "ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

fn code(world: &World, secret: &str) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    totp.generate((world.now() / SECOND).cast_unsigned()).to_string()
}

testkit::both_engines! {
    async fn a_server_without_the_keys_of_the_data_is_found_out(world: World) {
        let first = world.server_with_keys(ONE).await;
        assert_eq!(secret_keys::check(&first).await.unwrap(), Keys::Fit);
        assert_eq!(secret_keys::check(&first).await.unwrap(), Keys::Fit);
        let stranger = world.server_with_keys(OTHER).await;
        let Keys::Missing(names) = secret_keys::check(&stranger).await.unwrap() else { panic!() };
        assert_eq!(names.len(), 1);
        // It left nothing behind, and the first goes on.
        assert_eq!(secret_keys::check(&first).await.unwrap(), Keys::Fit);
        let both = world.server_with_keys(&format!("{OTHER},{ONE}")).await;
        assert_eq!(secret_keys::check(&both).await.unwrap(), Keys::Older);
        // What the newest key encrypts from now on, one without it could not read.
        assert!(matches!(secret_keys::check(&first).await.unwrap(), Keys::Missing(_)));
    }

    async fn data_of_before_keys_were_written_down_tells_its_own(world: World) {
        let old = world.server_with_keys(ONE).await;
        secret_keys::check(&old).await.unwrap();
        let (caller, _) = world.person("eve@example.test").await;
        authenticators::enrol(&old, &caller).await.unwrap();
        let forget = async || {
            for table in ["delete from secret_keys where id <> ''", "delete from audit_keys"] {
                crate::team::execute(&world, table).await;
            }
        };
        forget().await;
        let stranger = world.server_with_keys(OTHER).await;
        let Keys::Missing(names) = secret_keys::check(&stranger).await.unwrap() else { panic!() };
        assert_eq!(names.len(), 1);
        let both = world.server_with_keys(&format!("{OTHER},{ONE}")).await;
        assert_eq!(secret_keys::check(&both).await.unwrap(), Keys::Older, "the old one must stay for now");
        assert_eq!(secret_keys::check(&stranger).await.unwrap(), Keys::Missing(names));
        // A secret that is damaged stops nobody.
        forget().await;
        crate::team::execute(&world, "update authenticators set secret = substr(secret, 1, 40)").await;
        assert_eq!(secret_keys::check(&old).await.unwrap(), Keys::Fit);
    }

    async fn of_two_that_start_at_once_with_different_keys_one_starts(world: World) {
        let (one, other) = (world.server_with_keys(ONE).await, world.server_with_keys(OTHER).await);
        let (first, second) = tokio::join!(secret_keys::check(&one), secret_keys::check(&other));
        let fits = [first.unwrap(), second.unwrap()].iter().filter(|keys| **keys == Keys::Fit).count();
        assert_eq!(fits, 1);
    }

    async fn secrets_are_encrypted_anew_and_the_old_key_can_go(world: World) {
        let cli = Caller::local(Source::Cli);
        let old = world.server_with_keys(ONE).await;
        secret_keys::check(&old).await.unwrap();
        let (caller, _) = world.person("eve@example.test").await;
        authenticators::enrol(&old, &caller).await.unwrap();
        let secret = authenticators::waiting(&old, &caller).await.unwrap().unwrap().secret;
        let both = world.server_with_keys(&format!("{OTHER},{ONE}")).await;
        let done = secret_keys::reseal(&both, &cli, false).await.unwrap();
        assert_eq!((done.count, done.unreadable.len(), done.dropped.len()), (2, 0, 1));
        assert_eq!(secret_keys::reseal(&both, &cli, false).await.unwrap().count, 0);
        let new = world.server_with_keys(OTHER).await;
        assert_eq!(secret_keys::check(&new).await.unwrap(), Keys::Fit);
        authenticators::confirm(&new, &caller, &code(&world, &secret)).await.unwrap();
        let trail = world.control_trail().await;
        assert!(trail.iter().any(|entry| entry.action == "secrets.reseal"));
    }

    async fn the_audit_log_is_verified_after_its_secret_is_gone(world: World) {
        let cli = Caller::local(Source::Cli);
        let first = std::fs::read_to_string(world.folder().join("secret.key")).unwrap();
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let both = world.server_with_keys(&format!("{OTHER},{}", first.trim())).await;
        secret_keys::check(&both).await.unwrap();
        secret_keys::reseal(&both, &cli, false).await.unwrap();
        let new = world.server_with_keys(OTHER).await;
        tenants::set_plan(&new, &cli, &owner.tenant.slug, Plan::Enterprise.as_str()).await.unwrap();
        let verdicts = audit::verify(&new, &Chains::All).await.unwrap();
        assert!(verdicts.iter().all(|verdict| verdict.outcome.is_ok()), "{verdicts:?}");
        let keys: BTreeSet<_> = world.control_trail().await.into_iter().map(|entry| entry.key_id).collect();
        assert_eq!(keys.len(), 2, "some under each");
        // Without the key nothing is said of them, least of all that they are wrong.
        crate::team::execute(&world, "delete from audit_keys").await;
        let verdicts = audit::verify(&new, &Chains::Tenant(owner.tenant.slug)).await.unwrap();
        let flaws: Vec<_> = verdicts.into_iter().map(|one| one.outcome.unwrap_err().flaw).collect();
        assert_eq!(flaws, [Flaw::UnknownKey; 2]);
    }

    async fn a_lost_key_is_given_up_only_when_told_to(world: World) {
        let cli = Caller::local(Source::Cli);
        let lost = world.server_with_keys(ONE).await;
        secret_keys::check(&lost).await.unwrap();
        let (caller, _) = world.person("eve@example.test").await;
        authenticators::enrol(&lost, &caller).await.unwrap();
        let new = world.server_with_keys(OTHER).await;
        let done = secret_keys::reseal(&new, &cli, false).await.unwrap();
        assert_eq!((done.count, done.unreadable.len(), done.dropped.len()), (0, 2, 0));
        assert!(matches!(secret_keys::check(&new).await.unwrap(), Keys::Missing(_)));
        let done = secret_keys::reseal(&new, &cli, true).await.unwrap();
        assert_eq!((done.unreadable.len(), done.dropped.len()), (2, 1));
        assert_eq!(secret_keys::check(&new).await.unwrap(), Keys::Fit);
    }
}

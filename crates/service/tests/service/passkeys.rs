//! What somebody does with the passkeys they have; that devices answer for them is shown in a browser.

use domain::{Error, FactorId, Problem};
use service::{Caller, passkeys, second_factors};
use store::{Mode, control::passkeys::Passkey};
use testkit::World;

/// A passkey that no device answers for.
async fn given(world: &World, caller: &Caller, name: &str, host: Option<&str>) -> String {
    let account = caller.account().unwrap().id.clone();
    let id = FactorId::from(format!("fac_{}", account.as_str().split_once('_').unwrap().1));
    let passkey = Passkey {
        id: id.clone(),
        credential_id: account.to_string(),
        account_id: account,
        name: name.to_owned(),
        credential: "{}".to_owned(),
        created_at: world.now(),
        used_at: None,
        host: host.map(str::to_owned),
    };
    let mut tx = world.store.control(Mode::Write).await.unwrap();
    store::control::passkeys::insert(&mut tx, &passkey).await.unwrap();
    tx.commit().await.unwrap();
    id.to_string()
}

testkit::both_engines! {
    async fn its_person_gives_it_another_name_and_nobody_else(world: World) {
        let (eve, _) = world.person("eve@example.test").await;
        let (mallory, _) = world.person("mallory@example.test").await;
        let id = given(&world, &eve, "Laptop", None).await;
        for (caller, id, name, wanted) in [
            (&mallory, id.as_str(), "Mine", Error::NotFound),
            (&eve, "fac_00000000000000000000000000", "Mine", Error::NotFound),
            (&eve, id.as_str(), " ", Error::field("name", Problem::Required)),
            (&world.visitor(), id.as_str(), "Mine", Error::SignInRequired),
        ] {
            assert_eq!(passkeys::rename(&world.service, caller, id, name).await, Err(wanted));
        }
        passkeys::rename(&world.service, &eve, &id, " Work laptop ").await.unwrap();
        let mine = second_factors::list(&world.service, &eve).await.unwrap();
        assert_eq!(mine.passkeys[0].name, "Work laptop");
        let trail = world.control_trail().await;
        let noted: Vec<_> = trail.iter().filter(|entry| entry.action == "passkeys.rename").collect();
        assert_eq!(noted.len(), 1);
        assert!(noted[0].after.as_ref().unwrap().contains("Work laptop"));
    }

    async fn one_made_under_another_host_name_is_asked_of_nobody(world: World) {
        let (eve, _) = world.person("eve@example.test").await;
        given(&world, &eve, "Laptop", Some("old.example")).await;
        let mine = second_factors::list(&world.service, &eve).await.unwrap();
        assert!(mine.is_any(), "it still guards the account");
        assert!(!passkeys::works_here(&world.service, &mine.passkeys[0]));
        assert_eq!(passkeys::start_proof(&world.service, &eve).await, Err(Error::NotFound));
    }
}

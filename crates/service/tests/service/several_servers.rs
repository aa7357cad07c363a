//! Two servers on one database.

use std::collections::BTreeSet;

use domain::{Error, permission::ViewOverview, plans::Plan};
use service::{Access, Caller, Source, accounts, live, password_resets, sessions};
use testkit::{Batch, PASSWORD, rcpt};

testkit::both_engines! {
    async fn sessions_and_limits_are_shared(world: World) {
        let other = world.other_server().await;
        let cli = Caller::local(Source::Cli);
        accounts::create(&world.service, &cli, "eve@example.test", PASSWORD, false).await.unwrap();
        let signed_in = sessions::sign_in(&other, &world.visitor(), "eve@example.test", PASSWORD).await;
        let token = signed_in.unwrap().session().unwrap().token;
        let caller = world.caller_of(&token).await;
        assert!(caller.account().is_some(), "what one began the other knows");
        sessions::sign_out(&world.service, &caller).await.unwrap();
        assert!(sessions::find(&other, &token).await.unwrap().is_none(), "and what one ended, too");
        let mut limited = 0;
        for number in 0..16 {
            let service = if number % 2 == 0 { &world.service } else { &other };
            let tried = sessions::sign_in(service, &world.visitor(), "eve@example.test", "wrong").await;
            limited += usize::from(matches!(tried, Err(Error::RateLimited { .. })));
        }
        assert_eq!(limited, 8);
    }

    async fn each_mail_leaves_once(world: World) {
        let other = world.other_server().await;
        for number in 0..40 {
            let email = format!("p{number}@example.test");
            let (caller, _) = world.person(&email).await;
            let from = Caller { address: format!("198.51.100.{number}"), ..world.visitor() };
            assert_eq!(caller.account().unwrap().email, email);
            password_resets::start(&world.service, &from, &email).await.unwrap();
        }
        let (one, two) = tokio::join!(world.service.run_due_jobs(), other.run_due_jobs());
        one.unwrap();
        two.unwrap();
        let mails = world.mails().await;
        let people: BTreeSet<_> = mails.iter().map(|mail| mail.to.clone()).collect();
        assert_eq!((mails.len(), people.len()), (40, 40));
    }

    async fn what_one_takes_in_the_other_shows(world: World) {
        let other = world.other_server().await;
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let agent = world.enrol(&owner, "mx1").await;
        let mut access: Access<ViewOverview> =
            Access::enter(&other, &owner.caller, &owner.tenant.slug).await.unwrap();
        let before = live::mark(&mut access).await.unwrap();
        drop(access);
        let batch = Batch::new("spool-1", 1).record(rcpt(world.now(), "m1", "a@sender.test", "b@own.test"));
        world.send(&agent, &batch).await.unwrap();
        let mut access: Access<ViewOverview> =
            Access::enter(&other, &owner.caller, &owner.tenant.slug).await.unwrap();
        assert_ne!(live::mark(&mut access).await.unwrap(), before);
    }
}

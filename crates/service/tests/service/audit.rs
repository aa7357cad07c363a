//! Every write leaves its entry, in the transaction of the write; what is refused leaves none.

use domain::{
    Locale,
    domains::DomainKind,
    permission::{ManageMailFlow, ManagePolicyAgents},
    plans::Plan,
};
use service::{
    Access, Caller, Source, accounts,
    api_keys::{self, KeyForm},
    domains::{self, DomainsForm},
    events::ingest,
    networks::{self, NetworksForm},
    password_resets,
    policy_agents::{self, AgentForm},
    sessions,
    sign_ups::{self, Proof, SignUpForm},
    tenants::{self, SettingsForm},
};
use store::audit::Recorded;
use testkit::{Batch, Member, PASSWORD, World, rcpt};

const NEW: &str = "nine slow harbours whisper";

/// What is new in the control trail since `seen` entries: the actions.
async fn since(world: &World, seen: &mut usize) -> Vec<String> {
    let trail = world.control_trail().await;
    let new = trail[*seen..].iter().map(|entry| entry.action.clone()).collect();
    *seen = trail.len();
    new
}

fn actions(trail: &[Recorded]) -> Vec<&str> {
    trail.iter().map(|entry| entry.action.as_str()).collect()
}

async fn agent_form(
    world: &World,
    member: &Member,
    name: &str,
) -> (service::Access<ManagePolicyAgents>, AgentForm) {
    let form = AgentForm { name: name.to_owned(), time_zone: "UTC".to_owned(), ..AgentForm::default() };
    (world.access(member).await, form)
}

testkit::both_engines! {
    async fn of_people_each_step_is_there(world: World) {
        let (service, visitor) = (&world.service, world.visitor());
        let mut seen = 0;
        let form = SignUpForm {
            email: "eve@example.test".to_owned(),
            password: PASSWORD.to_owned(),
            space: "Acme".to_owned(),
            kind: "company".to_owned(),
            slug: String::new(),
            time_zone: String::new(),
            plan: String::new(),
            interval: String::new(),
        };
        let id = sign_ups::start(service, &visitor, form).await.unwrap().id;
        assert_eq!(since(&world, &mut seen).await, ["sign-ups.start"]);
        sign_ups::resend(service, &visitor, id.as_str()).await.unwrap_err();
        assert_eq!(since(&world, &mut seen).await, [] as [&str; 0], "what is refused leaves nothing");
        world.mail().await;
        world.advance(sign_ups::COOL_DOWN);
        sign_ups::resend(service, &visitor, id.as_str()).await.unwrap();
        assert_eq!(since(&world, &mut seen).await, ["sign-ups.resend"]);
        let token = world.mail().await.token();
        let confirmed = sign_ups::confirm(service, &visitor, Proof::Link { token }, PASSWORD).await.unwrap();
        assert_eq!(since(&world, &mut seen).await, ["accounts.create", "tenants.create", "sessions.start"]);
        sessions::sign_in(service, &visitor, "eve@example.test", "wrong").await.unwrap_err();
        assert_eq!(since(&world, &mut seen).await, ["sessions.refuse"]);
        sessions::sign_in(service, &visitor, "nobody@example.test", "wrong").await.unwrap_err();
        assert_eq!(since(&world, &mut seen).await, ["sessions.refuse"]);
        assert_eq!(world.control_trail().await.last().unwrap().target, "unknown", "what was typed may be a password");
        let known = world.browser_of(&confirmed.session);
        let signed_in = sessions::sign_in(service, &known, "eve@example.test", PASSWORD).await.unwrap();
        assert_eq!(since(&world, &mut seen).await, ["sessions.start"]);
        let caller = world.caller_of(&signed_in.session().unwrap().token).await;
        accounts::set_locale(service, &caller, Locale::Fr).await.unwrap();
        assert_eq!(since(&world, &mut seen).await, ["accounts.set-locale"]);
        let session = accounts::change_password(service, &caller, PASSWORD, NEW).await.unwrap();
        assert_eq!(since(&world, &mut seen).await, ["accounts.change-password"]);
        // What is told of it, and of the new browser before.
        world.mails().await;
        let caller = world.caller_of(&session.token).await;
        sessions::sign_out(service, &caller).await.unwrap();
        assert_eq!(since(&world, &mut seen).await, ["sessions.end"]);
        password_resets::start(service, &visitor, "eve@example.test").await.unwrap();
        assert_eq!(since(&world, &mut seen).await, ["password-resets.start"]);
        let token = world.mail().await.token();
        password_resets::finish(service, &visitor, &token, PASSWORD).await.unwrap();
        assert_eq!(since(&world, &mut seen).await, ["password-resets.finish"]);
        let cli = Caller::local(Source::Cli);
        let other = accounts::create(service, &cli, "ops@example.test", PASSWORD, true).await.unwrap();
        assert_eq!(since(&world, &mut seen).await, ["accounts.create"]);
        tenants::set_plan(service, &cli, "acme", Plan::Solo.as_str()).await.unwrap();
        assert_eq!(since(&world, &mut seen).await, ["tenants.set-plan"]);
        // Who, from where, and never a secret.
        let trail = world.control_trail().await;
        let last = trail.last().unwrap();
        assert_eq!((last.actor_kind.as_str(), last.source.as_str()), ("command-line", "cli"));
        assert_eq!(last.before.as_deref(), Some("{\"plan\":\"starter\",\"version\":1}"));
        let by_eve = trail.iter().find(|entry| entry.action == "accounts.set-locale").unwrap();
        assert_eq!(by_eve.actor_label, "eve@example.test");
        assert_eq!((by_eve.address.as_str(), by_eve.request_id.as_str()), ("192.0.2.10", "request-1"));
        let text = format!("{trail:?}");
        for secret in [PASSWORD, NEW, &token, &confirmed.session.token, "argon2", &other.password_hash] {
            assert!(!text.contains(secret), "{secret}");
        }
    }

    async fn of_a_tenant_each_step_is_there(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let mail_flow = async || world.access::<ManageMailFlow>(&owner).await;
        let form = DomainsForm { names: "a.test\nb.test\nco.uk".to_owned(), kind: "local".to_owned() };
        let domain = domains::add(mail_flow().await, form).await.unwrap().added[0].id.to_string();
        domains::update(mail_flow().await, &domain, DomainKind::Relay, true).await.unwrap();
        domains::delete(mail_flow().await, &domain, "wrong").await.unwrap_err();
        domains::delete(mail_flow().await, &domain, "a.test").await.unwrap();
        let form = NetworksForm { cidrs: "192.0.2.0/24".to_owned(), label: String::new() };
        let network = networks::add(mail_flow().await, form).await.unwrap().added[0].id.to_string();
        networks::update(mail_flow().await, &network, "office", true).await.unwrap();
        networks::delete(mail_flow().await, &network, "192.0.2.0/24").await.unwrap();
        let (access, form) = agent_form(&world, &owner, "mx").await;
        let made = policy_agents::enrol(access, form).await.unwrap();
        let id = made.agent.id.as_str();
        let (access, form) = agent_form(&world, &owner, "mx-2").await;
        policy_agents::update(access, id, form).await.unwrap();
        let rotated = policy_agents::rotate(world.access(&owner).await, id).await.unwrap();
        policy_agents::set_paused(world.access(&owner).await, id, true).await.unwrap();
        policy_agents::set_paused(world.access(&owner).await, id, false).await.unwrap();
        policy_agents::revoke(world.access(&owner).await, id, "mx-2").await.unwrap();
        let form = SettingsForm { name: "Acme Ltd".to_owned(), time_zone: "Europe/Paris".to_owned() };
        tenants::update_settings(world.team_access(&owner).await, form).await.unwrap();
        world.service.run_due_jobs().await.unwrap();
        let trail = world.tenant_trail(&owner.tenant).await;
        let expected = [
            "tenants.prepare",
            "domains.add",
            "domains.add",
            "domains.update",
            "domains.delete",
            "networks.add",
            "networks.update",
            "networks.delete",
            "policy-agents.enrol",
            "policy-agents.update",
            "policy-agents.rotate",
            "policy-agents.pause",
            "policy-agents.resume",
            "policy-agents.revoke",
            "roll-ups.recount-days",
        ];
        assert_eq!(actions(&trail), expected);
        assert_eq!(world.control_trail().await.last().unwrap().action, "tenants.update-settings");
        // The days are counted anew by a job.
        assert_eq!(trail.last().unwrap().actor_kind, "job");
        for entry in &trail[1..trail.len() - 1] {
            assert_eq!(entry.actor_label, "eve@example.test", "{entry:?}");
            assert_eq!((entry.source.as_str(), entry.address.as_str()), ("page", "192.0.2.10"));
        }
        let update = &trail[3];
        assert!(update.before.as_ref().unwrap().contains("\"kind\":\"local\""), "{update:?}");
        assert!(update.after.as_ref().unwrap().contains("\"kind\":\"relay\""), "{update:?}");
        let text = format!("{trail:?}");
        for key in [&made.key, &rotated.key] {
            let secret = key.rsplit('_').next().unwrap();
            assert!(!text.contains(secret) && !text.contains(&service::chance::hash(key)));
        }
        // Each entry holds its predecessor's hash.
        for pair in trail.windows(2) {
            assert_eq!(pair[1].previous_hash, pair[0].hash);
        }
    }

    async fn what_fails_half_way_leaves_neither_change_nor_entry(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        world.enrol(&owner, "mx").await;
        let before = world.tenant_trail(&owner.tenant).await;
        // Dropped before its commit, as when the browser goes away.
        let (access, form) = agent_form(&world, &owner, "mx").await;
        policy_agents::enrol(access, form).await.unwrap_err();
        drop(world.access::<ManageMailFlow>(&owner).await);
        assert_eq!(world.tenant_trail(&owner.tenant).await, before);
    }

    async fn who_fails_to_sign_in_is_noted_and_does_not_fill_the_log(world: World) {
        world.person("eve@example.test").await;
        for _ in 0..40 {
            let _ = sessions::sign_in(&world.service, &world.visitor(), "eve@example.test", "wrong").await;
        }
        let trail = world.control_trail().await;
        assert!(actions(&trail).iter().all(|action| *action == "sessions.refuse"), "{trail:?}");
        assert!((20..=31).contains(&trail.len()), "{}", trail.len());
        let reasons = |text: &str| trail.iter().filter(|entry| entry.after.as_ref().unwrap().contains(text)).count();
        assert_eq!(reasons("wrong password"), 8);
        assert!(reasons("too many attempts") > 10);
    }

    async fn each_kind_of_principal_is_told_by_itself(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let (service, slug) = (&world.service, owner.tenant.slug.as_str());
        sessions::sign_in(service, &world.visitor(), "eve@example.test", "wrong").await.unwrap_err();
        let agent = world.enrol(&owner, "mx").await;
        let batch = Batch::new("spool-1", 1).record(rcpt(world.now(), "m1", "a@b.test", "c@d.test"));
        ingest::take(service, &agent.key, "192.0.2.1", &batch.body()).await.unwrap();
        let form = KeyForm { name: "nightly".to_owned(), permissions: vec!["manage-mail-flow".to_owned()], ..KeyForm::default() };
        let key = api_keys::create(world.access(&owner).await, form).await.unwrap();
        let program = api_keys::authenticate(service, &key.secret, world.visitor()).await.unwrap();
        let access = Access::<ManageMailFlow>::enter(service, &program, slug).await.unwrap();
        let form = DomainsForm { names: "own.test".to_owned(), kind: "local".to_owned() };
        domains::add(access, form).await.unwrap();
        let mut trail = world.control_trail().await;
        trail.extend(world.tenant_trail(&owner.tenant).await);
        let told = |action: &str| {
            let entry = trail.iter().find(|entry| entry.action == action).unwrap();
            let behalf = entry.doer().behalf.map(|behalf| behalf.label).unwrap_or_default();
            (entry.actor_kind.clone(), entry.actor_id.clone(), entry.actor_label.clone(), behalf)
        };
        let of = |kind: &str, id: &str, label: &str, behalf: &str| {
            (kind.to_owned(), id.to_owned(), label.to_owned(), behalf.to_owned())
        };
        let (eve, none) = (owner.account().id.as_str(), "");
        assert_eq!(told("policy-agents.enrol"), of("person", eve, "eve@example.test", none));
        assert_eq!(told("sessions.refuse"), of("visitor", none, none, none));
        assert_eq!(told("policy-agents.contact"), of("policy-agent", agent.agent.id.as_str(), "mx", none));
        assert_eq!(told("domains.add"), of("api-key", key.key.id.as_str(), "nightly", "eve@example.test"));
        assert_eq!(told("tenants.prepare"), of("job", none, none, none));
        assert_eq!(told("tenants.create"), of("command-line", none, none, none));
    }

    async fn of_an_agent_only_what_is_rare_is_there(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let agent = world.enrol(&owner, "mx").await;
        let before = world.tenant_trail(&owner.tenant).await.len();
        let send = async |seq, from: &str| {
            let batch = Batch::new("spool-1", seq).record(rcpt(world.now(), "m1", "a@b.test", "c@d.test"));
            ingest::take(&world.service, &agent.key, from, &batch.body()).await
        };
        for seq in 1..5 {
            send(seq, "192.0.2.1").await.unwrap();
        }
        for _ in 0..10 {
            send(9, "198.51.100.9").await.unwrap_err();
        }
        let trail = world.tenant_trail(&owner.tenant).await;
        let expected = ["policy-agents.pin", "policy-agents.contact", "policy-agents.refuse", "policy-agents.refuse", "policy-agents.refuse"];
        assert_eq!(actions(&trail[before..]), expected);
        assert_eq!(trail.last().unwrap().address, "198.51.100.9");
    }
}

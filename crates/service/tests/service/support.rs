//! Help: what each plan gives, who sees which question, and the operators' queue.

use domain::{
    Error, HOUR, SECOND,
    operators::{OperatorRole, OperatorsError, ViewSupport},
    permission::{ManageSettings, Role, ViewAs},
    plans::{Feature, Plan, PlansError},
    support::{OPEN, QuestionState, Support, SupportError},
};
use service::{
    OperatorAccess,
    plans::{
        overrides::{self, OverrideForm},
        requests::{self, AskForm},
    },
    support::{self, Question, QuestionForm},
    view_as,
};
use testkit::{Member, World, operate};

fn about(subject: &str) -> QuestionForm {
    QuestionForm { subject: subject.to_owned(), text: "Since noon.\n\nNothing arrives.".to_owned() }
}

async fn ask(world: &World, member: &Member, subject: &str) -> Result<Question, Error> {
    support::ask(&world.service, &member.caller, &member.tenant.slug, &about(subject)).await
}

async fn help(world: &World, member: &Member) -> support::Help {
    support::help(&world.service, &member.caller, &member.tenant.slug).await.unwrap()
}

async fn give(world: &World, slug: &str, support: &str) {
    let form = OverrideForm {
        feature: "support".to_owned(),
        value: support.to_owned(),
        reason: "agreed by phone".to_owned(),
        ends: String::new(),
    };
    overrides::set(operate(&world.service).await, slug, &form).await.unwrap();
}

async fn queue(world: &World, state: QuestionState) -> Vec<String> {
    let listed = support::list_all(&mut operate(&world.service).await, state).await.unwrap();
    listed.into_iter().map(|asked| asked.question.subject).collect()
}

testkit::both_engines! {
    async fn each_plan_offers_its_support_and_the_queue_sorts_by_it(world: World) {
        let given = [
            (Plan::Starter, Support::None), (Plan::Professional, Support::Priority), (Plan::Enterprise, Support::Dedicated),
            (Plan::Free, Support::None), (Plan::Solo, Support::EMail), (Plan::Pro, Support::Priority),
            (Plan::FreelanceEnterprise, Support::Dedicated),
        ];
        for (plan, support) in given {
            let owner = world.owner(&format!("{plan}@example.test"), plan.as_str(), plan).await;
            assert_eq!(help(&world, &owner).await.support, support, "{plan}");
            world.advance(SECOND);
            match ask(&world, &owner, plan.as_str()).await {
                Ok(_) => assert_ne!(support, Support::None, "{plan}"),
                Err(error) => assert_eq!((error, support), (SupportError::NoSupport.into(), Support::None), "{plan}"),
            }
        }
        let expected = ["enterprise", "freelance-enterprise", "professional", "pro", "solo"];
        assert_eq!(queue(&world, QuestionState::Open).await, expected);
        // An exception to the plan counts as the plan does.
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        give(&world, "acme", "e-mail").await;
        ask(&world, &owner, "acme").await.unwrap();
        assert_eq!(queue(&world, QuestionState::Open).await.last().unwrap(), "acme");
    }

    async fn operators_who_may_answer_hear_of_what_waits_for_them(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        for (email, role) in [
            ("ann@example.test", OperatorRole::Everything), ("bob@example.test", OperatorRole::Billing),
            ("sam@example.test", OperatorRole::Support),
        ] {
            world.operator_key(email, role).await;
        }
        // Whoever could not open the console is told nothing of tenants.
        world.operator("new@example.test", OperatorRole::Support).await;
        world.mails().await;
        let told = async || {
            let mut told: Vec<_> = world.mails().await.into_iter().map(|mail| (mail.to.clone(), mail.text)).collect();
            told.sort();
            let (to, texts): (Vec<_>, Vec<_>) = told.into_iter().unzip();
            (to, texts.join("\n"))
        };
        let asked = ask(&world, &owner, "Nothing arrives").await.unwrap();
        let (to, text) = told().await;
        assert_eq!(to, ["ann@example.test", "sam@example.test"]);
        assert!(text.contains("Nothing arrives") && text.contains(&format!("/operator/support/{}", asked.id)), "{text}");
        let add = async |text| support::add(&world.service, &owner.caller, "acme", asked.id.as_str(), text).await.unwrap();
        add("Still nothing.").await;
        assert_eq!(told().await.0, [] as [String; 0], "it waits already");
        support::answer(operate(&world.service).await, asked.id.as_str(), "Open port 10031.").await.unwrap();
        assert_eq!(told().await.0, ["eve@example.test"]);
        add("It is open.").await;
        assert_eq!(told().await.0, ["ann@example.test", "sam@example.test"], "it waits again");

        let more = AskForm { feature: "domains".to_owned(), wanted: "40".to_owned(), reason: "a merger".to_owned(), ..AskForm::default() };
        requests::ask(world.team_access::<ManageSettings>(&owner).await, &more).await.unwrap();
        let (to, text) = told().await;
        assert_eq!(to, ["ann@example.test", "bob@example.test"]);
        assert!(text.contains("Domains: 40") && text.contains("/operator/requests"), "{text}");
    }

    async fn an_answer_stands_on_the_page_and_comes_by_mail(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Enterprise).await;
        let guest = world.join(&owner.tenant, "guest@example.test", Role::Guest).await;
        let asked = ask(&world, &guest, "Nothing arrives").await.unwrap();
        let id = asked.id.as_str();
        support::answer(operate(&world.service).await, id, "Open port 10031.").await.unwrap();
        let mail = world.mail().await;
        assert_eq!(mail.to, "guest@example.test");
        assert!(mail.text.contains("Open port 10031.") && mail.text.contains(&format!("/t/acme/help/{id}")));
        let (_, question, messages) = support::find(&world.service, &guest.caller, "acme", id).await.unwrap();
        assert_eq!(question.state, QuestionState::Answered);
        let told: Vec<_> = messages.iter().map(|one| (one.is_answer, one.text.as_str())).collect();
        assert_eq!(told, [(false, "Since noon.\n\nNothing arrives."), (true, "Open port 10031.")]);

        // Whoever writes again waits again, from then on.
        world.advance(HOUR);
        support::add(&world.service, &guest.caller, "acme", id, "It is open.").await.unwrap();
        let (_, again, _) = support::find(&world.service, &guest.caller, "acme", id).await.unwrap();
        assert_eq!((again.state, again.since), (QuestionState::Open, world.now()));
        support::close_any(operate(&world.service).await, id).await.unwrap();
        assert_eq!(queue(&world, QuestionState::Closed).await, ["Nothing arrives"]);
        support::reopen(operate(&world.service).await, id).await.unwrap();
        support::close(&world.service, &guest.caller, "acme", id).await.unwrap();
        assert_eq!(queue(&world, QuestionState::Open).await, [""; 0]);
        let deeds: Vec<_> = world.control_trail().await.into_iter()
            .filter(|entry| entry.tenant_id.is_some() && entry.action.starts_with("support."))
            .map(|entry| entry.action)
            .collect();
        let all = ["support.ask", "support.answer", "support.add", "support.close", "support.reopen", "support.close"];
        assert_eq!(deeds, all);
    }

    async fn a_question_is_seen_by_whoever_asked_and_whoever_manages_the_space(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Enterprise).await;
        let member = world.join(&owner.tenant, "member@example.test", Role::Member).await;
        let viewer = world.join(&owner.tenant, "viewer@example.test", Role::Viewer).await;
        let stranger = world.owner("ann@example.test", "Other", Plan::Enterprise).await;
        let asked = ask(&world, &member, "Mine").await.unwrap();
        let sees = async |who: &Member, slug: &str| {
            support::find(&world.service, &who.caller, slug, asked.id.as_str()).await.map(|_| ())
        };
        assert_eq!(sees(&member, "acme").await, Ok(()));
        assert_eq!(sees(&owner, "acme").await, Ok(()));
        assert_eq!(sees(&viewer, "acme").await, Err(Error::NotFound));
        assert_eq!(sees(&stranger, "acme").await, Err(Error::NotFound));
        assert_eq!(sees(&stranger, "other").await, Err(Error::NotFound));
        assert_eq!(help(&world, &owner).await.questions.len(), 1);
        assert_eq!(help(&world, &viewer).await.questions, []);
        let add = support::add(&world.service, &stranger.caller, "other", asked.id.as_str(), "Hello").await;
        assert_eq!(add.unwrap_err(), Error::NotFound);
        let add = support::add(&world.service, &viewer.caller, "acme", asked.id.as_str(), "Hello").await;
        assert_eq!(add.unwrap_err(), Error::NotFound);

        // Whoever sees the space as another member reads what they read, and writes nothing.
        let access = world.enter_team::<ViewAs>(&owner).await.unwrap();
        let begun = view_as::start(access, viewer.account().id.as_str()).await.unwrap().unwrap();
        let viewing = Member { caller: world.caller_of(&begun.token).await, ..owner.clone() };
        assert_eq!(sees(&viewing, "acme").await, Err(Error::NotFound));
        assert!(matches!(ask(&world, &viewing, "As another").await.unwrap_err(), Error::Forbidden { .. }));
    }

    async fn what_is_asked_is_bounded(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Enterprise).await;
        let try_out = async |subject: &str, text: &str| {
            let form = QuestionForm { subject: subject.to_owned(), text: text.to_owned() };
            match support::ask(&world.service, &owner.caller, "acme", &form).await {
                Ok(_) => Vec::new(),
                Err(Error::Invalid { fields }) => fields.into_iter().map(|field| field.field).collect(),
                Err(other) => vec![other.to_string()],
            }
        };
        assert_eq!(try_out("", " \n ").await, ["subject", "text"]);
        assert_eq!(try_out(&"x".repeat(151), &"x".repeat(4001)).await, ["subject", "text"]);
        let mut open = 0;
        while open < OPEN {
            open += 1;
            assert_eq!(try_out("Again", "and again").await, [""; 0], "{open}");
        }
        assert_eq!(try_out("Again", "and again").await, ["text"]);
        // Closing one makes room, and the allowance of the space still holds.
        let asked = help(&world, &owner).await.questions[0].id.to_string();
        support::close(&world.service, &owner.caller, "acme", &asked).await.unwrap();
        let refused = ask(&world, &owner, "At once").await.unwrap_err();
        assert!(matches!(refused, Error::RateLimited { .. }), "{refused:?}");
        world.advance(HOUR);
        ask(&world, &owner, "Later").await.unwrap();
    }

    async fn the_queue_is_for_support_and_a_closed_space_still_asks(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Enterprise).await;
        service::operator_tenants::suspend(operate(&world.service).await, "acme", "not paid").await.unwrap();
        ask(&world, &owner, "Why suspended?").await.unwrap();
        for (role, sees) in [(OperatorRole::Support, true), (OperatorRole::Billing, false), (OperatorRole::Infrastructure, false)] {
            let (caller, _) = world.operator(&format!("{role}@example.test"), role).await;
            let entered = OperatorAccess::<ViewSupport>::enter(&world.service, &caller).await;
            let is_lacking = matches!(entered, Err(Error::Operators(OperatorsError::OperatorRoleLacks { .. })));
            assert_eq!((entered.is_ok(), is_lacking), (sees, !sees), "{role}");
        }
    }

    async fn the_program_is_for_whoever_may_run_it_themselves(world: World) {
        for plan in Plan::ALL {
            let owner = world.owner(&format!("{plan}@example.test"), plan.as_str(), *plan).await;
            let taken = support::take_program(&world.service, &owner.caller, &owner.tenant.slug).await;
            let refused = PlansError::NotInPlan { feature: Feature::OnPremise }.into();
            assert_eq!(taken.err(), (*plan != Plan::Enterprise).then_some(refused), "{plan}");
        }
        let owner = world.owner("eve@example.test", "Acme", Plan::Enterprise).await;
        let take = async || support::take_program(&world.service, &owner.caller, "acme").await;
        for _ in 0..5 {
            take().await.unwrap();
        }
        assert!(matches!(take().await.unwrap_err(), Error::RateLimited { .. }));
        let stranger = world.owner("ann@example.test", "Other", Plan::Enterprise).await;
        let refused = support::take_program(&world.service, &stranger.caller, "acme").await;
        assert_eq!(refused.unwrap_err(), Error::NotFound);
    }
}

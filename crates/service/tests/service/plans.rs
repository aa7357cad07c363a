//! The life of the catalogue: versions, exceptions of one tenant, and what tenants ask for.

use domain::{
    DAY, Error, Locale, Problem, Quota,
    operators::{ManageCatalogue, Operate, OperatorRole, OperatorsError, ViewCatalogue},
    permission::{ManageSettings, ViewPlan},
    plans::{Limit, Plan, PlansError, PlansProblem, Step, VersionForm},
    zones::ZonesProblem,
};
use service::{
    Caller, OperatorAccess, Source, accounts,
    plans::{
        self,
        adding::{self, FeatureForm, PlanForm},
        moving,
        overrides::{self, Origin, OverrideForm},
        requests::{self, Answer, AskForm, RequestState},
        subscriptions,
        versions::{self, When},
    },
    sign_ups, tenants,
};

use testkit::World;

use crate::sign_up::{confirm, form, link};

async fn cli<P: Operate>(world: &World) -> OperatorAccess<P> {
    OperatorAccess::enter(&world.service, &Caller::local(Source::Cli)).await.unwrap()
}

fn given(feature: &str, value: &str, ends: &str) -> OverrideForm {
    let (feature, value, ends) = (feature.to_owned(), value.to_owned(), ends.to_owned());
    OverrideForm { feature, value, reason: "agreed by phone".to_owned(), ends }
}

fn asked(feature: &str, plan: &str) -> AskForm {
    let (feature, plan) = (feature.to_owned(), plan.to_owned());
    AskForm { feature, plan, wanted: "40".to_owned(), reason: "we merged".to_owned() }
}

testkit::both_engines! {
    async fn a_version_is_drafted_edited_published_and_never_changes_again(world: World) {
        let service = &world.service;
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let draft = versions::draft(cli(&world).await, "starter").await.unwrap();
        assert_eq!(versions::draft(cli(&world).await, "starter").await.unwrap_err(), PlansError::DraftThere.into());
        let mut form = versions::form(&draft);
        form.entitlements.insert("domains".to_owned(), "5".to_owned());
        form.entitlements.insert("guests".to_owned(), "0".to_owned());
        versions::edit(cli(&world).await, "starter-2", &form).await.unwrap();
        let early = moving::move_some(cli(&world).await, &["acme".to_owned()], "starter-2", When::Now).await.unwrap_err();
        assert_eq!(early, PlansError::NotPublished.into());
        versions::publish(cli(&world).await, "starter-2").await.unwrap();
        for error in [
            versions::publish(cli(&world).await, "starter-2").await.unwrap_err(),
            versions::edit(cli(&world).await, "starter-2", &form).await.unwrap_err(),
        ] {
            assert_eq!(error, PlansError::NotADraft.into());
        }
        // Who has a version keeps it; who comes now gets the newer one.
        let limit = async |slug: &str| {
            let tenant = tenants::list(service, "", 10).await.unwrap().into_iter().find(|one| one.slug == slug);
            tenant.unwrap().plan.entitlements(world.now()).quota(Quota::Domains)
        };
        assert_eq!(limit("acme").await, Limit::Of(1));
        world.owner("ann@example.test", "Other", Plan::Starter).await;
        assert_eq!(limit("other").await, Limit::Of(5));
        let (one, two) = (versions::find(&mut cli::<ViewCatalogue>(&world).await, "starter-1").await.unwrap(), versions::find(&mut cli::<ViewCatalogue>(&world).await, "starter").await.unwrap());
        let steps: Vec<_> = versions::compare(&one, &two).into_iter().map(|(key, (.., step))| (key, step)).collect();
        assert_eq!(steps, [("domains".to_owned(), Step::More), ("guests".to_owned(), Step::Less)]);
        assert_eq!(moving::move_all(cli(&world).await, "starter-1", "starter-2", When::Now).await.unwrap().count, 1);
        assert_eq!(limit("acme").await, Limit::Of(5));
        assert!(world.access::<ViewPlan>(&owner).await.entitlements().quota(Quota::Guests) == Limit::NONE);
        versions::retire(cli(&world).await, "starter-1").await.unwrap();
        let back = moving::move_some(cli(&world).await, &["acme".to_owned()], "starter-1", When::Now).await.unwrap_err();
        assert_eq!(back, PlansError::NotPublished.into());
        let last = versions::retire(cli(&world).await, "starter-2").await.unwrap_err();
        assert_eq!(last, PlansError::StartsNewSpaces.into());
    }

    async fn what_was_typed_for_a_draft_that_was_published_meanwhile_makes_another(world: World) {
        let draft = versions::draft(cli(&world).await, "solo").await.unwrap();
        let form = VersionForm { month_price: "2100".to_owned(), ..versions::form(&draft) };
        let early = versions::draft_anew(cli(&world).await, "solo-2", &form).await.unwrap_err();
        assert_eq!(early, PlansError::DraftThere.into());
        versions::publish(cli(&world).await, "solo-2").await.unwrap();
        let wrong = VersionForm { month_price: "21.00".to_owned(), ..form.clone() };
        assert!(versions::draft_anew(cli(&world).await, "solo-2", &wrong).await.is_err());
        assert_eq!(versions::find(&mut cli::<ViewCatalogue>(&world).await, "solo").await.unwrap().id, draft.id, "nothing half-done");
        let anew = versions::draft_anew(cli(&world).await, "solo-2", &form).await.unwrap();
        assert_eq!((versions::name(&anew).as_str(), anew.month_price), ("solo-3", Some(2_100)));
        assert_eq!(versions::find(&mut cli::<ViewCatalogue>(&world).await, "solo-3").await.unwrap(), anew);
    }

    async fn what_is_wrong_with_a_draft_is_told_at_its_field(world: World) {
        let draft = versions::draft(cli(&world).await, "solo").await.unwrap();
        let (month_price, currency) = ("19.00".to_owned(), "USD".to_owned());
        let mut form = VersionForm { month_price, currency, ..versions::form(&draft) };
        form.entitlements.insert("teleports".to_owned(), "1".to_owned());
        form.entitlements.remove("domains");
        let Err(Error::Invalid { fields }) = versions::edit(cli(&world).await, "solo-2", &form).await else {
            panic!("a draft that is wrong was taken")
        };
        let named: Vec<_> = fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(named, ["entitlements.domains", "entitlements.teleports", "month_price", "currency"]);
        assert_eq!(versions::find(&mut cli::<ViewCatalogue>(&world).await, "solo-2").await.unwrap(), draft, "nothing half-done");
        assert_eq!(versions::find(&mut cli::<ViewCatalogue>(&world).await, "moon-1").await.unwrap_err(), Error::NotFound);
    }

    async fn an_exception_counts_at_once_and_until_its_end(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let limit = async || world.access::<ViewPlan>(&owner).await.entitlements().quota(Quota::Domains);
        overrides::set(cli(&world).await, "acme", &given("domains", "7", "")).await.unwrap();
        assert_eq!(limit().await, Limit::Of(7));
        overrides::set(cli(&world).await, "acme", &given("domains", "unlimited", "")).await.unwrap();
        assert_eq!(limit().await, Limit::Unlimited);
        overrides::end(cli(&world).await, "acme", "domains").await.unwrap();
        assert_eq!(limit().await, Limit::Of(1));
        assert_eq!(overrides::end(cli(&world).await, "acme", "domains").await.unwrap_err(), Error::NotFound);
        let day = domain::zones::date_text(i32::try_from(world.now() / DAY).unwrap() + 1);
        overrides::set(cli(&world).await, "acme", &given("domains", "0", &day)).await.unwrap();
        assert_eq!(limit().await, Limit::NONE);
        world.advance(2 * DAY);
        let tenant = world.tenant(&owner.tenant.id).await;
        assert_eq!(tenant.plan.entitlements(world.now()).quota(Quota::Domains), Limit::Of(1));
        let told = overrides::list(&mut cli(&world).await, "acme").await.unwrap().1;
        assert_eq!(told.len(), 3);
        assert!(told.iter().all(|one| one.origin == Origin::Operator && one.reason == "agreed by phone"));
    }

    async fn a_bad_exception_is_told_at_its_field(world: World) {
        world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let set = async |form: OverrideForm| overrides::set(cli(&world).await, "acme", &form).await.unwrap_err();
        assert_eq!(set(given("teleports", "1", "")).await, Error::field("feature", PlansProblem::UnknownFeature));
        assert_eq!(set(given("domains", "-1", "")).await, Error::field("value", Problem::OutOfRange { min: 0, max: Limit::MOST }));
        assert_eq!(set(given("domains", "2", "2020-01-01")).await, Error::field("ends", ZonesProblem::InThePast));
        let words = "none, e-mail, priority, dedicated".to_owned();
        assert_eq!(set(given("support", "shouting", "")).await, Error::field("value", PlansProblem::NoSuchValue { words }));
        let unsaid = OverrideForm { reason: String::new(), ..given("domains", "2", "") };
        assert_eq!(set(unsaid).await, Error::field("reason", Problem::Required));
    }

    async fn fewer_days_by_an_exception_freeze_and_delete_nothing(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        overrides::set(cli(&world).await, "acme", &given("retention-days", "7", "")).await.unwrap();
        let frozen = world.tenant(&owner.tenant.id).await.frozen(world.now()).unwrap();
        assert_eq!((frozen.before, frozen.days), (world.now(), 90));
        overrides::end(cli(&world).await, "acme", "retention-days").await.unwrap();
        assert_eq!(world.tenant(&owner.tenant.id).await.frozen(world.now()), None);
    }

    async fn asking_and_taking_it_back_has_an_end(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let ask = async || {
            let one = requests::ask(world.team_access::<ManageSettings>(&owner).await, &asked("domains", "")).await?;
            requests::withdraw(world.team_access::<ManageSettings>(&owner).await, one.id.as_str()).await
        };
        for _ in 0..20 {
            ask().await.unwrap();
        }
        assert_eq!(ask().await.unwrap_err().status(), 429, "operators are mailed for each");
    }

    async fn a_tenant_asks_and_its_provider_answers_once(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let ask = async |form: AskForm| requests::ask(world.team_access::<ManageSettings>(&owner).await, &form).await;
        let more = ask(asked("domains", "")).await.unwrap();
        assert_eq!((more.asked_by.as_str(), more.wanted.as_str()), ("eve@example.test", "40"));
        let larger = ask(asked("", "professional")).await.unwrap();
        assert_eq!(ask(asked("", "solo")).await.unwrap_err(), Error::field("plan", Problem::NotAChoice));
        let unknown = ask(asked("teleports", "")).await.unwrap_err();
        assert_eq!(unknown, Error::field("feature", PlansProblem::UnknownFeature));
        let early = ask(asked("actions", "")).await.unwrap_err();
        assert_eq!(early, Error::field("feature", PlansProblem::ToCome));
        assert_eq!(requests::waiting(&mut cli(&world).await).await.unwrap().len(), 2);
        let grant = Answer::Granted(given("", "40", ""));
        requests::answer(cli(&world).await, more.id.as_str(), &grant, "For this year.").await.unwrap();
        let again = requests::answer(cli(&world).await, more.id.as_str(), &Answer::Declined, "No.").await;
        assert_eq!(again.unwrap_err(), PlansError::RequestClosed.into());
        let access = world.team_access::<ManageSettings>(&owner).await;
        assert_eq!(access.entitlements().quota(Quota::Domains), Limit::Of(40));
        drop(access);
        requests::answer(cli(&world).await, larger.id.as_str(), &Answer::Moved, "Welcome.").await.unwrap();
        assert_eq!(world.tenant(&owner.tenant.id).await.plan.key, "professional");
        let back = ask(asked("guests", "")).await.unwrap();
        requests::withdraw(world.team_access(&owner).await, back.id.as_str()).await.unwrap();
        let told = requests::list(&mut world.team_access(&owner).await).await.unwrap();
        let state = |id| told.iter().find(|request| request.id == id).unwrap().state;
        assert_eq!([state(more.id), state(larger.id)], [RequestState::Granted; 2]);
        assert_eq!(state(back.id.clone()), RequestState::Withdrawn);
        let stranger = world.owner("mallory@example.test", "Other", Plan::Starter).await;
        let theirs = requests::withdraw(world.team_access(&stranger).await, back.id.as_str()).await;
        assert_eq!(theirs.unwrap_err(), Error::NotFound);
    }

    async fn mails_about_requests_name_what_is_asked_for_in_the_readers_language(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let (ann, _) = world.operator_key("ann@example.test", OperatorRole::Everything).await;
        let (bob, _) = world.operator_key("bob@example.test", OperatorRole::Everything).await;
        accounts::set_locale(&world.service, &bob, Locale::Fr).await.unwrap();
        world.mails().await;
        let told = async || {
            let mails = world.mails().await;
            let text = |to: &str| mails.iter().find(|mail| mail.to == to).map(|mail| mail.text.clone()).unwrap();
            (text("ann@example.test"), text("bob@example.test"))
        };
        let ask = async |form: AskForm| requests::ask(world.team_access::<ManageSettings>(&owner).await, &form).await;
        let more = ask(asked("domains", "")).await.unwrap();
        let (english, french) = told().await;
        assert!(english.contains("Domains: 40"), "{english}");
        assert!(french.contains("Domaines\u{a0}: 40"), "{french}");
        let larger = ask(asked("", "professional")).await.unwrap();
        let (english, french) = told().await;
        assert!(english.contains("the plan Professional"), "{english}");
        assert!(french.contains("la formule Professional"), "{french}");
        for (request, named) in [(more, "Domains: 40"), (larger, "the plan Professional")] {
            let access = OperatorAccess::enter(&world.service, &ann).await.unwrap();
            requests::answer(access, request.id.as_str(), &Answer::Declined, "Not yet.").await.unwrap();
            let answered = world.mail().await;
            assert!(answered.to == "eve@example.test" && answered.text.contains(named), "{}", answered.text);
        }
    }

    async fn what_waits_for_an_answer_is_asked_for_once_and_in_a_number_above_none(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let ask = async |form: AskForm| requests::ask(world.team_access::<ManageSettings>(&owner).await, &form).await;
        let domains = |wanted: &str| AskForm { wanted: wanted.to_owned(), ..asked("domains", "") };
        for wanted in ["-5", "0", "2.5", "many"] {
            let range = Problem::OutOfRange { min: 1, max: Limit::MOST };
            assert_eq!(ask(domains(wanted)).await.unwrap_err(), Error::field("wanted", range), "{wanted}");
        }
        let first = ask(domains("40")).await.unwrap();
        let again = ask(domains(" 040 ")).await.unwrap_err();
        assert_eq!(again, Error::field("wanted", PlansProblem::AskedAlready));
        ask(domains("unlimited")).await.unwrap();
        ask(asked("reports", "")).await.unwrap();
        ask(asked("", "professional")).await.unwrap();
        let again = ask(asked("", "professional")).await.unwrap_err();
        assert_eq!(again, Error::field("plan", PlansProblem::AskedAlready));
        let own = ask(asked("", "starter")).await.unwrap_err();
        assert_eq!(own, Error::field("plan", Problem::NotAChoice), "it has that one");
        requests::answer(cli(&world).await, first.id.as_str(), &Answer::Declined, "Not yet.").await.unwrap();
        ask(domains("40")).await.unwrap();
    }

    async fn a_paid_plan_that_is_chosen_is_asked_for_and_costs_nothing_meanwhile(world: World) {
        let chosen = sign_ups::SignUpForm { plan: "professional".to_owned(), ..form("eve@example.test", "Acme") };
        sign_ups::start(&world.service, &world.visitor(), chosen).await.unwrap();
        let token = world.mail().await.token();
        let confirmed = confirm(&world, link(token)).await.unwrap();
        assert_eq!(confirmed.tenant.plan.key, "starter");
        let [(request, tenant)] = requests::waiting(&mut cli(&world).await).await.unwrap().try_into().unwrap();
        assert_eq!((request.plan.as_str(), request.asked_by.as_str()), ("professional", "eve@example.test"));
        assert_eq!(tenant.id, confirmed.tenant.id);
        let other = sign_ups::SignUpForm { plan: "solo".to_owned(), ..form("ann@example.test", "Ann") };
        let refused = sign_ups::start(&world.service, &world.visitor(), other).await.unwrap_err();
        let plan = "Solo".to_owned();
        assert_eq!(refused, Error::field("kind", PlansProblem::OtherAudience { plan }));
        let unknown = sign_ups::SignUpForm { plan: "moon".to_owned(), ..form("ann@example.test", "Ann") };
        let refused = sign_ups::start(&world.service, &world.visitor(), unknown).await.unwrap_err();
        assert_eq!(refused, Error::field("plan", Problem::NotAChoice));
    }

    async fn a_feature_that_an_operator_adds_is_given_by_the_next_version(world: World) {
        let form = FeatureForm {
            name_en: "Onboarding".to_owned(),
            name_fr: "Accompagnement".to_owned(),
            kind: "boolean".to_owned(),
            ..FeatureForm::default()
        };
        let made = adding::add_feature(cli(&world).await, &form).await.unwrap();
        assert_eq!(made.key, "onboarding");
        let again = adding::add_feature(cli(&world).await, &form).await.unwrap_err();
        assert_eq!(again, Error::field("key", Problem::Taken));
        let metered = FeatureForm { kind: "metered".to_owned(), span: "always".to_owned(), key: "minutes".to_owned(), ..form.clone() };
        let refused = adding::add_feature(cli(&world).await, &metered).await.unwrap_err();
        assert_eq!(refused, Error::field("span", Problem::NotAChoice));
        let draft = versions::draft(cli(&world).await, "solo").await.unwrap();
        let mut form = versions::form(&draft);
        form.entitlements.insert("onboarding".to_owned(), "5".to_owned());
        let refused = versions::edit(cli(&world).await, "solo-2", &form).await.unwrap_err();
        let words = "true, false".to_owned();
        assert_eq!(refused, Error::field("entitlements.onboarding", PlansProblem::NoSuchValue { words }));
        form.entitlements.insert("onboarding".to_owned(), String::new());
        versions::edit(cli(&world).await, "solo-2", &form).await.unwrap();
        form.entitlements.insert("onboarding".to_owned(), "true".to_owned());
        versions::edit(cli(&world).await, "solo-2", &form).await.unwrap();
        let mut access = cli::<ViewCatalogue>(&world).await;
        let (one, two) = (versions::find(&mut access, "solo-1").await.unwrap(), versions::find(&mut access, "solo-2").await.unwrap());
        drop(access);
        let steps: Vec<_> = versions::compare(&one, &two).into_iter().map(|(key, (.., step))| (key, step)).collect();
        assert_eq!(steps, [("onboarding".to_owned(), Step::More)]);
        let names = FeatureForm { name_en: "Guided start".to_owned(), name_fr: "Prise en main".to_owned(), ..FeatureForm::default() };
        adding::rename_feature(cli(&world).await, "onboarding", &names).await.unwrap();
        let last = adding::features(&mut cli(&world).await).await.unwrap().pop().unwrap();
        assert_eq!((last.name_en.as_str(), last.key.as_str()), ("Guided start", "onboarding"));
        let unknown = adding::rename_feature(cli(&world).await, "teleports", &names).await;
        assert_eq!(unknown.unwrap_err(), Error::NotFound);
    }

    async fn a_plan_is_added_as_a_draft_and_taken_once_it_is_published(world: World) {
        let form = PlanForm { name_en: "Duo".to_owned(), name_fr: "Duo".to_owned(), like: "solo-1".to_owned(), ..PlanForm::default() };
        let draft = adding::add_plan(cli(&world).await, &form).await.unwrap();
        assert_eq!((versions::name(&draft), draft.month_price), ("duo-1".to_owned(), Some(1_900)));
        let offered = async || plans::on_offer(&world.service).await.unwrap().into_iter().any(|one| one.plan == "duo");
        assert!(!offered().await);
        versions::publish(cli(&world).await, "duo-1").await.unwrap();
        assert!(offered().await);
        let twice = adding::add_plan(cli(&world).await, &form).await.unwrap_err();
        assert_eq!(twice, Error::field("key", Problem::Taken));
        let misleading = PlanForm { key: "solo-2".to_owned(), ..form.clone() };
        let refused = adding::add_plan(cli(&world).await, &misleading).await.unwrap_err();
        assert_eq!(refused, Error::field("key", Problem::Unusable));
        let nothing = PlanForm { like: "moon-1".to_owned(), key: "trio".to_owned(), ..form };
        let refused = adding::add_plan(cli(&world).await, &nothing).await.unwrap_err();
        assert_eq!(refused, Error::field("like", Problem::NotAChoice));
    }

    async fn only_who_may_change_the_catalogue_does(world: World) {
        let (support, _) = world.operator("sam@example.test", OperatorRole::Support).await;
        let refused = OperatorAccess::<ManageCatalogue>::enter(&world.service, &support).await.unwrap_err();
        assert!(matches!(refused, Error::Operators(OperatorsError::OperatorRoleLacks { .. })));
        let (ann, _) = world.operator("ann@example.test", OperatorRole::Billing).await;
        let access = OperatorAccess::enter(&world.service, &ann).await.unwrap();
        versions::draft(access, "solo").await.unwrap();
        let trail = world.control_trail().await;
        let noted = trail.last().unwrap();
        assert_eq!((noted.action.as_str(), noted.actor_label.as_str()), ("plans.draft", "ann@example.test"));
    }

    async fn subscribers_are_moved_at_the_end_of_what_they_paid(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        world.owner("ann@example.test", "Free", Plan::Starter).await;
        let draft = versions::draft(cli(&world).await, "professional").await.unwrap();
        versions::publish(cli(&world).await, &versions::name(&draft)).await.unwrap();
        moving::move_all(cli(&world).await, "professional-1", "professional-2", When::PeriodEnd).await.unwrap();
        let version = async || world.tenant(&owner.tenant.id).await.plan.version_id;
        let pending = subscriptions::find(&mut world.team_access::<ViewPlan>(&owner).await).await.unwrap().pending;
        match pending {
            // Nothing was paid ahead where nothing is billed.
            None => assert_eq!(version().await, draft.id),
            Some((pending, _)) => {
                assert!(pending.at > world.now() && pending.version == draft.id);
                assert_ne!(version().await, draft.id, "until then it has what it paid for");
            }
        }
        versions::draft(cli(&world).await, "starter").await.unwrap();
        versions::publish(cli(&world).await, "starter-2").await.unwrap();
        let free = ["free".to_owned()];
        moving::move_some(cli(&world).await, &free, "starter-2", When::PeriodEnd).await.unwrap();
        let moved = versions::subscribers(&mut cli(&world).await, &versions::find(&mut cli::<ViewCatalogue>(&world).await, "starter-2").await.unwrap(), 10).await;
        assert_eq!(moved.unwrap().len(), 1, "what costs nothing waits for nothing");
    }
}

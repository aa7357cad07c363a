//! How often a new space is billed: as was chosen with its plan, through sign-up, confirmation and the answer.

use domain::{
    Error, Problem,
    operators::{ManageCatalogue, Operate},
    permission::ViewPlan,
    plans::{Plan, TenantKind},
};
use service::{
    Caller, OperatorAccess, Source,
    plans::{
        requests::{self, Answer},
        subscriptions::{self, Every},
        versions,
    },
    sign_ups::{self, Confirmed, SignUpForm},
    tenants::{self, SpaceForm, TenantForm},
};
use testkit::{Member, World};

use crate::sign_up::{confirm, form, link};

async fn cli<P: Operate>(world: &World) -> OperatorAccess<P> {
    OperatorAccess::enter(&world.service, &Caller::local(Source::Cli)).await.unwrap()
}

fn chosen(plan: &str, interval: &str) -> SignUpForm {
    let (plan, interval) = (plan.to_owned(), interval.to_owned());
    SignUpForm { plan, interval, ..form("eve@example.test", "Acme") }
}

async fn ask(world: &World, form: SignUpForm) -> String {
    sign_ups::start(&world.service, &world.visitor(), form).await.unwrap();
    world.mail().await.token()
}

async fn member(world: &World, confirmed: Confirmed) -> Member {
    let session = confirmed.session.token;
    Member { caller: world.caller_of(&session).await, tenant: confirmed.tenant, session }
}

async fn signed_up(world: &World, form: SignUpForm) -> Member {
    let token = ask(world, form).await;
    member(world, confirm(world, link(token)).await.unwrap()).await
}

async fn every(world: &World, member: &Member) -> Every {
    let mut access = world.team_access::<ViewPlan>(member).await;
    subscriptions::find(&mut access).await.unwrap().every
}

testkit::both_engines! {
    async fn a_visitor_who_chose_a_year_is_billed_by_the_year_once_the_plan_is_given(world: World) {
        let owner = signed_up(&world, chosen("professional", "year")).await;
        assert_eq!(owner.tenant.plan.key, "starter");
        assert_eq!(every(&world, &owner).await, Every::Year);
        let [(request, _)] = requests::waiting(&mut cli(&world).await).await.unwrap().try_into().unwrap();
        let access = cli::<ManageCatalogue>(&world).await;
        requests::answer(access, request.id.as_str(), &Answer::Moved, "Welcome.").await.unwrap();
        assert_eq!(world.tenant(&owner.tenant.id).await.plan.key, "professional");
        assert_eq!(every(&world, &owner).await, Every::Year);
    }

    async fn a_visitor_who_chose_no_interval_is_billed_by_the_month(world: World) {
        let owner = signed_up(&world, chosen("professional", "")).await;
        assert_eq!(every(&world, &owner).await, Every::Month);
    }

    async fn a_visitor_who_chose_no_plan_is_billed_by_the_month(world: World) {
        let owner = signed_up(&world, chosen("", "year")).await;
        assert_eq!(every(&world, &owner).await, Every::Month);
    }

    async fn a_plan_without_a_price_for_a_year_is_billed_by_the_month(world: World) {
        let owner = signed_up(&world, chosen("enterprise", "year")).await;
        assert_eq!(every(&world, &owner).await, Every::Month);
    }

    async fn a_plan_that_lost_its_price_for_a_year_before_the_confirmation_is_billed_by_the_month(world: World) {
        let token = ask(&world, chosen("professional", "year")).await;
        let draft = versions::draft(cli(&world).await, "professional").await.unwrap();
        let mut edited = versions::form(&draft);
        (edited.month_price, edited.year_price) = (String::new(), String::new());
        versions::edit(cli(&world).await, "professional-2", &edited).await.unwrap();
        versions::publish(cli(&world).await, "professional-2").await.unwrap();
        let owner = member(&world, confirm(&world, link(token)).await.unwrap()).await;
        assert_eq!(every(&world, &owner).await, Every::Month);
    }

    async fn a_visitor_with_an_interval_that_is_none_is_told(world: World) {
        let refused = sign_ups::start(&world.service, &world.visitor(), chosen("professional", "week")).await;
        assert_eq!(refused.unwrap_err(), Error::field("interval", Problem::NotAChoice));
    }

    async fn an_owner_who_opens_another_space_is_billed_as_they_chose(world: World) {
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        assert_eq!(every(&world, &owner).await, Every::Month);
        let form = SpaceForm {
            space: "Harbour".to_owned(),
            kind: "company".to_owned(),
            plan: "professional".to_owned(),
            interval: "year".to_owned(),
            ..SpaceForm::default()
        };
        let (tenant, session) = tenants::open(&world.service, &owner.caller, form).await.unwrap();
        let session = session.unwrap().token;
        let other = Member { caller: world.caller_of(&session).await, tenant, session };
        assert_eq!(every(&world, &other).await, Every::Year);
    }

    async fn the_command_line_makes_a_tenant_that_is_billed_by_the_year(world: World) {
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        let form = TenantForm {
            name: "Harbour".to_owned(),
            slug: String::new(),
            kind: TenantKind::Company,
            plan: Some(Plan::Professional.as_str().to_owned()),
            every: Every::Year,
        };
        let cli = Caller::local(Source::Cli);
        let tenant = tenants::create(&world.service, &cli, form, owner.caller.account().unwrap()).await.unwrap();
        let other = Member { tenant, ..owner };
        assert_eq!(every(&world, &other).await, Every::Year);
    }
}

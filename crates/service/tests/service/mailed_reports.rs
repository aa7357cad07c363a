//! Reports of mail flow by mail: who gets which, when, what stands in them, and how each is stopped.

use domain::{
    Error, HOUR, Locale, MINUTE, Micros,
    audit::Deed,
    jobs::JobKind,
    mailed_reports::{MailedReportsError, ReportChoice, ReportRhythm},
    permission::{ChooseReports, Role, ViewAs, ViewOverview},
    plans::{Feature, Plan, PlansError},
};
use service::{Caller, Service, Source, accounts, mailed_reports, team, tenants, view_as};
use store::{Mode, control::sessions};
use testkit::{Mail, Member, World};

use crate::overview::busy;

/// Monday, 23 November 2026, at six in Paris, from the noon at which a world begins.
const MONDAY: Micros = 41 * HOUR;
const WEEK: Micros = 7 * 24 * HOUR;

async fn choose(world: &World, member: &Member, choice: &str, zone: &str) -> Result<(), Error> {
    mailed_reports::choose(world.enter_team::<ChooseReports>(member).await?, choice, zone).await
}

async fn chosen(world: &World, member: &Member) -> (ReportChoice, String) {
    let found = mailed_reports::chosen(&mut world.team_access::<ViewOverview>(member).await).await.unwrap();
    (found.choice, found.time_zone)
}

/// It is looked which reports are due, and they are sent; those that arrived since.
async fn due(world: &World) -> Vec<Mail> {
    due_at(world, &world.service).await
}

async fn due_at(world: &World, service: &Service) -> Vec<Mail> {
    world.come_round(JobKind::PutReports).await;
    service.run_due_jobs().await.unwrap();
    let mails = world.mails().await;
    mails.into_iter().filter(|mail| mail.stop.is_some()).collect()
}

fn token(mail: &Mail) -> String {
    mail.stop.as_ref().unwrap().split_once("token=").unwrap().1.to_owned()
}

async fn deeds(world: &World, deed: Deed) -> usize {
    world.control_trail().await.iter().filter(|entry| entry.action == deed.as_str()).count()
}

testkit::both_engines! {
    async fn a_member_gets_the_week_that_is_over_once_on_their_own_morning(world: World) {
        let owner = busy(&world).await;
        assert_eq!(chosen(&world, &owner).await, (ReportChoice::Never, owner.tenant.time_zone.clone()));
        choose(&world, &owner, "weekly", "Europe/Paris").await.unwrap();
        assert_eq!(chosen(&world, &owner).await, (ReportChoice::Weekly, "Europe/Paris".to_owned()));
        assert_eq!(deeds(&world, Deed::MailedReportsChoose).await, 1);
        world.advance(MONDAY - MINUTE);
        assert_eq!(due(&world).await, [], "not before it is six there");
        world.advance(MINUTE);
        let [mail] = &due(&world).await[..] else { panic!("one mail") };
        assert_eq!(mail.to, "eve@example.test");
        assert!(mail.subject.starts_with("Acme: the week from "), "{}", mail.subject);
        // Of two hosts, every three hours, by days that begin at eleven in the evening of UTC.
        for words in ["Messages  90 (200% more than before)", "Europe/Paris", "Inbound  ", "one  45", "two  45", "spam.example"] {
            assert!(mail.text.contains(words), "{words}: {}", mail.text);
        }
        assert!(mail.html.contains("200% more than before") && mail.html.contains("spam.example"));
        let href = "/t/acme?from=2026-11-16&to=2026-11-22";
        assert!(mail.text.contains(href) && mail.html.contains(&href.replace('&', "&amp;")), "{}", mail.text);
        assert!(mail.text.contains(mail.stop.as_ref().unwrap()));
        for _ in 0..2 {
            world.advance(15 * MINUTE);
            assert_eq!(due(&world).await, [], "nothing comes twice");
        }
        // Another server, and another zone in which the same week ends once more.
        choose(&world, &owner, "weekly", "America/New_York").await.unwrap();
        world.advance(6 * HOUR);
        assert_eq!(due_at(&world, &world.other_server().await).await, []);
        world.advance(WEEK);
        let [next] = &due(&world).await[..] else { panic!("one mail") };
        assert!(next.text.contains("from=2026-11-23&to=2026-11-29"), "{}", next.text);
        assert!(next.text.contains("Nothing was counted"), "{}", next.text);
    }

    async fn a_report_is_in_the_readers_language_and_counts_by_their_clocks(world: World) {
        let owner = busy(&world).await;
        accounts::set_locale(&world.service, &owner.caller, Locale::Fr).await.unwrap();
        choose(&world, &owner, "both", "UTC").await.unwrap();
        world.advance(MONDAY + HOUR);
        let [mail] = &due(&world).await[..] else { panic!("one mail") };
        // By the days of UTC the week begins an hour later, behind one message.
        assert!(mail.text.contains("Messages  89 ("), "{}", mail.text);
        assert!(mail.text.contains("Entrant") && mail.subject.contains("la semaine du"), "{}", mail.subject);
        world.advance(9 * 24 * HOUR);
        let mails = due(&world).await;
        let month: Vec<_> = mails.iter().filter(|mail| mail.text.contains("from=2026-11-01&to=2026-11-30")).collect();
        assert_eq!((mails.len(), month.len()), (2, 1), "{mails:?}");
        assert!(month[0].text.contains("Messages  120 (rien auparavant)"), "{}", month[0].text);
    }

    async fn one_click_stops_a_report_without_signing_in_and_twice_is_once(world: World) {
        let owner = busy(&world).await;
        choose(&world, &owner, "both", "Europe/Paris").await.unwrap();
        world.advance(MONDAY);
        let token = token(&due(&world).await[0]);
        let visitor = world.visitor();
        let linked = mailed_reports::linked(&world.service, &token).await.unwrap();
        assert_eq!((&*linked.space, linked.rhythm, linked.is_sent), ("Acme", ReportRhythm::Weekly, true));
        assert_eq!(chosen(&world, &owner).await.0, ReportChoice::Both, "looking stops nothing");
        for _ in 0..2 {
            mailed_reports::stop(&world.service, &visitor, &token).await.unwrap();
            assert_eq!(chosen(&world, &owner).await.0, ReportChoice::Monthly);
            assert_eq!(deeds(&world, Deed::MailedReportsStop).await, 1);
        }
        assert!(!mailed_reports::linked(&world.service, &token).await.unwrap().is_sent);
        for wrong in ["", "another", &token[1..]] {
            assert_eq!(mailed_reports::stop(&world.service, &visitor, wrong).await.unwrap_err().status(), 410);
        }
        world.advance(WEEK + 24 * HOUR);
        assert!(due(&world).await[0].text.contains("from=2026-11-01&to=2026-11-30"), "the month goes on");
        // Whoever chooses it again has it again, and the old link stops it again.
        choose(&world, &owner, "weekly", "Europe/Paris").await.unwrap();
        mailed_reports::stop(&world.service, &visitor, &token).await.unwrap();
        assert_eq!(chosen(&world, &owner).await.0, ReportChoice::Never);
    }

    async fn who_may_not_look_any_more_gets_nothing(world: World) {
        let owner = busy(&world).await;
        let ann = world.join(&owner.tenant, "ann@example.test", Role::Viewer).await;
        let bob = world.join(&owner.tenant, "bob@example.test", Role::Viewer).await;
        for member in [&owner, &ann, &bob] {
            choose(&world, member, "weekly", "Europe/Paris").await.unwrap();
        }
        team::leave(&world.service, &ann.caller, &owner.tenant.slug, &owner.tenant.name).await.unwrap();
        world.advance(MONDAY);
        let mails = due(&world).await;
        let to: Vec<_> = mails.iter().map(|mail| mail.to.as_str()).collect();
        assert_eq!(to.len(), 2);
        assert!(!to.contains(&"ann@example.test"), "{to:?}");
        // Coming back is no choice.
        let ann = world.join(&owner.tenant, "ann2@example.test", Role::Viewer).await;
        assert_eq!(chosen(&world, &ann).await.0, ReportChoice::Never);
        let cli = Caller::local(Source::Cli);
        tenants::set_plan(&world.service, &cli, &owner.tenant.slug, Plan::Starter.as_str()).await.unwrap();
        world.advance(WEEK);
        assert_eq!(due(&world).await, [], "the plan has no reports");
        tenants::set_plan(&world.service, &cli, &owner.tenant.slug, Plan::Professional.as_str()).await.unwrap();
        tenants::close_locally(&world.service, &cli, &owner.tenant.slug).await.unwrap();
        world.advance(WEEK);
        assert_eq!(due(&world).await, [], "the space is closed");
    }

    async fn a_report_that_is_far_too_late_is_not_sent(world: World) {
        let owner = busy(&world).await;
        choose(&world, &owner, "weekly", "Europe/Paris").await.unwrap();
        world.advance(MONDAY + 6 * 24 * HOUR);
        assert_eq!(due(&world).await, []);
        world.advance(24 * HOUR);
        assert_eq!(due(&world).await.len(), 1, "the next one is");
    }

    async fn nobody_chooses_for_another_or_without_the_plan(world: World) {
        let owner = busy(&world).await;
        let guest = world.join(&owner.tenant, "guest@example.test", Role::Viewer).await;
        for (choice, zone, field) in [("daily", "UTC", "choice"), ("weekly", "Mars/Phobos", "time_zone")] {
            let Err(Error::Invalid { fields }) = choose(&world, &owner, choice, zone).await else { panic!("{choice}") };
            assert_eq!(fields[0].field, field);
        }
        let access = world.team_access::<ViewAs>(&owner).await;
        view_as::start(access, guest.account().id.as_str()).await.unwrap();
        let mut tx = world.store.control(Mode::Read).await.unwrap();
        let all = sessions::list(&mut tx, &owner.account().id, world.now()).await.unwrap();
        drop(tx);
        let session = all.into_iter().next().unwrap();
        let person = Some((owner.account().clone(), session));
        let viewing = Member { caller: Caller { principal: person.into(), ..owner.caller.clone() }, ..owner.clone() };
        let refused = choose(&world, &viewing, "weekly", "UTC").await;
        assert_eq!(refused, Err(MailedReportsError::ReportsOfAnother.into()));
        let small = world.owner("sam@example.test", "Small", Plan::Starter).await;
        let refused = choose(&world, &small, "weekly", "UTC").await;
        assert_eq!(refused, Err(PlansError::NotInPlan { feature: Feature::Reports }.into()));
        choose(&world, &small, "never", "UTC").await.unwrap();
        let stranger = Member { tenant: owner.tenant.clone(), ..small };
        assert_eq!(choose(&world, &stranger, "weekly", "UTC").await, Err(Error::NotFound));
    }
}

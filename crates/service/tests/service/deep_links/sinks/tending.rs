//! Operators and members see how events flow, and have something done about it.

use domain::{
    DAY, Error, MINUTE, SECOND,
    audit::Deed,
    deep_links::{flows::FlowState, kibana as names},
    permission::Role,
    plans::Plan,
};
use service::{
    Caller, Source,
    deep_links::{
        sinks::{self, Away, Elastic, FlowQuery, Sink, SinkKind, Sinks, Tending},
        targets::{self, TargetForm},
    },
    tenants,
};
use testkit::{Member, World};

use super::{
    elastic_stub::{Fault, Stub},
    send_all, space, state, take_in,
};

const STORE: &str = "elasticsearch";

async fn round(world: &World, member: &Member, elastic: &Elastic) {
    let all = Sinks { elastic: Some(elastic.clone()), ..Sinks::default() };
    sinks::round(&world.service, &all, [member.tenant.clone()], &mut Away::new()).await;
}

/// What the operators' list says of the spaces in a state.
async fn listed(world: &World, state: &str) -> Vec<sinks::Listed> {
    let query = FlowQuery { state: state.to_owned(), ..FlowQuery::default() };
    sinks::list(&mut testkit::operate(&world.service).await, STORE, &query, 50).await.unwrap().flows
}

async fn tend(world: &World, member: &Member, tending: Tending) -> Result<(), Error> {
    let access = testkit::operate(&world.service).await;
    sinks::tend(access, STORE, &member.tenant.slug, &tending).await.map(|_| ())
}

/// Takes in ten, of which the store will not take the second.
async fn refuse_one(
    world: &World,
    member: &Member,
    elastic: &Elastic,
    stub: &Stub,
    key: &service::policy_agents::NewKey,
) {
    take_in(world, key, 1, 10).await;
    stub.fail([Fault::Items(vec![(1, 400)])]);
    send_all(&world.service, member, &Sink::Elastic(elastic.clone())).await;
    assert_eq!(state(world, member, SinkKind::Elasticsearch).await.rejected, 1);
}

testkit::both_engines! {
    async fn operators_see_who_is_behind_since_when_and_that_it_came_right(world: World) {
        let ((stub, elastic), (ann, key)) = (Stub::start().await, space(&world).await);
        take_in(&world, &key, 1, 10).await;
        let since = world.now();
        stub.fail([Fault::Status(503, None)]);
        round(&world, &ann, &elastic).await;
        let failing = listed(&world, "failing").await;
        let flow = failing[0].flow.flow();
        assert_eq!((&*failing[0].slug, flow.waiting, flow.waiting_since), (&*ann.tenant.slug, 10, Some(since)));
        assert!(flow.failed_since == Some(since) && flow.problem.contains("503"), "{flow:?}");
        assert!(listed(&world, "up-to-date").await.iter().all(|one| one.slug != ann.tenant.slug));
        world.advance(2 * MINUTE);
        round(&world, &ann, &elastic).await;
        let fine = listed(&world, "up-to-date").await;
        assert_eq!(fine.iter().filter(|one| one.slug == ann.tenant.slug).count(), 1);
        let counted = sinks::counts(&mut testkit::operate(&world.service).await, SinkKind::Elasticsearch).await;
        assert_eq!(counted.unwrap(), [(FlowState::UpToDate, 1)]);
        let one = sinks::one(testkit::operate(&world.service).await, STORE, &ann.tenant.slug).await.unwrap();
        assert_eq!((one.flow().unwrap().waiting, one.rejected), (0, Vec::new()));
        stub.check();
    }

    async fn what_was_refused_is_tried_again_and_counted_no_longer_when_it_is_taken(world: World) {
        let ((stub, elastic), (ann, key)) = (Stub::start().await, space(&world).await);
        refuse_one(&world, &ann, &elastic, &stub, &key).await;
        let own = sinks::rejected(&mut world.access(&ann).await, SinkKind::Elasticsearch).await.unwrap();
        let seen = sinks::one(testkit::operate(&world.service).await, STORE, &ann.tenant.slug).await.unwrap();
        assert_eq!(seen.rejected[0].0, own[0].event_id);
        assert_eq!(seen.rejected[0].1, "document_parsing_exception", "an operator reads nothing of a mail");
        assert!(own[0].reason.len() > seen.rejected[0].1.len(), "its own people read all: {}", own[0].reason);
        tend(&world, &ann, Tending::Retry).await.unwrap();
        send_all(&world.service, &ann, &Sink::Elastic(elastic.clone())).await;
        assert_eq!(stub.documents(&domain::deep_links::kibana::data_stream(&ann.tenant.id)).len(), 10);
        assert_eq!(stub.bulks(), [10, 1], "what was taken is not sent again");
        let is = state(&world, &ann, SinkKind::Elasticsearch).await;
        assert_eq!((is.rejected, is.backlog, is.is_again), (0, 0, false));
        assert_eq!(sinks::rejected(&mut world.access(&ann).await, SinkKind::Elasticsearch).await.unwrap(), []);
        let trail = world.control_trail().await;
        let noted = trail.iter().filter(|entry| entry.action == Deed::EventsRetryRejected.as_str());
        assert_eq!(noted.count(), 2, "in the space's log and in the installation's");
        stub.check();
    }

    async fn what_was_refused_is_forgotten_by_whoever_may(world: World) {
        let ((stub, elastic), (ann, key)) = (Stub::start().await, space(&world).await);
        refuse_one(&world, &ann, &elastic, &stub, &key).await;
        sinks::clear_rejected(world.access(&ann).await, SinkKind::Elasticsearch).await.unwrap();
        let is = state(&world, &ann, SinkKind::Elasticsearch).await;
        assert_eq!((is.rejected, is.sent), (0, 9));
        let nothing = sinks::retry_rejected(world.access(&ann).await, SinkKind::Elasticsearch).await;
        assert_eq!(nothing, Err(Error::NotFound));
        tend(&world, &ann, Tending::Retry).await.unwrap();
        tend(&world, &ann, Tending::Clear).await.unwrap();
        stub.check();
    }

    async fn what_was_refused_is_sent_with_a_stretch_that_is_under_way(world: World) {
        let ((stub, elastic), (ann, key)) = (Stub::start().await, space(&world).await);
        refuse_one(&world, &ann, &elastic, &stub, &key).await;
        let days = (world.now() - DAY, world.now() + DAY);
        sinks::again(world.access(&ann).await, SinkKind::Elasticsearch, days).await.unwrap();
        sinks::retry_rejected(world.access(&ann).await, SinkKind::Elasticsearch).await.unwrap();
        send_all(&world.service, &ann, &Sink::Elastic(elastic)).await;
        assert_eq!((stub.bulks(), state(&world, &ann, SinkKind::Elasticsearch).await.rejected), (vec![10, 10], 0));
        stub.check();
    }

    async fn whose_plan_gives_the_program_no_more_is_listed_no_more(world: World) {
        let ((stub, elastic), (ann, key)) = (Stub::start().await, space(&world).await);
        take_in(&world, &key, 1, 3).await;
        round(&world, &ann, &elastic).await;
        let is_listed = async |world: &World| {
            listed(world, "").await.iter().any(|one| one.slug == ann.tenant.slug)
        };
        assert!(is_listed(&world).await);
        let cli = Caller::local(Source::Cli);
        let tenant = tenants::set_plan(&world.service, &cli, &ann.tenant.slug, Plan::Free.as_str()).await.unwrap();
        let all = Sinks { elastic: Some(elastic.clone()), ..Sinks::default() };
        sinks::round(&world.service, &all, [tenant], &mut Away::new()).await;
        assert!(!is_listed(&world).await);
        stub.check();
    }

    async fn of_those_who_wait_for_a_store_that_is_away_one_asks_whether_it_is_back(world: World) {
        let (stub, elastic) = Stub::start().await;
        let mut all = Vec::new();
        for _ in 0..3 {
            let (member, key) = space(&world).await;
            take_in(&world, &key, 1, 2).await;
            all.push(member);
        }
        let (sinks, mut away) = (Sinks { elastic: Some(elastic), ..Sinks::default() }, Away::new());
        let tenants = || all.iter().map(|member| member.tenant.clone()).collect::<Vec<_>>();
        let down = || stub.fail([Fault::Status(503, None), Fault::Status(503, None), Fault::Status(503, None)]);
        down();
        sinks::round(&world.service, &sinks, tenants(), &mut away).await;
        let sent = |stub: &Stub| all.iter().filter(|one| !stub.documents(&names::data_stream(&one.tenant.id)).is_empty()).count();
        assert_eq!((away.len(), sent(&stub)), (1, 0));
        // Nobody asks while it rests; then one does, and the others wait for what becomes of it.
        down();
        sinks::round(&world.service, &sinks, tenants(), &mut away).await;
        assert_eq!(stub.left(), 3);
        world.advance(5 * SECOND);
        sinks::round(&world.service, &sinks, tenants(), &mut away).await;
        assert_eq!(stub.left(), 2);
        stub.mend();
        world.advance(5 * SECOND);
        sinks::round(&world.service, &sinks, tenants(), &mut away).await;
        assert_eq!((away.len(), sent(&stub)), (0, 3), "five seconds after it is back everything is there");
        stub.check();
    }

    async fn an_operator_has_a_stretch_sent_again_and_nothing_is_there_twice(world: World) {
        let ((stub, elastic), (ann, key)) = (Stub::start().await, space(&world).await);
        let (sink, stream) = (Sink::Elastic(elastic), domain::deep_links::kibana::data_stream(&ann.tenant.id));
        take_in(&world, &key, 1, 20).await;
        send_all(&world.service, &ann, &sink).await;
        let days = |days: i64| domain::zones::rfc3339(world.now() + days * DAY);
        let again = |from: i64, to: i64| Tending::Again { from: days(from), to: days(to) };
        for (wanted, field) in [(again(0, -1), "to"), (again(-500, 0), "to")] {
            let Err(Error::Invalid { fields }) = tend(&world, &ann, wanted).await else { panic!("it is taken") };
            assert_eq!(fields[0].field, field);
        }
        tend(&world, &ann, again(-1, 1)).await.unwrap();
        assert!(state(&world, &ann, SinkKind::Elasticsearch).await.is_again);
        send_all(&world.service, &ann, &sink).await;
        assert_eq!(stub.documents(&stream).len(), 20);
        assert_eq!(stub.bulks().iter().sum::<usize>(), 40, "they were sent once more");
        assert!(!state(&world, &ann, SinkKind::Elasticsearch).await.is_again);
        let nobody = sinks::tend(testkit::operate(&world.service).await, STORE, "nobody", &Tending::Clear).await;
        assert_eq!(nobody.unwrap_err(), Error::NotFound);
        stub.check();
    }

    async fn members_see_the_stores_that_are_connected_and_that_the_plan_gives(world: World) {
        let ((stub, elastic), (ann, key)) = (Stub::start().await, space(&world).await);
        take_in(&world, &key, 1, 3).await;
        send_all(&world.service, &ann, &Sink::Elastic(elastic)).await;
        assert_eq!(sinks::flows(world.access(&ann).await).await.unwrap().len(), 0, "nothing is connected");
        let form = TargetForm {
            mode: "on".to_owned(),
            internal_url: "http://127.0.0.1:9".to_owned(),
            username: "parvis".to_owned(),
            password: "a password".to_owned(),
            revision: 1,
            ..TargetForm::default()
        };
        targets::save(testkit::operate(&world.service).await, STORE, &form).await.unwrap();
        let guest = world.join(&ann.tenant, "vic@example.test", Role::Viewer).await;
        let seen = sinks::flows(world.access(&guest).await).await.unwrap();
        assert_eq!(seen.iter().map(service::deep_links::sinks::ToStore::states).collect::<Vec<_>>(), [vec![FlowState::UpToDate]]);
        let free = world.owner("fred@example.test", "Fred", domain::plans::Plan::Free).await;
        assert_eq!(sinks::flows(world.access(&free).await).await.unwrap().len(), 0);
        stub.check();
    }
}

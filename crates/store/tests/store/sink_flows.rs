use domain::deep_links::flows::{Flow, FlowState};
use store::{
    control::{
        sink_flows::{self, SinkFlow},
        tenant_links::Narrowed,
    },
    tenant::sinks::SinkKind,
};
use testkit::NOON;

use crate::fixtures::{control, insert_tenant};

const SINK: SinkKind = SinkKind::Influxdb;

testkit::both_engines! {
    async fn a_flow_is_written_over_and_found_by_what_is_so_of_it(world: World) {
        let mut tx = control(&world).await;
        let acme = insert_tenant(&mut tx, 1, "acme").await.id;
        let harbour = insert_tenant(&mut tx, 2, "harbour").await.id;
        assert_eq!(sink_flows::find(&mut tx, &acme, SINK).await.unwrap(), None);
        let failing = Flow {
            waiting: 3, waiting_since: Some(NOON), failed_since: Some(NOON), problem: "down".to_owned(),
            next_at: NOON + 1, lost: 0, rejected: 2,
        };
        let failing = SinkFlow::of(failing, NOON);
        let fine = SinkFlow::of(Flow::default(), NOON);
        sink_flows::upsert(&mut tx, &acme, SINK, &fine).await.unwrap();
        sink_flows::upsert(&mut tx, &acme, SINK, &failing).await.unwrap();
        sink_flows::upsert(&mut tx, &harbour, SINK, &fine).await.unwrap();
        assert_eq!(sink_flows::find(&mut tx, &acme, SINK).await.unwrap(), Some(failing.clone()));
        assert_eq!(sink_flows::find(&mut tx, &acme, SinkKind::Elasticsearch).await.unwrap(), None);
        for (state, slugs) in [
            (None, &["acme", "harbour"][..]),
            (Some(FlowState::Failing), &["acme"]),
            (Some(FlowState::Rejected), &["acme"]),
            (Some(FlowState::UpToDate), &["harbour"]),
            (Some(FlowState::Waiting), &[]),
            (Some(FlowState::Lost), &[]),
        ] {
            let found = sink_flows::search(&mut tx, SINK, (state, &Narrowed::default()), 9).await.unwrap();
            assert_eq!(found.iter().map(|one| &*one.slug).collect::<Vec<_>>(), slugs, "{state:?}");
        }
        let behind = Narrowed { text: "", after: "acme" };
        assert_eq!(sink_flows::search(&mut tx, SINK, (None, &behind), 9).await.unwrap()[0].flow, fine);
        let counted = sink_flows::count(&mut tx, SINK).await.unwrap();
        assert_eq!(counted, [(FlowState::Failing, 1), (FlowState::Rejected, 1), (FlowState::UpToDate, 1)]);
        sink_flows::delete(&mut tx, &acme, SINK).await.unwrap();
        assert_eq!(sink_flows::find(&mut tx, &acme, SINK).await.unwrap(), None);
        assert_eq!(sink_flows::find(&mut tx, &harbour, SINK).await.unwrap(), Some(fine));
    }
}

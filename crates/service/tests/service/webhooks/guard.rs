//! What nobody is made to ask, whatever a name says.

use std::{
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use super::*;

/// A server whose names lead where they are told to, each time it looks.
async fn with_names(
    world: &World,
    url: &str,
    allowed: &[&str],
    tell: impl Fn(&str) -> Vec<IpAddr> + Send + Sync + 'static,
) -> Service {
    let allowed = allowed.iter().map(|network| network.parse().unwrap()).collect();
    let egress = Egress::new(allowed, Names::Given(Arc::new(tell)));
    let audit_heads = Some(Receiver::new(url, SECRET, &egress).unwrap());
    world.other_server().await.with_egress(egress).with_webhooks(Webhooks { audit_heads })
}

testkit::both_engines! {
    async fn a_name_that_leads_inside_is_refused_at_once(world: World) {
        let receiver = Stub::start(&world).await;
        for (number, led) in [
            "127.0.0.1", "10.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1", "fd00:ec2::254",
            "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "2002:7f00:1::", "9.9.9.9,127.0.0.1",
        ].into_iter().enumerate() {
            let led: Vec<IpAddr> = led.split(',').map(|address| address.parse().unwrap()).collect();
            let url = format!("https://inner.example:{}/", receiver.port);
            let told = led.clone();
            let service = with_names(&world, &url, &[], move |_| told.clone()).await;
            let id = ask(&world, &service, &number.to_string(), None).await.unwrap();
            service.run_due_jobs().await.unwrap();
            let delivery = find(&service, &id).await;
            assert_eq!((delivery.state, delivery.tries), (DeliveryState::Failed, 1), "{led:?}");
            assert!(delivery.error.contains("not public"), "{led:?}: {}", delivery.error);
        }
        assert_eq!(receiver.asked(), 0);
    }

    async fn by_http_a_name_leads_to_what_is_allowed_and_nowhere_else(world: World) {
        let receiver = Stub::start(&world).await;
        let url = format!("http://hook.example:{}{}", receiver.port, receiver::PATH);
        for (number, led) in ["9.9.9.9", "10.0.0.1", "127.0.0.2", "::1"].into_iter().enumerate() {
            let led: IpAddr = led.parse().unwrap();
            let service = with_names(&world, &url, &["127.0.0.1/32"], move |_| vec![led]).await;
            let id = ask(&world, &service, &number.to_string(), None).await.unwrap();
            service.run_due_jobs().await.unwrap();
            let delivery = find(&service, &id).await;
            assert_eq!(delivery.state, DeliveryState::Failed, "{led}");
            assert!(delivery.error.contains("allow_private_networks"), "{}", delivery.error);
        }
        assert_eq!(receiver.asked(), 0);
    }

    /// A name that leads elsewhere when it is asked for a second time: it is asked for once, and the connection is
    /// made to what was looked at.
    async fn a_name_cannot_change_between_the_look_and_the_connection(world: World) {
        let receiver = Stub::start(&world).await;
        let url = format!("http://hook.example:{}{}", receiver.port, receiver::PATH);
        let looks = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&looks);
        let service = with_names(&world, &url, &["127.0.0.1/32"], move |name| {
            assert_eq!(name, "hook.example");
            let first = counted.fetch_add(1, Ordering::SeqCst) == 0;
            vec![if first { "127.0.0.1" } else { "127.0.0.2" }.parse().unwrap()]
        }).await;
        let id = ask(&world, &service, "key", None).await.unwrap();
        service.run_due_jobs().await.unwrap();
        assert_eq!(find(&service, &id).await.state, DeliveryState::Delivered);
        assert_eq!((receiver.taken().len(), looks.load(Ordering::SeqCst)), (1, 1));
    }
}

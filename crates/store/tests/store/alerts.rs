//! Alert rules, how they stand, what fired, and where a tenant's alerts go.

use domain::{
    AlertFiringId, AlertRuleId, DAY, HOUR,
    alerts::{About, Comparison, Metric, Severity, State},
    contacts::ContactKind,
};
use store::{
    control::{
        alert_receivers::{self, AlertReceiver},
        billing_contacts::{self, BillingContact, EmergencyCheck},
        secret_keys::{self, Vault},
    },
    tenant::{
        alert_firings::{self, AlertFiring},
        alert_states::{self, AlertSample, AlertState},
        alerts::{self, AlertRule},
    },
};
use testkit::NOON;

use crate::fixtures::{control, insert_tenant, tenant_tx};

fn rule() -> AlertRule {
    AlertRule {
        id: AlertRuleId::new(1_700_000_000_000, 7),
        name: "Too much".to_owned(),
        metric: Metric::Requests,
        comparison: Comparison::Unusual,
        threshold: 4,
        about: About::Domain,
        about_id: "acme.example".to_owned(),
        hold: HOUR,
        calm: HOUR,
        severity: Severity::Notice,
        has_mail: true,
        has_webhook: false,
        quiet_from: Some(60),
        quiet_to: None,
        is_enabled: true,
        silenced_until: None,
        silence_reason: String::new(),
        is_built_in: false,
        created_at: NOON,
        changed_at: NOON,
    }
}

fn firing(number: u128) -> AlertFiring {
    AlertFiring {
        id: AlertFiringId::new(1_700_000_000_000, number),
        rule_id: rule().id,
        name: "Too much".to_owned(),
        metric: Metric::Requests,
        comparison: Comparison::Unusual,
        threshold: 4,
        severity: Severity::Notice,
        subject: String::new(),
        subject_name: "acme.example".to_owned(),
        value: 900,
        began_at: NOON,
        told_at: None,
        told_to: String::new(),
        acknowledged_at: None,
        acknowledged_by: String::new(),
        resolved_at: None,
    }
}

fn contact(email: &str) -> BillingContact {
    BillingContact {
        kind: ContactKind::Emergency,
        name: String::new(),
        email: email.to_owned(),
        phone: String::new(),
        language: domain::Locale::Fr,
        is_business: false,
        street: String::new(),
        postcode: String::new(),
        city: String::new(),
        country: String::new(),
        siren: String::new(),
        vat_number: String::new(),
        changed_at: NOON,
        confirmed_at: Some(NOON),
    }
}

testkit::both_engines! {
    async fn every_space_has_rules_and_may_have_more(world: World) {
        let mut tx = tenant_tx(&world).await;
        let built_in = alerts::list(&mut tx).await.unwrap();
        assert_eq!(built_in.len(), 10);
        assert!(built_in.iter().all(|rule| rule.is_built_in && rule.is_enabled && AlertRuleId::parse(rule.id.as_str()).is_some()));
        let rule = rule();
        alerts::insert(&mut tx, &rule).await.unwrap();
        assert_eq!(alerts::count(&mut tx).await.unwrap(), 11);
        assert_eq!(alerts::find(&mut tx, &rule.id).await.unwrap(), Some(rule.clone()));
        let changed = AlertRule {
            name: String::new(),
            metric: Metric::Messages,
            comparison: Comparison::Below,
            threshold: 1,
            about: About::All,
            about_id: String::new(),
            hold: 0,
            calm: 1,
            severity: Severity::Critical,
            has_mail: false,
            has_webhook: true,
            quiet_from: None,
            quiet_to: Some(2),
            is_enabled: false,
            changed_at: NOON + 1,
            ..rule.clone()
        };
        alerts::update(&mut tx, &changed).await.unwrap();
        alerts::update_silence(&mut tx, &rule.id, Some(NOON + HOUR), "a move").await.unwrap();
        let silenced =
            AlertRule { silenced_until: Some(NOON + HOUR), silence_reason: "a move".to_owned(), ..changed };
        assert_eq!(alerts::find(&mut tx, &rule.id).await.unwrap(), Some(silenced));
        alerts::delete(&mut tx, &rule.id).await.unwrap();
        assert_eq!(alerts::find(&mut tx, &rule.id).await.unwrap(), None);
    }

    async fn how_a_rule_stands_is_kept_for_each_thing_and_goes_with_it(world: World) {
        let mut tx = tenant_tx(&world).await;
        let rule = rule();
        alerts::insert(&mut tx, &rule).await.unwrap();
        let state = |subject: &str, value| AlertState {
            rule_id: rule.id.clone(),
            subject: subject.to_owned(),
            breached_since: Some(1),
            firing_since: Some(2),
            well_since: Some(3),
            is_told: true,
            is_owed: false,
            firing_id: "alf_x".to_owned(),
            value,
            looked_at: 4,
        };
        for (subject, value) in [("one", 1), ("two", 2), ("one", 3)] {
            alert_states::upsert(&mut tx, &state(subject, value)).await.unwrap();
        }
        let listed = alert_states::list(&mut tx).await.unwrap();
        assert_eq!(listed, [state("one", 3), state("two", 2)]);
        let expected = State { breached_since: Some(1), firing_since: Some(2), well_since: Some(3), is_told: true, is_owed: false };
        assert_eq!(listed[0].state(), expected);
        alert_states::delete(&mut tx, &rule.id, Some("one")).await.unwrap();
        assert_eq!(alert_states::list(&mut tx).await.unwrap(), [state("two", 2)]);
        alert_states::delete(&mut tx, &rule.id, None).await.unwrap();
        assert!(alert_states::list(&mut tx).await.unwrap().is_empty());

        let sample = |at, value| AlertSample { subject: String::new(), at, value, least: None, most: Some(9) };
        for (at, value) in [(NOON, 1), (NOON, 2), (NOON + 1, 3)] {
            alert_states::insert_sample(&mut tx, &rule.id, &sample(at, value)).await.unwrap();
        }
        let listed = alert_states::list_samples(&mut tx, &rule.id, 5).await.unwrap();
        assert_eq!(listed, [sample(NOON + 1, 3), sample(NOON, 1)]);
        assert_eq!(alert_states::delete_samples_before(&mut tx, NOON + 1, 5).await.unwrap(), 1);
        alert_states::upsert(&mut tx, &state("one", 1)).await.unwrap();
        alerts::delete(&mut tx, &rule.id).await.unwrap();
        assert!(alert_states::list(&mut tx).await.unwrap().is_empty());
        assert!(alert_states::list_samples(&mut tx, &rule.id, 5).await.unwrap().is_empty());
    }

    async fn what_fired_is_told_acknowledged_and_over_once(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, two) = (firing(1), firing(2));
        for firing in [&one, &two] {
            alert_firings::insert(&mut tx, firing).await.unwrap();
        }
        assert_eq!(alert_firings::list_open(&mut tx, 9).await.unwrap(), [two.clone(), one.clone()]);
        alert_firings::update_told(&mut tx, &one.id, NOON + 1, "zoe@mail.test").await.unwrap();
        assert!(alert_firings::update_acknowledged(&mut tx, &one.id, NOON + 2, "Ann").await.unwrap());
        assert!(!alert_firings::update_acknowledged(&mut tx, &one.id, NOON + 3, "Max").await.unwrap());
        alert_firings::update_resolved(&mut tx, &one.id, NOON + 4).await.unwrap();
        alert_firings::update_resolved(&mut tx, &one.id, NOON + 9).await.unwrap();
        let over = AlertFiring {
            told_at: Some(NOON + 1),
            told_to: "zoe@mail.test".to_owned(),
            acknowledged_at: Some(NOON + 2),
            acknowledged_by: "Ann".to_owned(),
            resolved_at: Some(NOON + 4),
            ..one.clone()
        };
        assert_eq!(alert_firings::find(&mut tx, &one.id).await.unwrap(), Some(over.clone()));
        assert_eq!(alert_firings::list_open(&mut tx, 9).await.unwrap(), [two.clone()]);
        alert_firings::update_rule_over(&mut tx, &rule().id, NOON + 5).await.unwrap();
        let listed = alert_firings::list_over(&mut tx, "", 9).await.unwrap();
        assert_eq!(listed.iter().map(|one| one.resolved_at).collect::<Vec<_>>(), [Some(NOON + 5), Some(NOON + 4)]);
        assert_eq!(alert_firings::list_over(&mut tx, two.id.as_str(), 9).await.unwrap(), [over]);
        assert_eq!(alert_firings::delete_before(&mut tx, NOON + 5, 9).await.unwrap(), 1);
    }

    async fn a_receiver_is_kept_once_and_sealed_anew(world: World) {
        let mut tx = control(&world).await;
        let tenant = insert_tenant(&mut tx, 1, "acme").await.id;
        let receiver = |sealed: &str| AlertReceiver {
            sealed: sealed.to_owned(),
            host: "hooks.test".to_owned(),
            changed_at: NOON,
        };
        for sealed in ["old.1", "old.2"] {
            alert_receivers::upsert(&mut tx, &tenant, &receiver(sealed)).await.unwrap();
        }
        assert_eq!(alert_receivers::find(&mut tx, &tenant).await.unwrap(), Some(receiver("old.2")));
        let listed = secret_keys::list(&mut tx, Vault::AlertReceivers, "", 5).await.unwrap();
        assert_eq!(listed, [(tenant.to_string(), "old.2".to_owned())]);
        let update = secret_keys::update(&mut tx, Vault::AlertReceivers, tenant.as_str(), "old.2", "new.2").await;
        assert!(update.unwrap());
        assert!(alert_receivers::delete(&mut tx, &tenant).await.unwrap());
        assert!(!alert_receivers::delete(&mut tx, &tenant).await.unwrap());
    }

    async fn an_emergency_address_is_due_once_its_quarter_is_nearly_over(world: World) {
        let mut tx = control(&world).await;
        let tenant = insert_tenant(&mut tx, 1, "acme").await.id;
        assert_eq!(billing_contacts::find_emergency_check(&mut tx, &tenant).await.unwrap(), None);
        billing_contacts::upsert(&mut tx, &tenant, &contact("zoe@mail.test")).await.unwrap();
        let check = async |tx: &mut _| billing_contacts::find_emergency_check(tx, &tenant).await.unwrap();
        let known = |checked_at, asked_at| Some(EmergencyCheck { checked_at, asked_at });
        assert_eq!(check(&mut tx).await, known(Some(NOON), None));
        let due = async |tx: &mut _, before, asked| {
            billing_contacts::list_emergency_due(tx, (0, before), asked, 5).await.unwrap()
        };
        assert!(due(&mut tx, NOON, NOON).await.is_empty());
        assert_eq!(due(&mut tx, NOON + 1, NOON).await, [tenant.clone()]);
        billing_contacts::update_emergency_asked(&mut tx, &tenant, NOON + DAY).await.unwrap();
        assert!(due(&mut tx, NOON + 1, NOON + DAY).await.is_empty());
        billing_contacts::update_token(&mut tx, &tenant, ContactKind::Emergency, ("hash", NOON + 9 * DAY)).await.unwrap();
        assert!(billing_contacts::update_confirmed(&mut tx, "hash", NOON + 2 * DAY).await.unwrap());
        assert_eq!(check(&mut tx).await, known(Some(NOON + 2 * DAY), None));
        let again = BillingContact { confirmed_at: None, ..contact("max@mail.test") };
        billing_contacts::upsert(&mut tx, &tenant, &again).await.unwrap();
        assert_eq!(check(&mut tx).await, known(None, None), "another address proves nothing");
    }
}

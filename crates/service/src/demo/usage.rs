//! What the demo's spaces used: the last days as they were counted, and what a program reported of one of them.

use domain::{DAY, HOUR, permission::ManageSettings, plans::Feature};
use store::{
    Mode,
    control::{
        tenants::Tenant,
        usage_days::{self, UsageDay},
    },
    tenant::rollups,
};

use crate::{
    Access, Caller, OperatorAccess, OrInternal, Result, Service,
    plans::{
        adding::{self, FeatureForm},
        features::{self, RateForm},
    },
    usage::{
        history::DAYS,
        programs::{self, Reported},
    },
};

/// What the program reports.
const FEATURE: &str = "build-minutes";

/// Writes the days down that the console would have written by now.
pub(super) async fn write_days(service: &Service, caller: &Caller, tenant: &Tenant) -> Result<()> {
    let mut access = Access::<ManageSettings>::local(service, caller, tenant.clone()).await?;
    let today = i64::from(access.zone().day_of(access.now()));
    let quota = access.entitlements().limit(Feature::Events).number();
    let counted = rollups::days(access.tx(), today - DAYS + 1, today + 1).await.or_internal()?;
    drop(access);
    let events = Feature::Events.to_string();
    let day = |(day, used)| UsageDay { meter: events.clone(), day, used, held: 0, lost: 0, quota };
    let days: Vec<UsageDay> = counted.into_iter().map(day).collect();
    let mut tx = service.control(Mode::Write).await?;
    usage_days::upsert(&mut tx, &tenant.id, &days).await.or_internal()?;
    tx.commit().await.or_internal()
}

/// Adds a feature that a program reports, and what it reported of a space in the last three weeks.
pub(super) async fn report(service: &Service, caller: &Caller, tenant: &Tenant) -> Result<()> {
    let form = FeatureForm {
        key: FEATURE.to_owned(),
        name_en: "Build minutes".to_owned(),
        name_fr: "Minutes de compilation".to_owned(),
        kind: "metered".to_owned(),
        span: "month".to_owned(),
        ..FeatureForm::default()
    };
    adding::add_feature(OperatorAccess::enter(service, caller).await?, &form).await?;
    let form = RateForm { aggregation: "sum".to_owned(), price: "250".to_owned(), per: "100".to_owned() };
    features::rate(OperatorAccess::enter(service, caller).await?, FEATURE, &form).await?;
    let (_, key) = programs::create(OperatorAccess::enter(service, caller).await?, "build farm").await?;
    let now = service.now();
    let reported: Vec<Reported> = (0..42)
        .map(|number| Reported {
            key: format!("build-{number}"),
            tenant: tenant.slug.clone(),
            feature: FEATURE.to_owned(),
            at: now - HOUR - number * DAY / 2,
            value: 5 + number * 7 % 40,
            subject: format!("project-{}", number % 4),
        })
        .collect();
    programs::take(service, &key, &reported).await.map(|_| ())
}

//! How a tenant stands, and what it uses, on the command line.

use std::fmt::Write;

use domain::{Locale, plans::Limit, zones};
use service::{
    Service, operator_tenants,
    usage::meters::{self, Meter},
};

use super::{operator, print, sentence};

/// State, plan, owners, and a line for each thing the plan bounds.
pub(super) async fn show(service: &Service, slug: &str) -> Result<(), String> {
    let seen = operator_tenants::find(operator(service).await?, slug).await.map_err(sentence)?;
    let tenant = &seen.tenant;
    let mut text = format!(
        "name\t{}\nslug\t{}\nid\t{}\nstate\t{}\nplan\t{}\nowners\t{}\nmembers\t{}\nreference\t{}\n",
        tenant.name,
        tenant.slug,
        tenant.id,
        tenant.condition(),
        tenant.plan.key,
        seen.owners.join(" "),
        seen.members,
        tenant.external_reference,
    );
    if tenant.purged_at.is_none() {
        let used = meters::of(service, tenant).await.map_err(sentence)?;
        for meter in &used.meters {
            let _ = writeln!(text, "{}", line(meter));
        }
    }
    print(&text)
}

fn line(meter: &Meter) -> String {
    let limit = match meter.limit {
        Limit::Unlimited => "unlimited".to_owned(),
        Limit::NONE => "none".to_owned(),
        Limit::Of(limit) => limit.to_string(),
    };
    let mut text = format!("{}\t{} of {limit}", meter.feature.key, meter.used);
    let counts = [
        (meter.frozen, "frozen"),
        (meter.reserved, "reserved"),
        (meter.held, "held"),
        (meter.lost, "not kept"),
    ];
    for (count, what) in counts {
        if count > 0 {
            let _ = write!(text, ", {count} {what}");
        }
    }
    if let Some(window) = &meter.window {
        let _ = write!(text, " in this {}, until {}", meter.feature.span, zones::rfc3339(window.end));
    }
    if let Some(ahead) = meter.forecast {
        let _ = write!(text, ", {} at this pace", Locale::En.number(ahead));
    }
    text
}

//! The mail that tells how far something is used up.

use domain::{
    decision::Changer,
    plans::Feature,
    text::{
        limits::who_raises,
        usage::{at_limit, resets_sentence, used_sentence},
    },
    zones::Zone,
};
use store::{
    Mode,
    control::{accounts, plans, tenants},
};

use super::Letter;
use crate::{Service, brands::Letterhead, jobs::JobError, usage::alerts::SendUsageAlert};

domain::texts! {
    struct Words {
        subject(space: &str, step: &str, what: &str) = "{space}: {step}% used of {what}", "{space} : {step} % utilisés de {what}";
        button = "Look at plan and usage", "Voir la formule et l’utilisation";
        outro = "You get this because you are told when something of this space is used up; who is told is chosen on that page.", "Vous recevez ce message parce que vous êtes averti quand une limite de cet espace approche ; ses destinataires se choisissent sur cette page.";
    }
}

/// Tells one person, as long as both they and the space are there.
pub(super) async fn send(service: &Service, alert: &SendUsageAlert) -> Result<(), JobError> {
    let mut tx = service.control(Mode::Read).await?;
    let account = accounts::find(&mut tx, &alert.account).await?;
    let tenant = tenants::find(&mut tx, &alert.tenant).await?;
    let features = plans::list_features(&mut tx).await?;
    drop(tx);
    let feature = features.into_iter().find(|feature| feature.key == alert.feature);
    let (Some(account), Some(tenant), Some(feature)) = (account, tenant, feature) else { return Ok(()) };
    let (locale, words, limit) = (account.locale, Words(account.locale), alert.limit());
    let known: Option<Feature> = feature.key.parse().ok();
    let what = known.map_or_else(|| feature.title(locale), |known| known.title(locale));
    let zone = Zone::parse(&tenant.time_zone).unwrap_or_default();
    let mut parts = vec![used_sentence(locale, what, feature.span, alert.used, limit)];
    if let Some(end) = alert.ends_at {
        parts.push(resets_sentence(locale, &zone.local_text(end, locale)));
    }
    parts.push(at_limit(locale, known, feature.span, limit).to_owned());
    parts.push(who_raises(locale, Changer::Provider).to_owned());
    let head = Letterhead::of(service, &tenant).await?;
    let letter = Letter {
        locale,
        subject: words.subject(&tenant.name, &locale.number(alert.step), what),
        intro: parts.join(" "),
        facts: Vec::new(),
        button: words.button(),
        url: format!("{}/t/{}/plan", head.console, tenant.slug),
        code: None,
        outro: words.outro(),
    };
    service.mailer().send(&letter.to(&account.email, &head)).await.map_err(|error| JobError::mail(&error))
}

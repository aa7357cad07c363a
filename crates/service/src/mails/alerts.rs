//! The mail that tells of an alert.

use domain::{text::alerts::rule_line, zones::Zone};
use store::{Mode, control::tenants};

use super::Letter;
use crate::{
    Service,
    alerts::{SendAlert, telling::What},
    brands::Letterhead,
    jobs::JobError,
};

domain::texts! {
    struct Words {
        subject_fired(space: &str, name: &str) = "{space}: {name}", "{space} : {name}";
        subject_resolved(space: &str, name: &str) = "{space}: over: {name}", "{space} : terminé : {name}";
        subject_test(space: &str, name: &str) = "{space}: test of the alert {name}", "{space} : essai de l’alerte {name}";
        intro_fired = "An alert rule of this space fires. You get one mail when it begins and one when it is over.", "Une règle d’alerte de cet espace s’est déclenchée. Vous recevez un message au début et un à la fin.";
        intro_resolved = "It is over: what the rule watches is well again.", "C’est terminé : ce que la règle surveille est revenu à la normale.";
        intro_test = "This is a test. Nothing is wrong; somebody tries whether the alert reaches you.", "Ceci est un essai. Tout va bien ; quelqu’un vérifie que l’alerte vous parvient.";
        fact_rule = "Rule", "Règle";
        fact_about = "About", "Au sujet de";
        fact_value = "Value", "Valeur";
        fact_severity = "Severity", "Gravité";
        fact_since = "Since", "Depuis";
        button = "Look at the alerts", "Voir les alertes";
        outro = "You get this as a contact or an owner of this space. Who is told, and when, is said on the page of the rule.", "Vous recevez ce message en tant que contact ou propriétaire de cet espace. La page de la règle dit qui est averti, et quand.";
    }
}

/// Tells one address, as long as the space is there.
pub(super) async fn send(service: &Service, work: &SendAlert) -> Result<(), JobError> {
    let mut tx = service.control(Mode::Read).await?;
    let tenant = tenants::find(&mut tx, &work.tenant).await?;
    drop(tx);
    let Some(tenant) = tenant else { return Ok(()) };
    let (locale, words) = (work.locale, Words(work.locale));
    let head = Letterhead::of(service, &tenant).await?;
    let title = if work.name.is_empty() { work.metric.title(locale) } else { &work.name };
    let (subject, intro) = match work.what {
        What::Fired => (words.subject_fired(&tenant.name, title), words.intro_fired()),
        What::Resolved => (words.subject_resolved(&tenant.name, title), words.intro_resolved()),
        What::Test => (words.subject_test(&tenant.name, title), words.intro_test()),
    };
    let zone = Zone::parse(&tenant.time_zone).unwrap_or_default();
    let line = rule_line(locale, work.metric, work.comparison, work.threshold);
    let mut facts = vec![(words.fact_rule(), line)];
    if !work.subject.is_empty() {
        facts.push((words.fact_about(), work.subject.clone()));
    }
    if let Some(value) = work.value {
        facts.push((words.fact_value(), work.metric.unit().text(locale, value)));
    }
    facts.push((words.fact_severity(), work.severity.title(locale).to_owned()));
    if work.what != What::Test {
        facts.push((words.fact_since(), zone.local_text(work.began_at, locale)));
    }
    let letter = Letter {
        locale,
        subject,
        intro: intro.to_owned(),
        facts,
        button: words.button(),
        url: format!("{}/t/{}/alerts", head.console, tenant.slug),
        code: None,
        outro: words.outro(),
    };
    service.mailer().send(&letter.to(&work.email, &head)).await.map_err(|error| JobError::mail(&error))
}

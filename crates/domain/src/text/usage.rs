//! How far something bounded is used up, and what happens at its end: the same words on pages, in answers and mails.

use super::{Locale, limits};
use crate::plans::{Feature, Limit, Span, Value};

crate::texts! {
    struct Words {
        used_unlimited(what: &str, used: &str) = "{what}: {used}, without limit.", "{what} : {used}, sans limite.";
        resets(when: &str) = "It starts again at zero on {when}.", "Le compteur repart de zéro le {when}.";
        at_limit_counted = "At 100%, nothing more is added; what is there stays and goes on working.", "À 100 %, plus rien ne s’ajoute ; l’existant reste et continue de fonctionner.";
        at_limit_events = "At 100%, as many events again are held for 7 days and come back with a larger plan; what comes beyond that is not kept, and shows as a gap.", "À 100 %, autant d’événements encore sont mis de côté pendant 7 jours et reviennent avec une formule supérieure ; au-delà, ils ne sont pas conservés et laissent un trou visible.";
        at_limit_bytes = "At 100%, a tenth more is held for 7 days and comes back with a larger plan or when older events go; what comes beyond that is not kept, and shows as a gap.", "À 100 %, un dixième de plus est mis de côté pendant 7 jours et revient avec une formule supérieure ou quand d’anciens événements s’effacent ; au-delà, rien n’est conservé et un trou reste visible.";
        at_limit_metered = "At 100%, nothing more is done before it starts again.", "À 100 %, plus rien ne se fait avant la remise à zéro.";
        at_limit_reported = "At 100%, it goes on being counted; what is beyond may be invoiced.", "À 100 %, le décompte continue ; le dépassement peut être facturé.";
        at_limit_frozen(count: &str) = "Frozen: {count}. What is frozen still counts for mail, can be looked at and exported but not edited, and thaws by itself once there is room.", "Gelés : {count}. Ce qui est gelé compte encore pour le courrier, se consulte et s’exporte sans pouvoir être modifié, et dégèle de lui-même dès qu’il y a de la place.";
        at_limit_frozen_agents(count: &str) = "Frozen: {count}. A frozen policy agent keeps its records, and sends them by itself once there is room; its events can be looked at and exported.", "Gelés : {count}. Un agent gelé garde ses enregistrements et les envoie de lui-même dès qu’il y a de la place ; ses événements se consultent et s’exportent.";
        at_limit_frozen_members(count: &str) = "Frozen: {count}. A frozen member signs in and looks, and changes nothing; that ends by itself once there is room.", "Gelés : {count}. Un membre gelé se connecte et consulte, sans rien modifier ; cela cesse de soi-même dès qu’il y a de la place.";
        at_limit_never = "There is no limit to reach.", "Il n’y a pas de limite à atteindre.";
    }
}

/// What is used of what, in a sentence: number, limit and its stretch of time.
pub fn used_sentence(locale: Locale, what: &str, span: Span, used: i64, limit: Limit) -> String {
    let (say, known) = (Words(locale), Feature::ALL.iter().find(|one| one.title(locale) == what));
    // Bytes are told as gigabytes, each number as its feature is.
    let told = |limit: Limit| match known {
        Some(known) => known.told(&Value::Limit(limit), locale),
        None => span.told(limit, locale),
    };
    let number = match (known, used) {
        (Some(Feature::StoredBytes), 1..) => {
            Feature::StoredBytes.told(&Value::Limit(Limit::Of(used)), locale)
        }
        _ => locale.number(used),
    };
    match limit {
        Limit::Unlimited => say.used_unlimited(what, &number),
        Limit::Of(_) if span == Span::Always => limits::used_at_a_time(locale, what, &number, &told(limit)),
        Limit::Of(_) => limits::used_of(locale, what, &number, &told(limit)),
    }
}

/// When it starts again.
pub fn resets_sentence(locale: Locale, when: &str) -> String {
    Words(locale).resets(when)
}

/// What happens when all of it is used. `feature` is none of what operators added.
pub const fn at_limit(locale: Locale, feature: Option<Feature>, span: Span, limit: Limit) -> &'static str {
    let say = Words(locale);
    match (limit, feature, span) {
        (Limit::Unlimited, ..) => say.at_limit_never(),
        (_, Some(Feature::Events), _) => say.at_limit_events(),
        (_, Some(Feature::StoredBytes), _) => say.at_limit_bytes(),
        (_, None, _) => say.at_limit_reported(),
        (_, Some(_), Span::Always) => say.at_limit_counted(),
        (_, Some(_), _) => say.at_limit_metered(),
    }
}

/// What became of what is beyond a limit: so many of it are frozen.
pub fn frozen_sentence(locale: Locale, feature: Feature, count: i64) -> String {
    let (say, count) = (Words(locale), locale.number(count));
    match feature {
        Feature::PolicyAgents => say.at_limit_frozen_agents(&count),
        Feature::Members => say.at_limit_frozen_members(&count),
        _ => say.at_limit_frozen(&count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_frozen_is_not_said_to_go_on_working() {
        for locale in [Locale::En, Locale::Fr] {
            let counted = at_limit(locale, Some(Feature::Domains), Span::Always, Limit::Of(1));
            for feature in [Feature::Domains, Feature::Networks, Feature::PolicyAgents, Feature::Members] {
                let told = frozen_sentence(locale, feature, 1_000);
                assert!(told.contains(&locale.number(1_000)) && told != counted, "{told}");
            }
        }
    }
}

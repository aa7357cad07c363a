//! That a limit is reached, in the words that pages, answers and mails share: how many there are of how many, in which
//! stretch of time, and who can raise it.

use super::Locale;
use crate::{decision::Changer, error::Quota};

crate::texts! {
    struct Words {
        used_of(what: &str, used: &str, limit: &str) = "{what}: {used} of {limit}.", "{what} : {used} sur {limit}.";
        used_at_a_time(what: &str, used: &str, limit: &str) = "{what}: {used} of {limit} at a time.", "{what} : {used} sur {limit} à la fois.";
        who_raises = "Whoever may change the settings of the space can ask the provider for more, on the page “Plan”.", "Toute personne autorisée à modifier les réglages de l’espace peut demander davantage au fournisseur, à la page « Formule ».";
        team_raises = "It is your own limit: whoever manages the team can raise it, on your page in the team.", "C’est votre propre limite : toute personne qui gère l’équipe peut la relever, sur votre page dans l’équipe.";
        make_room = "Delete one you no longer need to make room.", "Supprimez-en un devenu inutile pour faire de la place.";
        make_room_seats = "Open invitations count: remove somebody or withdraw one to make room.", "Les invitations en attente comptent : retirez quelqu’un ou l’une d’elles pour faire de la place.";
        not_added(reached: &str) = "Not added. {reached}", "Non ajouté. {reached}";
        not_invited(reached: &str) = "Not invited. {reached}", "Non invité. {reached}";
    }
}

/// How much is used of a limit within a stretch of time that `limit` names.
pub fn used_of(locale: Locale, what: &str, used: &str, limit: &str) -> String {
    Words(locale).used_of(what, used, limit)
}

/// The same of what counts as long as it is there.
pub fn used_at_a_time(locale: Locale, what: &str, used: &str, limit: &str) -> String {
    Words(locale).used_at_a_time(what, used, limit)
}

/// Who can raise a limit: of the plan, or of one member alone.
pub const fn who_raises(locale: Locale, changer: Changer) -> &'static str {
    match changer {
        Changer::TeamManagers => Words(locale).team_raises(),
        _ => Words(locale).who_raises(),
    }
}

/// That there is no room for one more of something counted.
pub fn reached(locale: Locale, quota: Quota, used: i64, limit: i64) -> String {
    let say = Words(locale);
    let used = say.used_at_a_time(&quota.title(locale), &locale.number(used), &locale.number(limit));
    let room = if quota.is_seat() { say.make_room_seats() } else { say.make_room() };
    format!("{used} {room} {}", say.who_raises())
}

/// The same of one line of several.
pub fn left_out(locale: Locale, quota: Quota, used: i64, limit: i64) -> String {
    let (say, reached) = (Words(locale), reached(locale, quota, used, limit));
    if quota.is_seat() { say.not_invited(&reached) } else { say.not_added(&reached) }
}

impl Quota {
    /// The counted things at the beginning of a line.
    pub fn title(self, locale: Locale) -> String {
        let mut letters = self.noun(locale, 2).chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }

    const fn is_seat(self) -> bool {
        matches!(self, Self::Members | Self::Guests)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Error, Problem,
        decision::{Actor, Context, Resource, Usage, decide},
        permission::{Permission, Role},
        plans::{Feature, Limit, PlansError, Span},
        text::usage::used_sentence,
    };

    #[test]
    fn pages_answers_lists_and_mails_tell_a_limit_in_the_same_words() {
        for (locale, quota) in
            [Locale::En, Locale::Fr].iter().flat_map(|l| Quota::ALL.iter().map(move |q| (*l, *q)))
        {
            let told = reached(locale, quota, 3, 3);
            let error = Error::QuotaReached {
                quota,
                limit: 3,
                used: 3,
                span: Span::Always,
                changer: Changer::Provider,
            };
            assert_eq!(error.sentence(locale), told, "an answer");
            let usage = Some(Usage { quota, limit: Limit::Of(3), used: 3 });
            let context = Context { usage, ..Context::at(0) };
            let owner = Actor::holding(Role::Owner);
            let decision = decide(&owner, Permission::ManageMailFlow, Resource::TENANT, &context);
            assert_eq!(decision.reason(locale), told, "a page");
            let line = Problem::OverQuota { quota, limit: 3, used: Some(3) }.sentence(locale);
            assert!(line.ends_with(&told), "a line of a list: {line}");
            let feature: Feature = quota.as_str().parse().unwrap();
            let meter = used_sentence(locale, feature.title(locale), Span::Always, 3, Limit::Of(3));
            assert!(
                told.starts_with(&meter) && told.ends_with(who_raises(locale, Changer::Provider)),
                "a meter and a mail: {meter}"
            );
        }
    }

    #[test]
    fn what_is_used_up_says_its_window_and_who_raises_it() {
        for changer in [Changer::Provider, Changer::TeamManagers] {
            let error = PlansError::LimitReached {
                feature: Feature::Actions,
                limit: 50,
                used: 50,
                span: Span::Month,
                resets_at: 0,
                time_zone: "Europe/Paris".to_owned(),
                changer,
            };
            for locale in [Locale::En, Locale::Fr] {
                let told = error.sentence(locale);
                let mailed =
                    used_sentence(locale, Feature::Actions.title(locale), Span::Month, 50, Limit::Of(50));
                assert!(told.contains(&mailed) && told.contains(who_raises(locale, changer)), "{told}");
            }
        }
    }
}

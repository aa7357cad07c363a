//! How prices and what plans give are told, and what goes wrong with them.

use super::{
    Locale,
    limits::who_raises,
    usage::{resets_sentence, used_sentence},
};
use crate::plans::{Feature, Limit, PlansError, PlansProblem, Span, Value};
use crate::zones::Zone;

crate::texts! {
    struct Words {
        none = "none", "aucun";
        none_feminine = "none", "aucune";
        yes = "yes", "oui";
        no = "no", "non";
        per_hour(limit: &str) = "{limit} per hour", "{limit} par heure";
        per_day(limit: &str) = "{limit} per day", "{limit} par jour";
        per_month(limit: &str) = "{limit} per month", "{limit} par mois";
        per_period(limit: &str) = "{limit} per billing period", "{limit} par période de facturation";
        gigabytes(count: &str) = "{count} GB", "{count} Go";
        unit_seat = "seat", "place";
        unit_seats = "seats", "places";
        unit_day = "day", "jour";
        unit_days = "days", "jours";
        unit_record = "record", "enregistrement";
        unit_records = "records", "enregistrements";
        unit_event = "event", "événement";
        unit_events = "events", "événements";
        unit_byte = "byte", "octet";
        unit_bytes = "bytes", "octets";
        unit_line = "line", "ligne";
        unit_lines = "lines", "lignes";
        unit_action = "action", "action";
        unit_actions = "actions", "actions";
        unit_hundredth = "hundredth of a percent", "centième de pour cent";
        unit_hundredths = "hundredths of a percent", "centièmes de pour cent";
        percent(count: &str) = "{count}%", "{count} %";
        support_none = "none", "aucune";
        support_e_mail = "by e-mail", "par e-mail";
        support_priority = "priority", "prioritaire";
        support_dedicated = "dedicated, 24/7", "dédiée, 24 h/24 et 7 j/7";
        any = "all", "tous";
        links = "other programs", "autres programmes";
        feature_members = "Members", "Membres";
        feature_guests = "Guests", "Invités";
        feature_domains = "Domains", "Domaines";
        feature_networks = "Networks", "Réseaux";
        feature_policy_agents = "Policy agents", "Agents de messagerie";
        feature_unpinned_agents = "Policy agents from any address", "Agents de messagerie depuis toute adresse";
        feature_retention_days = "Events are kept", "Conservation des événements";
        feature_advanced_search = "Advanced search", "Recherche avancée";
        feature_agent_records = "Records of each policy agent", "Enregistrements par agent";
        feature_events = "Events", "Événements";
        feature_stored_bytes = "Stored events", "Événements conservés";
        feature_actions = "Actions", "Actions";
        feature_agents = "Agents for actions", "Agents d’action";
        feature_integrations = "Integrations", "Intégrations";
        feature_integration_kinds = "Services to connect", "Services à connecter";
        feature_custom_integrations = "Custom integrations", "Intégrations sur mesure";
        feature_agent_log_lines = "Log lines of each policy agent", "Lignes de journal par agent";
        feature_message_days = "Messages are kept", "Conservation des messages";
        feature_log_days = "Log lines are kept", "Conservation des lignes de journal";
        feature_reports = "Detailed reports", "Rapports détaillés";
        feature_support = "Support", "Assistance";
        feature_availability = "Promised availability", "Disponibilité garantie";
        feature_white_label = "White label", "Marque blanche";
        feature_on_premise = "On-premise", "Sur site";
        feature_deep_links = "Deep links", "Liens profonds";
        asked_plan(plan: &str) = "the plan {plan}", "la formule {plan}";
        asked_feature(feature: &str, wanted: &str) = "{feature}: {wanted}", "{feature} : {wanted}";
        not_in_plan(what: &str) = "This is not part of the space’s plan: {what}. Ask for it on the page “Plan”; your provider can add it.", "Cela ne fait pas partie de la formule de cet espace : {what}. Demandez-le à la page « Formule » ; votre fournisseur peut l’ajouter.";
        limit_reached(used: &str, resets: &str, who: &str) = "The limit is reached. {used} {resets} {who}", "La limite est atteinte. {used} {resets} {who}";
        reservation_ended = "What was set aside for this ran out, or was used or given back already. Ask for it again.", "Ce qui était réservé a expiré, ou a déjà été utilisé ou rendu. Refaites la demande.";
        not_a_draft = "This version is published or retired, and stays as it is. Make a new draft from it.", "Cette version est publiée ou retirée, et ne change plus. Créez-en un nouveau brouillon.";
        not_published = "Nobody is put on a version that is a draft or retired. Publish it first, or take another.", "Personne ne passe sur une version en brouillon ou retirée. Publiez-la d’abord, ou prenez-en une autre.";
        starts_new_spaces = "New spaces start on this version. Publish a newer one first.", "Les nouveaux espaces commencent sur cette version. Publiez d’abord la suivante.";
        draft_there = "This plan has a draft already. Go on with that one.", "Cette formule a déjà un brouillon. Continuez avec celui-ci.";
        request_closed = "This request was answered or taken back meanwhile. Look at it as it is now.", "Cette demande a reçu une réponse ou a été retirée entre-temps. Regardez où elle en est.";
        frozen(what: &str, limit: &str) = "This is frozen: the space’s plan has room for {limit} {what}. Nothing of it is lost, it can be exported, and it thaws by itself as soon as there is room. Change the plan, or delete another.", "Ceci est gelé : la formule de cet espace a de la place pour {limit} {what}. Rien n’en est perdu, l’export reste possible, et il dégèle de lui-même dès qu’il y a de la place. Changez de formule, ou supprimez-en un autre.";
        ask_for_plan = "Your provider gives this plan on request. Ask for it on the page “Plan”.", "Votre fournisseur accorde cette formule sur demande. Demandez-la à la page « Formule ».";
        no_billing_contact = "A plan that costs something needs a complete billing contact. Complete it on the page “Invoices”, then confirm again; the quote stays.", "Une formule payante exige un contact de facturation complet. Complétez-le à la page « Factures », puis confirmez à nouveau ; le devis reste.";
        quote_changed = "The quote has ended, or what it was made for has changed. Nothing was changed or charged; what you chose is kept. Look at the new quote, and confirm it.", "Le devis a expiré, ou ce sur quoi il portait a changé. Rien n’a été modifié ni facturé ; vos choix sont conservés. Regardez le nouveau devis, puis confirmez-le.";
        nothing_to_come = "Nothing is to come any more: it took effect, or somebody undid it. Look at the plan as it is now.", "Plus rien n’est à venir : le changement a pris effet, ou quelqu’un l’a annulé. Regardez la formule telle qu’elle est.";
        nothing_to_cancel = "This space has nothing that costs something, or its end is set already.", "Cet espace n’a rien de payant, ou sa fin est déjà fixée.";
        same_plan = "The space has this plan already, billed as often. Choose another.", "L’espace a déjà cette formule, avec la même facturation. Choisissez-en une autre.";
        unknown_feature = "The catalogue has no such feature.", "Le catalogue n’a pas cette fonctionnalité.";
        to_come = "This is still to come, and there is no more of it to give yet. Choose something else.", "Ceci est encore à venir : il n’y a pas plus à accorder pour l’instant. Choisissez autre chose.";
        other_currency(expected: &str) = "Prices of this installation are in {expected}.", "Les prix de cette installation sont en {expected}.";
        half_on_quote = "Give a month and a year a price, or neither: then the plan is on quote.", "Donnez un prix au mois et à l’année, ou à aucun des deux : la formule est alors sur devis.";
        other_audience(plan: &str) = "The plan {plan} is for the other kind of space. Choose that kind, or another plan.", "La formule {plan} est destinée à l’autre type d’espace. Choisissez ce type, ou une autre formule.";
        too_many_requests(max: &str) = "{max} requests wait for an answer already. Take one back, or wait for your provider.", "{max} demandes attendent déjà une réponse. Retirez-en une, ou attendez votre fournisseur.";
        asked_already = "This was asked for already, and waits for an answer. Wait for it, or take that request back first.", "Cela a déjà été demandé et attend une réponse. Attendez-la, ou retirez d’abord cette demande.";
        no_such_value(words: &str) = "Only these words are known here: {words}.", "Seuls ces mots sont connus ici : {words}.";
        not_invoiced = "Only what is counted by the month or by the billing period can cost something. Leave the price empty.", "Seul ce qui est compté au mois ou par période de facturation peut être payant. Laissez le prix vide.";
    }
}

/// A plan that is asked for, as a mail says it.
pub fn asked_plan(locale: Locale, plan: &str) -> String {
    Words(locale).asked_plan(plan)
}

/// How much of a feature is asked for, as a mail says it.
pub fn asked_feature(locale: Locale, feature: &str, wanted: &str) -> String {
    Words(locale).asked_feature(feature, wanted)
}

impl PlansError {
    /// What happened and what to do, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::NotInPlan { feature } => say.not_in_plan(feature.title(locale)),
            Self::LimitReached { feature, limit, used, span, resets_at, time_zone, changer } => {
                let told = used_sentence(locale, feature.title(locale), *span, *used, Limit::Of(*limit));
                let zone = Zone::parse(time_zone).unwrap_or_default();
                let resets = resets_sentence(locale, &zone.local_text(*resets_at, locale));
                say.limit_reached(&told, &resets, who_raises(locale, *changer))
            }
            Self::ReservationEnded => say.reservation_ended().to_owned(),
            Self::NotADraft => say.not_a_draft().to_owned(),
            Self::NotPublished => say.not_published().to_owned(),
            Self::StartsNewSpaces => say.starts_new_spaces().to_owned(),
            Self::DraftThere => say.draft_there().to_owned(),
            Self::RequestClosed => say.request_closed().to_owned(),
            Self::Frozen { quota, limit } => {
                say.frozen(quota.noun(locale, *limit), &locale.limit(Limit::Of(*limit)))
            }
            Self::AskForPlan => say.ask_for_plan().to_owned(),
            Self::NoBillingContact => say.no_billing_contact().to_owned(),
            Self::QuoteChanged { .. } => say.quote_changed().to_owned(),
            Self::NothingToCome => say.nothing_to_come().to_owned(),
            Self::NothingToCancel => say.nothing_to_cancel().to_owned(),
        }
    }
}

impl PlansProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::UnknownFeature => say.unknown_feature().to_owned(),
            Self::ToCome => say.to_come().to_owned(),
            Self::OtherCurrency { expected } => say.other_currency(expected),
            Self::HalfOnQuote => say.half_on_quote().to_owned(),
            Self::SamePlan => say.same_plan().to_owned(),
            Self::OtherAudience { plan } => say.other_audience(plan),
            Self::TooManyRequests { max } => say.too_many_requests(&locale.number(*max)),
            Self::AskedAlready => say.asked_already().to_owned(),
            Self::NoSuchValue { words } => say.no_such_value(words),
            Self::NotInvoiced => say.not_invoiced().to_owned(),
        }
    }
}

impl Feature {
    pub const fn title(self, locale: Locale) -> &'static str {
        let say = Words(locale);
        match self {
            Self::Members => say.feature_members(),
            Self::Guests => say.feature_guests(),
            Self::Domains => say.feature_domains(),
            Self::Networks => say.feature_networks(),
            Self::PolicyAgents => say.feature_policy_agents(),
            Self::UnpinnedAgents => say.feature_unpinned_agents(),
            Self::RetentionDays => say.feature_retention_days(),
            Self::AdvancedSearch => say.feature_advanced_search(),
            Self::AgentRecords => say.feature_agent_records(),
            Self::Events => say.feature_events(),
            Self::StoredBytes => say.feature_stored_bytes(),
            Self::Actions => say.feature_actions(),
            Self::Agents => say.feature_agents(),
            Self::Integrations => say.feature_integrations(),
            Self::IntegrationKinds => say.feature_integration_kinds(),
            Self::CustomIntegrations => say.feature_custom_integrations(),
            Self::Reports => say.feature_reports(),
            Self::Support => say.feature_support(),
            Self::Availability => say.feature_availability(),
            Self::WhiteLabel => say.feature_white_label(),
            Self::OnPremise => say.feature_on_premise(),
            Self::DeepLinks => say.feature_deep_links(),
            Self::AgentLogLines => say.feature_agent_log_lines(),
            Self::MessageDays => say.feature_message_days(),
            Self::LogDays => say.feature_log_days(),
        }
    }

    /// What so many of it are counted in; empty where it needs no word of its own.
    pub fn unit(self, count: i64, locale: Locale) -> &'static str {
        let say = Words(locale);
        let (one, many) = match self {
            Self::Members | Self::Guests => (say.unit_seat(), say.unit_seats()),
            Self::RetentionDays | Self::MessageDays | Self::LogDays => (say.unit_day(), say.unit_days()),
            Self::AgentRecords => (say.unit_record(), say.unit_records()),
            Self::AgentLogLines => (say.unit_line(), say.unit_lines()),
            Self::Events => (say.unit_event(), say.unit_events()),
            Self::StoredBytes => (say.unit_byte(), say.unit_bytes()),
            Self::Actions => (say.unit_action(), say.unit_actions()),
            Self::Availability => (say.unit_hundredth(), say.unit_hundredths()),
            _ => return "",
        };
        locale.plural(count, one, many)
    }

    /// Whether its French name is feminine.
    const fn is_feminine(self) -> bool {
        matches!(self, Self::Actions | Self::Integrations | Self::Availability)
    }

    /// What there is of it, in a few words.
    pub fn told(self, value: &Value, locale: Locale) -> String {
        let say = Words(locale);
        match (self, value) {
            (Self::StoredBytes, Value::Limit(Limit::Of(bytes @ 1..))) if bytes % GIGABYTE == 0 => {
                say.gigabytes(&locale.number(bytes / GIGABYTE))
            }
            (
                Self::StoredBytes | Self::RetentionDays | Self::MessageDays | Self::LogDays,
                Value::Limit(Limit::Of(count @ 1..)),
            ) => {
                format!("{} {}", locale.number(*count), self.unit(*count, locale))
            }
            (Self::Availability, Value::Limit(Limit::Of(hundredths @ 1..))) => {
                say.percent(&locale.hundredths(*hundredths))
            }
            (Self::AgentRecords | Self::AgentLogLines, Value::Limit(limit)) => Span::Day.told(*limit, locale),
            (_, Value::Limit(Limit::NONE)) if self.is_feminine() => say.none_feminine().to_owned(),
            (_, Value::Limit(limit)) => self.span().told(*limit, locale),
            (_, Value::Flag(true)) => say.yes().to_owned(),
            (_, Value::Flag(false)) => say.no().to_owned(),
            (_, Value::Word(word)) => say.word(word),
            (_, Value::Words(words)) if words.is_empty() => say.none().to_owned(),
            (_, Value::Words(words)) => {
                words.iter().map(|word| say.word(word)).collect::<Vec<_>>().join(", ")
            }
        }
    }
}

impl Span {
    /// How many there may be in it.
    pub fn told(self, limit: Limit, locale: Locale) -> String {
        let (say, told) = (Words(locale), locale.limit(limit));
        match (self, limit) {
            (Self::Always, _) | (_, Limit::NONE | Limit::Unlimited) => told,
            (Self::Hour, _) => say.per_hour(&told),
            (Self::Day, _) => say.per_day(&told),
            (Self::Month, _) => say.per_month(&told),
            (Self::Period, _) => say.per_period(&told),
        }
    }
}

impl Words {
    /// A word of a choice or a set; names of things are what they are.
    fn word(self, word: &str) -> String {
        match word {
            "none" => self.support_none().to_owned(),
            "e-mail" => self.support_e_mail().to_owned(),
            "priority" => self.support_priority().to_owned(),
            "dedicated" => self.support_dedicated().to_owned(),
            "any" => self.any().to_owned(),
            "grafana" => "Grafana".to_owned(),
            "kibana" => "Kibana".to_owned(),
            "links" => self.links().to_owned(),
            "nox" | "atlas" | "cirrus" => word.to_uppercase(),
            "slack" => "Slack".to_owned(),
            "jira" => "Jira".to_owned(),
            other => other.to_owned(),
        }
    }
}

const GIGABYTE: i64 = 1_000_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_plan_gives_agrees_with_its_feature_and_its_number() {
        let told = |feature: Feature, limit| feature.told(&Value::Limit(limit), Locale::Fr);
        assert_eq!(told(Feature::Integrations, Limit::NONE), "aucune");
        assert_eq!(told(Feature::Domains, Limit::NONE), "aucun");
        assert_eq!(told(Feature::RetentionDays, Limit::Of(1)), "1 jour");
        assert_eq!(told(Feature::RetentionDays, Limit::Of(30)), "30 jours");
        assert_eq!(told(Feature::StoredBytes, Limit::Of(1)), "1 octet");
        let any = Value::Words(vec!["any".to_owned()]);
        assert_eq!(Feature::IntegrationKinds.told(&any, Locale::Fr), "tous", "services are masculine");
        assert_eq!(Feature::RetentionDays.told(&Value::Limit(Limit::Of(1)), Locale::En), "1 day");
        assert_eq!([1, 2].map(|count| Feature::Members.unit(count, Locale::Fr)), ["place", "places"]);
    }
}

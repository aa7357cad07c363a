//! What is said of links into other programs before they are opened.

use super::Locale;
use crate::deep_links::{View, offers::OfferState};

crate::texts! {
    struct Words {
        opened_mail_flow = "Mail flow", "Flux de courrier";
        opened_hosts = "Hosts", "Hôtes";
        opened_tops = "Tops", "Classements";
        opened_agents = "Policy agents", "Agents";
        opened_explore = "A query of your own", "Votre propre requête";
        opened_events = "Events", "Événements";
        offer_ready(program: &str) = "{program} opens on this space’s data.", "{program} s’ouvre sur les données de cet espace.";
        offer_preparing(program: &str) = "{program} is being prepared for this space. It takes a minute at most; the dashboard here shows the same meanwhile.", "{program} est en cours de préparation pour cet espace. Cela prend une minute au plus ; en attendant, le tableau de bord d’ici montre la même chose.";
        offer_failed(program: &str, since: &str) = "{program} could not be prepared for this space{since}. It is tried again by itself, and your provider sees why; the dashboard here shows the same meanwhile.", "{program} n’a pas pu être préparé pour cet espace{since}. Une nouvelle tentative a lieu d’elle-même, et votre fournisseur voit pourquoi ; en attendant, le tableau de bord d’ici montre la même chose.";
        offer_down(program: &str, since: &str) = "{program} does not answer{since}. Your provider sees it; the dashboard here keeps working.", "{program} ne répond pas{since}. Votre fournisseur le voit ; le tableau de bord d’ici continue de fonctionner.";
        offer_not_in_plan(program: &str) = "{program} is not part of this space’s plan. Ask for it on the page “Plan”.", "{program} ne fait pas partie de la formule de cet espace. Demandez-le à la page « Formule ».";
        offer_not_allowed(program: &str) = "Your role here does not open {program}. Whoever manages the team can change that.", "Votre rôle ici n’ouvre pas {program}. Une personne qui gère l’équipe peut changer cela.";
        offer_off(program: &str) = "{program} is not connected to this installation. Your provider can connect it.", "{program} n’est pas relié à cette installation. Votre fournisseur peut le relier.";
        offer_since(when: &str) = " since {when}", " depuis le {when}";
    }
}

impl View {
    pub const fn title(self, locale: Locale) -> &'static str {
        let say = Words(locale);
        match self {
            Self::MailFlow => say.opened_mail_flow(),
            Self::Hosts => say.opened_hosts(),
            Self::Tops => say.opened_tops(),
            Self::Agents => say.opened_agents(),
            Self::Explore => say.opened_explore(),
            Self::Events => say.opened_events(),
        }
    }
}

impl OfferState {
    /// How a program is for whoever may want to open it; `since` as people read it, where it is known.
    pub fn sentence(self, locale: Locale, program: &str, since: Option<&str>) -> String {
        let say = Words(locale);
        let since = since.map_or_else(String::new, |when| say.offer_since(when));
        match self {
            Self::Ready => say.offer_ready(program),
            Self::Preparing => say.offer_preparing(program),
            Self::Failed => say.offer_failed(program, &since),
            Self::Down => say.offer_down(program, &since),
            Self::NotInPlan => say.offer_not_in_plan(program),
            Self::NotAllowed => say.offer_not_allowed(program),
            Self::Off => say.offer_off(program),
        }
    }
}

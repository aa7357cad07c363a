//! How permissions, roles and decisions are told.

use super::{Locale, limits};
use crate::{
    Error, Micros,
    decision::{Changer, Decision, RoleName, Rule, Usage},
    permission::{Permission, PermissionSet, Role},
};

crate::texts! {
    struct Words {
        view_overview = "View the overview", "Voir la vue d’ensemble";
        view_overview_text = "See how much mail flows, and where to.", "Voir combien de courrier passe, et vers où.";
        view_events = "View events", "Voir les événements";
        view_events_text = "See every single request the mail servers reported.", "Voir chaque requête rapportée par les serveurs de courrier.";
        view_mail_flow = "View the mail flow", "Voir le flux de courrier";
        view_mail_flow_text = "See the space’s domains and networks.", "Voir les domaines et réseaux de l’espace.";
        manage_mail_flow = "Manage the mail flow", "Gérer le flux de courrier";
        manage_mail_flow_text = "Add, change and delete domains and networks.", "Ajouter, modifier et supprimer domaines et réseaux.";
        view_policy_agents = "View policy agents", "Voir les agents";
        view_policy_agents_text = "See the enrolled policy agents and how they are doing.", "Voir les agents enrôlés et leur état.";
        manage_policy_agents = "Manage policy agents", "Gérer les agents";
        manage_policy_agents_text = "Enrol, pause and revoke policy agents, and renew their keys.", "Enrôler, suspendre et révoquer les agents, et renouveler leurs clés.";
        manage_environments = "Manage environments", "Gérer les environnements";
        manage_environments_text = "Make environments such as production, and put policy agents into them.", "Créer des environnements comme la production, et y placer les agents.";
        manage_sharing = "Share dashboards", "Partager des tableaux de bord";
        manage_sharing_text = "Make and revoke links that show a dashboard to people outside.", "Créer et révoquer des liens qui montrent un tableau de bord à l’extérieur.";
        manage_api_keys = "Manage API keys", "Gérer les clés d’API";
        manage_api_keys_text = "Make, renew and revoke keys for programs, within one’s own permissions.", "Créer, renouveler et révoquer des clés pour les programmes, dans ses propres permissions.";
        view_plan = "View the plan", "Voir la formule";
        view_plan_text = "See the plan, its limits and how much of them is used.", "Voir la formule, ses limites et ce qui en est utilisé.";
        view_team = "View the team", "Voir l’équipe";
        view_team_text = "See who belongs to the space, and as what.", "Voir qui fait partie de l’espace, et à quel titre.";
        manage_team = "Manage the team", "Gérer l’équipe";
        manage_team_text = "Invite and remove people and give them roles, within one’s own permissions.", "Inviter et retirer des personnes et leur donner des rôles, dans ses propres permissions.";
        manage_roles = "Manage roles", "Gérer les rôles";
        manage_roles_text = "Make roles of one’s own, within one’s own permissions.", "Créer ses propres rôles, dans ses propres permissions.";
        manage_owners = "Manage owners", "Gérer les propriétaires";
        manage_owners_text = "Make somebody an owner, or hand the space over.", "Nommer un propriétaire, ou transmettre l’espace.";
        view_as = "View as a member", "Voir comme un membre";
        view_as_text = "See the console as another member sees it, without changing anything.", "Voir la console comme un autre membre la voit, sans rien modifier.";
        view_audit = "View the audit log", "Voir le journal d’audit";
        view_audit_text = "See and export who did what, and why it was allowed or refused.", "Voir et exporter qui a fait quoi, et pourquoi c’était permis ou refusé.";
        manage_security = "Manage sign-in rules", "Gérer les règles de connexion";
        manage_security_text = "Decide how members must sign in, and which addresses may be invited.", "Décider comment les membres se connectent, et quelles adresses peuvent être invitées.";
        manage_settings = "Manage settings", "Gérer les réglages";
        view_invoices = "View invoices", "Voir les factures";
        view_invoices_text = "See what is and will be invoiced, and download invoices.", "Voir ce qui est et sera facturé, et télécharger les factures.";
        manage_invoices = "Manage invoicing", "Gérer la facturation";
        manage_invoices_text = "Say whom invoices are made out and sent to.", "Indiquer à qui les factures sont établies et envoyées.";
        open_deep_links = "Open deep links", "Ouvrir les liens profonds";
        open_deep_links_text = "Go on in Grafana, Kibana and other programs, on all of the space’s data.", "Continuer dans Grafana, Kibana et d’autres programmes, sur toutes les données de l’espace.";
        manage_alerts = "Manage alerts", "Gérer les alertes";
        manage_alerts_text = "Say what is watched, who is told of it, and silence or acknowledge what fires.", "Dire ce qui est surveillé et qui en est averti, et mettre en silence ou prendre en charge une alerte.";
        manage_settings_text = "Change the space’s name, time zone and kind.", "Modifier le nom, le fuseau horaire et le type de l’espace.";

        owner = "Owner", "Propriétaire";
        owner_text = "Everything, including who else owns the space.", "Tout, y compris qui d’autre possède l’espace.";
        admin = "Admin", "Administrateur";
        admin_text = "Everything but deciding who owns the space.", "Tout, sauf décider qui possède l’espace.";
        billing = "Billing", "Facturation";
        billing_text = "Sees the plan, what is used of it and the invoices, and says whom they go to.", "Voit la formule, ce qui en est utilisé et les factures, et dit à qui elles vont.";
        operator = "Operator", "Opérateur";
        operator_text = "Runs the mail side: domains, networks, policy agents, sharing, alerts.", "S’occupe du courrier : domaines, réseaux, agents, partage, alertes.";
        member = "Member", "Membre";
        member_text = "Sees the mail side and the team, and changes nothing.", "Voit le courrier et l’équipe, et ne modifie rien.";
        viewer = "Viewer", "Lecteur";
        viewer_text = "Sees the mail side alone.", "Voit seulement le courrier.";
        guest = "Guest", "Invité";
        guest_text = "Sees dashboards and events, usually of one thing and until a date.", "Voit tableaux de bord et événements, en général d’une seule chose et jusqu’à une date.";

        granted(what: &str, role: &str) = "“{what}” is part of the role {role}.", "« {what} » fait partie du rôle {role}.";
        granted_plain(what: &str) = "“{what}” is allowed.", "« {what} » est permis.";
        not_a_member = "You do not belong to this space.", "Vous ne faites pas partie de cet espace.";
        no_role(what: &str) = "“{what}” is part of none of your roles here.", "« {what} » ne fait partie d’aucun de vos rôles ici.";
        ended(what: &str, role: &str, day: &str) = "“{what}” was part of your role {role}, which ended on {day}.", "« {what} » faisait partie de votre rôle {role}, qui a pris fin le {day}.";
        out_of_scope(what: &str, role: &str) = "Your role {role} allows “{what}” only for a part of this space, and this is not in it.", "Votre rôle {role} permet « {what} » seulement pour une partie de cet espace, et ceci n’en fait pas partie.";
        key_scope(what: &str) = "This API key was not given “{what}”.", "Cette clé d’API n’a pas reçu « {what} ».";
        key_resource = "This API key is limited to another part of the space.", "Cette clé d’API est limitée à une autre partie de l’espace.";
        viewing_as = "In the view as another member you only look. Leave the view to change something.", "Dans la vue comme un autre membre, vous ne faites que regarder. Quittez cette vue pour modifier quelque chose.";
        viewing_lacks(what: &str) = "In the view as another member you see what that member sees, and “{what}” is not part of it. Leave the view to look with your own roles.", "Dans la vue comme un autre membre, vous voyez ce que ce membre voit, et « {what} » n’en fait pas partie. Quittez cette vue pour regarder avec vos propres rôles.";
        holds_more = "This member may do more than you, and nobody sees the space through the eyes of somebody who may do more.", "Ce membre a plus de droits que vous, et personne ne voit l’espace à travers les yeux de quelqu’un qui a plus de droits.";
        owners_alone(what: &str) = "“{what}” is part of the role Owner alone; no role of a space’s own has it.", "« {what} » fait partie du seul rôle Propriétaire ; aucun rôle propre à un espace ne le contient.";
        owners_provider = "Whoever registers the space’s identity provider decides who is who here, so only an owner does it.", "Enregistrer le fournisseur d’identité de l’espace, c’est décider qui y est qui : seul un propriétaire le fait.";
        last_owner = "A space keeps an owner: the last one stays in the role until somebody else has it too.", "Un espace garde un propriétaire : le dernier reste dans ce rôle jusqu’à ce que quelqu’un d’autre l’ait aussi.";
        second_factor = "This space asks for a second factor. Add one to your account, or sign in with it.", "Cet espace demande un second facteur. Ajoutez-en un à votre compte, ou connectez-vous avec.";
        provider = "This space asks its members to sign in through its own provider. Sign in that way.", "Cet espace demande de se connecter par son propre fournisseur. Connectez-vous ainsi.";
        not_a_member_of(who: &str) = "{who} does not belong to this space.", "{who} ne fait pas partie de cet espace.";
        no_role_of(who: &str, what: &str) = "“{what}” was part of none of the roles of {who} here.", "« {what} » ne faisait partie d’aucun des rôles de {who} ici.";
        ended_of(who: &str, what: &str, role: &str, day: &str) = "“{what}” was part of the role {role} of {who}, which ended on {day}.", "« {what} » faisait partie du rôle {role} de {who}, qui a pris fin le {day}.";
        out_of_scope_of(who: &str, what: &str, role: &str) = "The role {role} of {who} allowed “{what}” only for a part of this space, and this was not in it.", "Le rôle {role} de {who} permettait « {what} » seulement pour une partie de cet espace, et ceci n’en faisait pas partie.";
        viewing_as_of(who: &str) = "{who} looked at the space as another member, and in that view one only looks.", "{who} voyait l’espace comme un autre membre, et dans cette vue on ne fait que regarder.";
        viewing_lacks_of(who: &str, what: &str) = "{who} looked at the space as another member, who does not have “{what}” here.", "{who} voyait l’espace comme un autre membre, qui n’a pas « {what} » ici.";
        holds_more_of(who: &str) = "That member may do more than {who}, and nobody sees the space through the eyes of somebody who may do more.", "Ce membre a plus de droits que {who}, et personne ne voit l’espace à travers les yeux de quelqu’un qui a plus de droits.";
        second_factor_of(who: &str) = "This space asks for a second factor, and {who} had shown none.", "Cet espace demande un second facteur, et {who} n’en avait pas présenté.";
        frozen = "Your membership is frozen: the space’s plan has room for fewer members. You sign in and look as before, and change nothing until there is room again.", "Votre place de membre est gelée : la formule de l’espace a de la place pour moins de membres. Vous vous connectez et consultez comme avant, sans rien modifier jusqu’à ce qu’il y ait de la place.";
        frozen_of(who: &str) = "The membership of {who} is frozen: the space’s plan has room for fewer members.", "La place de membre de {who} est gelée : la formule de l’espace a de la place pour moins de membres.";
        provider_of(who: &str) = "This space asks its members to sign in through its own provider, and {who} had come another way.", "Cet espace demande de se connecter par son propre fournisseur, et {who} n’est pas passé par lui.";
        by_people(who: &str) = "{who} can change that.", "{who} peut changer cela.";
        by_team_managers = "Somebody who manages the team can change that.", "Une personne qui gère l’équipe peut changer cela.";
        by_owners = "An owner of the space can change that.", "Un propriétaire de l’espace peut changer cela.";
        by_key_managers = "Somebody who manages API keys can change that.", "Une personne qui gère les clés d’API peut changer cela.";
        by_provider = "Your provider can change that.", "Votre fournisseur peut changer cela.";
        or = "or", "ou";
    }
}

impl Permission {
    /// The permission's name and, in a sentence, what it allows.
    pub const fn texts(self, locale: Locale) -> (&'static str, &'static str) {
        let say = Words(locale);
        match self {
            Self::ViewOverview => (say.view_overview(), say.view_overview_text()),
            Self::ViewEvents => (say.view_events(), say.view_events_text()),
            Self::ViewMailFlow => (say.view_mail_flow(), say.view_mail_flow_text()),
            Self::ManageMailFlow => (say.manage_mail_flow(), say.manage_mail_flow_text()),
            Self::ViewPolicyAgents => (say.view_policy_agents(), say.view_policy_agents_text()),
            Self::ManagePolicyAgents => (say.manage_policy_agents(), say.manage_policy_agents_text()),
            Self::ManageEnvironments => (say.manage_environments(), say.manage_environments_text()),
            Self::ManageSharing => (say.manage_sharing(), say.manage_sharing_text()),
            Self::ManageApiKeys => (say.manage_api_keys(), say.manage_api_keys_text()),
            Self::ViewPlan => (say.view_plan(), say.view_plan_text()),
            Self::ViewTeam => (say.view_team(), say.view_team_text()),
            Self::ManageTeam => (say.manage_team(), say.manage_team_text()),
            Self::ManageRoles => (say.manage_roles(), say.manage_roles_text()),
            Self::ManageOwners => (say.manage_owners(), say.manage_owners_text()),
            Self::ViewAs => (say.view_as(), say.view_as_text()),
            Self::ViewAudit => (say.view_audit(), say.view_audit_text()),
            Self::ManageSecurity => (say.manage_security(), say.manage_security_text()),
            Self::ManageSettings => (say.manage_settings(), say.manage_settings_text()),
            Self::ViewInvoices => (say.view_invoices(), say.view_invoices_text()),
            Self::ManageInvoices => (say.manage_invoices(), say.manage_invoices_text()),
            Self::OpenDeepLinks => (say.open_deep_links(), say.open_deep_links_text()),
            Self::ManageAlerts => (say.manage_alerts(), say.manage_alerts_text()),
        }
    }
}

impl PermissionSet {
    /// The names of its permissions.
    pub fn titles(self, locale: Locale) -> String {
        self.iter().map(|permission| permission.texts(locale).0).collect::<Vec<_>>().join(", ")
    }
}

impl Role {
    /// The role's name and, in a sentence, what it is for.
    pub const fn texts(self, locale: Locale) -> (&'static str, &'static str) {
        let say = Words(locale);
        match self {
            Self::Owner => (say.owner(), say.owner_text()),
            Self::Admin => (say.admin(), say.admin_text()),
            Self::Billing => (say.billing(), say.billing_text()),
            Self::Operator => (say.operator(), say.operator_text()),
            Self::Member => (say.member(), say.member_text()),
            Self::Viewer => (say.viewer(), say.viewer_text()),
            Self::Guest => (say.guest(), say.guest_text()),
        }
    }
}

impl RoleName {
    /// What people call the role.
    pub fn title(&self, locale: Locale) -> &str {
        match self {
            Self::BuiltIn(role) => role.texts(locale).0,
            Self::Custom { name, .. } => name,
        }
    }
}

impl Decision {
    /// Why the decision is what it is.
    pub fn reason(&self, locale: Locale) -> String {
        let say = Words(locale);
        let what = self.permission.texts(locale).0;
        let role = self.role.as_ref().map(|role| role.title(locale));
        match (self.rule, role) {
            (Rule::Granted, Some(role)) => say.granted(what, role),
            (Rule::Granted, None) => say.granted_plain(what),
            (Rule::Ended, Some(role)) => say.ended(what, role, &day(self.ends_at.unwrap_or_default())),
            (Rule::OutOfScope, Some(role)) => say.out_of_scope(what, role),
            (Rule::NotAMember, _) => say.not_a_member().to_owned(),
            (Rule::NoRole | Rule::Ended | Rule::OutOfScope, _) => say.no_role(what),
            (Rule::KeyScope, _) => say.key_scope(what),
            (Rule::KeyResource, _) => say.key_resource().to_owned(),
            (Rule::ViewAs, _) if self.permission.is_read_only() => say.viewing_lacks(what),
            (Rule::ViewAs, _) => say.viewing_as().to_owned(),
            (Rule::HoldsMore, _) => say.holds_more().to_owned(),
            (Rule::OwnersAlone, _) => say.owners_alone(what),
            (Rule::OwnersProvider, _) => say.owners_provider().to_owned(),
            (Rule::LastOwner, _) => say.last_owner().to_owned(),
            (Rule::SecondFactor, _) => say.second_factor().to_owned(),
            (Rule::Provider, _) => say.provider().to_owned(),
            (Rule::Frozen, _) => say.frozen().to_owned(),
            (Rule::Quota, _) => {
                let Some(Usage { quota, limit, used }) = self.usage else { return String::new() };
                limits::reached(locale, quota, used, limit.number().unwrap_or_default())
            }
        }
    }

    /// The same of somebody else, whom `who` names: what was decided is told to others too.
    pub fn reason_of(&self, locale: Locale, who: &str) -> String {
        let say = Words(locale);
        let what = self.permission.texts(locale).0;
        let role = self.role.as_ref().map(|role| role.title(locale));
        match (self.rule, role) {
            (Rule::Ended, Some(role)) => {
                say.ended_of(who, what, role, &day(self.ends_at.unwrap_or_default()))
            }
            (Rule::OutOfScope, Some(role)) => say.out_of_scope_of(who, what, role),
            (Rule::NotAMember, _) => say.not_a_member_of(who),
            (Rule::NoRole | Rule::Ended | Rule::OutOfScope, _) => say.no_role_of(who, what),
            (Rule::ViewAs, _) if self.permission.is_read_only() => say.viewing_lacks_of(who, what),
            (Rule::ViewAs, _) => say.viewing_as_of(who),
            (Rule::HoldsMore, _) => say.holds_more_of(who),
            (Rule::SecondFactor, _) => say.second_factor_of(who),
            (Rule::Provider, _) => say.provider_of(who),
            (Rule::Frozen, _) => say.frozen_of(who),
            (
                Rule::Granted
                | Rule::KeyScope
                | Rule::KeyResource
                | Rule::OwnersAlone
                | Rule::OwnersProvider
                | Rule::LastOwner
                | Rule::Quota,
                _,
            ) => self.reason(locale),
        }
    }

    /// Who can change it; by their addresses where `who` names some.
    pub fn remedy(&self, locale: Locale, who: &[String]) -> String {
        let say = Words(locale);
        let by = match self.changer {
            Changer::Nobody | Changer::Yourself => return String::new(),
            Changer::TeamManagers => say.by_team_managers(),
            Changer::Owners => say.by_owners(),
            Changer::KeyManagers => say.by_key_managers(),
            Changer::Provider => say.by_provider(),
        };
        match who {
            [] => by.to_owned(),
            [one] => say.by_people(one),
            [most @ .., last] => say.by_people(&format!("{} {} {last}", most.join(", "), say.or())),
        }
    }

    /// The reason and the remedy.
    pub fn sentence(&self, locale: Locale, who: &[String]) -> String {
        let (reason, remedy) = (self.reason(locale), self.remedy(locale, who));
        if remedy.is_empty() { reason } else { format!("{reason} {remedy}") }
    }
}

impl Error {
    /// The permission whose lack this error tells, if it does.
    pub fn forbidden(&self) -> Option<Permission> {
        match self {
            Self::Forbidden { decision, .. } => Some(decision.permission),
            _ => None,
        }
    }
}

/// The day of an instant in UTC, as ISO 8601 writes it. The browser has no calendar library, so this is
/// the plain arithmetic of the proleptic Gregorian calendar.
fn day(at: Micros) -> String {
    let days = at.div_euclid(crate::DAY) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(day(0), "1970-01-01");
        assert_eq!(day(951_782_400_000_000), "2000-02-29");
        assert_eq!(day(1_795_262_400_000_000), "2026-11-21");
        assert_eq!(day(-1), "1969-12-31");
    }
}

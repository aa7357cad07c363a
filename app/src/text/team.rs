//! What the pages of the team and of invitations say.

use super::Say;

domain::texts! {
    impl Say {

        team_lead = "Who belongs to this space, and what each may do.", "Qui fait partie de cet espace, et ce que chacun peut faire.";
        team_members = "Members", "Membres";
        member_person = "Person", "Personne";
        member_you = "you", "vous";
        member_roles = "Roles", "Rôles";
        member_since = "Since", "Depuis";
        holds_nothing = "no role: may do nothing here", "aucun rôle : ne peut rien faire ici";
        whole_space = "The whole space", "Tout l’espace";
        part_environment(name: &str) = "Environment {name}", "Environnement {name}";
        part_other = "A part of the space", "Une partie de l’espace";
        until_day(day: &str) = "until {day}", "jusqu’au {day}";
        ended_on(day: &str) = "ended on {day}", "terminé le {day}";

        seats_of(what: &str, used: &str, limit: &str) = "{what}: {used} of {limit}", "{what} : {used} sur {limit}";
        seats_unlimited(what: &str, used: &str) = "{what}: {used}, without limit", "{what} : {used}, sans limite";
        seats_hint = "Open invitations count.", "Les invitations en attente comptent.";
        pending = "Open invitations", "Invitations en attente";
        pending_expires = "Link valid until", "Lien valable jusqu’au";
        pending_unbacked = "Lets nobody in: whoever invited may not any more. Send it again yourself, or withdraw it.", "N’ouvre plus rien : la personne qui a invité n’en a plus le droit. Renvoyez-la vous-même, ou retirez-la.";
        pending_expired = "expired", "expirée";
        invite_again = "Send again", "Renvoyer";
        invite_withdraw = "Withdraw", "Retirer";
        invite_lead = "Each gets a mail with a link; nothing happens before they accept. Inviting somebody again replaces the older invitation.", "Chacun reçoit un message avec un lien ; rien ne se passe avant son accord. Inviter à nouveau remplace l’invitation précédente.";
        invite_emails = "E-mail addresses", "Adresses e-mail";
        invite_emails_hint = "One per line, or a pasted list.", "Une par ligne, ou une liste collée.";
        invite_personal = "In a personal space you can invite guests, who only look. For a team, make it a company space under Settings.", "Dans un espace personnel, vous pouvez inviter des personnes qui regardent seulement. Pour une équipe, faites-en un espace d’entreprise dans les réglages.";
        invite_domains(domains: &str) = "Only addresses at {domains} can be invited.", "Seules les adresses de {domains} peuvent être invitées.";
        invite_send = "Send invitations", "Envoyer les invitations";
        grant_role = "Role", "Rôle";
        grant_role_hint = "Roles you cannot choose hold something you do not have yourself.", "Les rôles non sélectionnables contiennent un droit que vous n’avez pas vous-même.";
        grant_scope = "Applies to", "S’applique à";
        grant_scope_hint(what: &str) = "For a part of the space, a role gives only this: {what}. Everything else concerns the space as a whole, and needs a role for the whole space.", "Pour une partie de l’espace, un rôle ne donne que ceci : {what}. Tout le reste concerne l’espace entier et demande un rôle qui s’applique à tout l’espace.";
        works_there(what: &str) = "Only this of the role works there: {what}.", "De ce rôle, seul ceci s’y applique : {what}.";
        preview_no_end = "no end", "sans fin";
        grant_ends = "Last day", "Dernier jour";
        grant_ends_hint = "Access ends by itself after this day. Useful for guests.", "L’accès prend fin de lui-même après ce jour. Utile pour les invités.";

        email_domains = "Allowed e-mail domains", "Domaines de messagerie autorisés";
        email_domains_lead = "When there is at least one, only addresses at these domains can be invited and accept. Whoever belongs to the space already stays.", "S’il y en a au moins un, seules les adresses de ces domaines peuvent être invitées et accepter. Les personnes déjà présentes restent.";
        email_domains_any = "Any address can be invited.", "Toute adresse peut être invitée.";
        email_domains_names = "Domains to allow", "Domaines à autoriser";
        email_domains_hint = "One per line, or a pasted list, such as example.com. A name below it counts as another domain.", "Un par ligne, ou une liste collée, par exemple exemple.fr. Un sous-domaine compte comme un autre domaine.";
        email_domains_add = "Allow domains", "Autoriser ces domaines";
        email_domains_remove(name: &str) = "Stop allowing {name}", "Ne plus autoriser {name}";

        leave_lost = "You lose access at once. Somebody who manages the team has to invite you again for you to come back.", "Vous perdez l’accès aussitôt. Pour revenir, il faut que quelqu’un qui gère l’équipe vous invite à nouveau.";
        leave_button = "Leave", "Quitter";

        own_limits_title = "Own limits", "Limites propres";
        own_limits_lead = "What this person may use at most, within what the plan gives to all.", "Ce que cette personne peut utiliser au plus, dans ce que la formule donne à tous.";
        own_limits_plan(plan: &str, used: &str) = "The plan gives {plan} to all. This person has used {used}. Empty: no limit of their own.", "La formule donne {plan} à tous. Cette personne en a utilisé {used}. Vide : pas de limite propre.";
        own_limits_save(what: &str) = "Save the limit of {what}", "Enregistrer la limite : {what}";

        give_title = "Give one more role", "Donner un rôle de plus";
        give_button = "Give the role", "Donner le rôle";
        change_button = "Change", "Modifier";
        take_button = "Take this role away", "Retirer ce rôle";
        remove_title = "Remove from the space", "Retirer de l’espace";
        remove_lost = "Access ends at once, and invitations this person sent are withdrawn. What they did stays in the audit log.", "L’accès prend fin aussitôt, et les invitations envoyées par cette personne sont retirées. Ce qu’elle a fait reste dans le journal d’audit.";
        remove_button = "Remove", "Retirer";
        hand_over_title = "Hand the space over", "Transmettre l’espace";
        hand_over_lead(email: &str) = "{email} becomes the owner in your place, at once. Only they can give it back.", "{email} devient propriétaire à votre place, aussitôt. Seule cette personne peut vous le rendre.";
        hand_over_stay = "What you are afterwards", "Ce que vous êtes ensuite";
        hand_over_admin = "Admin", "Administrateur";
        hand_over_admin_hint = "You keep everything but deciding who owns the space.", "Vous gardez tout, sauf décider qui possède l’espace.";
        hand_over_member = "Member", "Membre";
        hand_over_member_hint = "You see the mail side and the team.", "Vous voyez le courrier et l’équipe.";
        hand_over_leave = "No member any more", "Plus membre";
        hand_over_leave_hint = "You leave the space.", "Vous quittez l’espace.";
        hand_over_button = "Hand over", "Transmettre";

        invitation_title = "You are invited", "Vous êtes invité";
        invitation_lead(inviter: &str, space: &str) = "{inviter} invites you to the space “{space}”.", "{inviter} vous invite dans l’espace « {space} ».";
        invitation_for = "For", "Pour";
        invitation_accept = "Accept and open the space", "Accepter et ouvrir l’espace";
        invitation_decline = "Decline", "Refuser";
        invitation_new(email: &str) = "Choose a password, and {email} has an account. No further mail is needed.", "Choisissez un mot de passe et {email} a un compte. Aucun autre message n’est nécessaire.";
        invitation_sign_in(email: &str) = "{email} has an account. Sign in and come back here to accept.", "{email} a un compte. Connectez-vous et revenez ici pour accepter.";
        invitation_vouched(title: &str, email: &str) = "{title} confirms that you are {email}. Accepting makes your account; you sign in through {title} from then on.", "{title} confirme que vous êtes {email}. Accepter crée votre compte ; vous vous connecterez ensuite par {title}.";
        invitation_known(title: &str, email: &str) = "{email} has an account that is not linked to {title} yet. Sign in to it once the way you know, and you come back here.", "{email} a un compte qui n’est pas encore associé à {title}. Connectez-vous une fois comme d’habitude et vous reviendrez ici.";
        invitation_arrived_other(title: &str, mine: &str, theirs: &str) = "At {title} you are {mine}. This invitation is for {theirs}.", "Chez {title}, vous êtes {mine}. Cette invitation est pour {theirs}.";
        invitation_arrived_stay(email: &str) = "Go on as {email} without this invitation", "Continuer comme {email} sans cette invitation";
        invitation_go_on(email: &str) = "Go on as {email}", "Continuer comme {email}";
        invitation_unverified(title: &str) = "{title} tells us no e-mail address that we can rely on, so it cannot open this invitation.", "{title} ne nous indique pas d’adresse e-mail sûre et ne peut donc pas ouvrir cette invitation.";
        invitation_other(mine: &str, theirs: &str) = "You are signed in as {mine}. This invitation is for {theirs}.", "Vous êtes connecté comme {mine}. Cette invitation est pour {theirs}.";
        invitation_switch(email: &str) = "Sign out and go on as {email}", "Se déconnecter et continuer comme {email}";
        invitation_stay(email: &str) = "Stay signed in as {email}", "Rester connecté comme {email}";
        invitation_closed = "This invitation cannot be accepted", "Cette invitation ne peut pas être acceptée";

        company_title = "Make it a company space", "En faire un espace d’entreprise";
        company_lead = "For a team: you can then invite people in every role. Domains, networks, policy agents, events and the address of the space stay as they are.", "Pour une équipe : vous pourrez inviter des personnes dans tous les rôles. Domaines, réseaux, agents, événements et adresse de l’espace restent tels quels.";
        company_plan(before: &str, after: &str) = "The plan changes from {before} to {after}.", "La formule passe de {before} à {after}.";
        company_once = "It cannot become a personal space again.", "Il ne pourra pas redevenir un espace personnel.";
        company_button = "Make it a company space", "En faire un espace d’entreprise";
    }
}

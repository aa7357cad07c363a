//! What the pages of signing in through a provider say.

use super::Say;

domain::texts! {
    impl Say {
        provider_or = "or", "ou";
        provider_continue(title: &str) = "Continue with {title}", "Continuer avec {title}";
        provider_leaving(title: &str) = "On the way to {title}", "En route vers {title}";
        provider_leaving_lead = "You sign in there and come back here. If nothing happens, use the button.", "Vous vous y connectez puis revenez ici. Si rien ne se passe, utilisez le bouton.";
        provider_open_lead(title: &str) = "You sign in at {title} and come back here.", "Vous vous connectez chez {title} puis revenez ici.";
        provider_home_lead(title: &str, domain: &str) = "Addresses of {domain} sign in through {title}.", "Les adresses de {domain} se connectent par {title}.";
        provider_confirm_lead(title: &str) = "Prove once more at {title} that it is you.", "Confirmez à nouveau chez {title} que c’est bien vous.";
        provider_password_instead = "Sign in with a password instead", "Se connecter plutôt avec un mot de passe";
        provider_other_way = "Sign in another way", "Se connecter autrement";
        provider_to_account = "Go to your account", "Aller à votre compte";

        fault_title = "You are not signed in", "Vous n’êtes pas connecté";
        fault_denied(title: &str) = "{title} did not let you through, or you declined. Nothing has changed. Try again, or sign in another way.", "{title} ne vous a pas laissé passer, ou vous avez refusé. Rien n’a changé. Réessayez, ou connectez-vous autrement.";
        fault_failed(title: &str) = "{title} answered with an error. Nothing has changed. Try again in a moment; if it stays, tell whoever runs this console.", "{title} a répondu par une erreur. Rien n’a changé. Réessayez dans un instant ; si cela persiste, prévenez la personne qui gère cette console.";
        fault_incomplete(title: &str) = "{title} answers, but what it tells of itself cannot be used. Nothing has changed. Sign in another way, and tell whoever runs this console.", "{title} répond, mais ce qu’il indique de lui-même est inutilisable. Rien n’a changé. Connectez-vous autrement et prévenez l’exploitant de cette console.";
        fault_unreachable(title: &str) = "{title} cannot be reached at the moment. Nothing has changed. Try again in a moment, or sign in another way.", "{title} est injoignable pour le moment. Rien n’a changé. Réessayez dans un instant, ou connectez-vous autrement.";
        fault_unproven(title: &str) = "What {title} sent does not prove who you are, so it was not taken. Nothing has changed. Start again; if it stays, tell whoever runs this console.", "Ce que {title} a envoyé ne prouve pas qui vous êtes et n’a donc pas été accepté. Rien n’a changé. Recommencez ; si cela persiste, prévenez la personne qui gère cette console.";
        fault_expired = "This way back was used already, took too long, or was begun in another window. Nothing has changed. Start again here.", "Ce retour a déjà servi, a pris trop de temps ou a commencé dans une autre fenêtre. Rien n’a changé. Recommencez ici.";
        fault_other_account(title: &str) = "This person at {title}, or their address, belongs to another account here. Sign in to that account; you can link {title} there.", "Cette personne chez {title}, ou son adresse, appartient à un autre compte ici. Connectez-vous à ce compte ; vous pourrez y associer {title}.";
        fault_foreign_address(title: &str) = "{title} may only be used for addresses of its own space’s domains. Sign in another way.", "{title} ne sert que pour les adresses des domaines de son espace. Connectez-vous autrement.";
        fault_not_you(title: &str) = "That is somebody else at {title} than the one linked to your account. Nothing has changed. Try again as yourself.", "Ce n’est pas, chez {title}, la personne associée à votre compte. Rien n’a changé. Réessayez avec votre propre identité.";
        fault_not_anew(title: &str) = "{title} did not ask you just now who you are, so coming back from there proves nothing new. Nothing has changed. Prove it in another way, for example by a code that we mail you.", "{title} ne vous a pas demandé à l’instant qui vous êtes : en revenir ne prouve rien de nouveau. Rien n’a changé. Prouvez-le autrement, par exemple par un code reçu par e-mail.";
        spaces_closed = "Your other spaces need another proof that it is you", "Vos autres espaces demandent une autre preuve que c’est bien vous";
        fault_prove = "Prove it in another way", "Le prouver autrement";
        arrived_tenants_lead(title: &str) = "{title} opens its own space alone. To open a space of yours, we send you a mail to confirm your address.", "{title} n’ouvre que son propre espace. Pour ouvrir le vôtre, nous vous envoyons un message afin de confirmer votre adresse.";
        fault_signed_out = "You were signed out on the way. Sign in again, then start again.", "Vous avez été déconnecté en chemin. Reconnectez-vous, puis recommencez.";

        arrived_title = "One step left", "Plus qu’une étape";
        arrived_new_lead(title: &str, email: &str) = "{title} says you are {email}. No account here knows you yet: open a space of your own.", "{title} dit que vous êtes {email}. Aucun compte ne vous connaît encore ici : ouvrez votre propre espace.";
        arrived_unverified_lead(title: &str) = "You signed in at {title}, which tells us no e-mail address that we can rely on. Give us yours; a mail confirms it.", "Vous vous êtes connecté chez {title}, qui ne nous indique pas d’adresse e-mail sûre. Donnez-nous la vôtre ; un message la confirmera.";
        arrived_known_title = "You have an account already", "Vous avez déjà un compte";
        arrived_known_lead(email: &str, title: &str) = "{email} has an account here that is not linked to {title}. Sign in to it once the way you know; then you can link {title}.", "{email} a déjà un compte ici, qui n’est pas associé à {title}. Connectez-vous une fois comme d’habitude ; vous pourrez ensuite associer {title}.";
        arrived_have_account = "I have an account: sign in and link it", "J’ai un compte : me connecter et l’associer";
        arrived_link_title(title: &str) = "Link {title}", "Associer {title}";
        arrived_link_lead(title: &str, who: &str, email: &str) = "From now on {who} at {title} signs in to your account {email}.", "Désormais, {who} chez {title} se connectera à votre compte {email}.";
        arrived_link(title: &str) = "Link {title}", "Associer {title}";
        arrived_not_now = "Not now", "Pas maintenant";
        arrived_gone = "That was too long ago", "C’était il y a trop longtemps";
        arrived_gone_lead = "What the provider said about you is kept for an hour. Sign in there once more.", "Ce que le fournisseur a dit de vous est gardé une heure. Reconnectez-vous chez lui.";

        linked_title = "Linked providers", "Fournisseurs associés";
        linked_lead = "You can sign in through each of these.", "Vous pouvez vous connecter par chacun d’eux.";
        linked_none = "No provider is linked yet.", "Aucun fournisseur n’est associé pour l’instant.";
        link_another(title: &str) = "Link {title}", "Associer {title}";
        unlink = "Unlink", "Dissocier";
        unlink_which(title: &str) = "Unlink {title}", "Dissocier {title}";
        no_password_yet = "You have no password: you sign in through a provider. You can set one by mail.", "Vous n’avez pas de mot de passe : vous vous connectez par un fournisseur. Vous pouvez en définir un par e-mail.";
        set_password = "Set a password", "Définir un mot de passe";
    }
}

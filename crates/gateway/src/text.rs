//! What the gateway says itself.

domain::texts! {
    pub(crate) struct GatewayText {
        bad_address(program: &str) = "This address can be read in more than one way, so it was not passed on to {program}. Open it again from the console.", "Cette adresse peut se lire de plusieurs façons et n’a pas été transmise à {program}. Ouvrez-la à nouveau depuis la console.";
        bad_host = "Nothing is served under this host name.", "Rien n’est servi sous ce nom d’hôte.";
        method = "This method is not passed on.", "Cette méthode n’est pas transmise.";
        other_site(program: &str) = "This request comes from a page of another site, so nothing was passed on to {program}. Open it again from the console.", "Cette requête vient d’une page d’un autre site et n’a pas été transmise à {program}. Ouvrez à nouveau depuis la console.";
        ticket = "This way in was used already or is too old: it opens once, within a minute. Open the link again from the console.", "Cet accès a déjà servi ou n’est plus valable : il s’ouvre une seule fois, en une minute. Ouvrez à nouveau le lien depuis la console.";
        signed_out(program: &str) = "You are not signed in to {program} any more. Open it again from the console.", "Vous n’êtes plus connecté à {program}. Ouvrez-le à nouveau depuis la console.";
        closed(program: &str) = "This part of {program} is not open here. What it is for is done in the console.", "Cette partie de {program} n’est pas ouverte ici. Ce qu’elle fait se fait dans la console.";
        not_yours(program: &str) = "You have no access to this space in {program}, or have it no more. Open one of yours from the console.", "Vous n’avez pas, ou plus, accès à cet espace dans {program}. Ouvrez l’un des vôtres depuis la console.";
        nameless(program: &str) = "This address of {program} does not say which space it is for. Open it in one of yours:", "Cette adresse de {program} ne dit pas pour quel espace elle vaut. Ouvrez-la dans l’un des vôtres :";
        read_only(program: &str) = "You may look at this space in {program}, not change it. Nothing was changed.", "Vous pouvez consulter cet espace dans {program}, pas le modifier. Rien n’a été modifié.";
        too_large(limit: &str) = "Too much was sent at once: the limit is {limit} MB. Send it in smaller parts.", "Envoi trop volumineux : la limite est de {limit} Mo. Envoyez en plusieurs fois.";
        down(program: &str) = "{program} does not answer at the moment. Your data is kept, and the console goes on working; try again in a minute.", "{program} ne répond pas pour l’instant. Vos données sont conservées et la console fonctionne ; réessayez dans une minute.";
        slow(program: &str) = "{program} took too long to answer. Try again, or choose a shorter period.", "{program} a mis trop de temps à répondre. Réessayez, ou choisissez une période plus courte.";
        astray(program: &str) = "{program} led to an address that is not open here; perhaps it does not know you yet. Open it again from the console in a minute.", "{program} a renvoyé vers une adresse qui n’est pas ouverte ici ; peut-être ne vous connaît-il pas encore. Ouvrez à nouveau depuis la console dans une minute.";
        unavailable = "Whether you may pass could not be found out. Nothing was passed on; try again in a minute.", "Impossible de vérifier si vous pouvez passer. Rien n’a été transmis ; réessayez dans une minute.";
        not_found = "There is nothing at this address.", "Il n’y a rien à cette adresse.";
        no_socket = "No socket is opened at this address.", "Aucun socket ne s’ouvre à cette adresse.";
        back = "Back to the console", "Retour à la console";
    }
}

/// Every text of this crate as it is written.
pub fn written() -> impl Iterator<Item = domain::text::Written> {
    WRITTEN.iter().copied()
}

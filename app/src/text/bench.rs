//! The rules in words, what the bench says, and what is proposed on mail flow.

use super::Say;

domain::texts! {
    impl Say {
        rule_recipient_relayed = "the recipient’s domain is one you relay for", "le domaine du destinataire est relayé par vous";
        rule_network_local = "the client is in one of your networks, the recipient’s domain is local", "le client est dans un de vos réseaux, le domaine du destinataire est local";
        rule_authenticated_local = "the client is authenticated, the recipient’s domain is local", "le client est authentifié, le domaine du destinataire est local";
        rule_outside_local = "the client is outside, the recipient’s domain is local", "le client est à l’extérieur, le domaine du destinataire est local";
        rule_network_elsewhere = "the client is in one of your networks, the recipient is elsewhere", "le client est dans un de vos réseaux, le destinataire est ailleurs";
        rule_authenticated_elsewhere = "the client is authenticated, the recipient is elsewhere", "le client est authentifié, le destinataire est ailleurs";
        rule_outside_elsewhere = "neither the client nor the recipient is yours", "ni le client ni le destinataire ne sont à vous";
        rule_same_message = "an earlier request of the same message", "une requête précédente du même message";
        rule_no_recipient = "no recipient was named at this stage", "aucun destinataire nommé à cette étape";

        bench_lead = "Which way would this go, and what would a change move? Nothing here changes anything.", "Dans quel sens irait cette requête, et que déplacerait un changement ? Rien ici ne modifie quoi que ce soit.";
        bench_open = "Try it on the bench", "Essayer sur le banc d’essai";
        bench_lay_on = "Lay this request on the bench", "Poser cette requête sur le banc d’essai";
        bench_request = "A policy request", "Une requête de politique";
        bench_request_hint = "The name=value lines that Postfix sends, or a whole record from the page of an event.", "Les lignes nom=valeur qu’envoie Postfix, ou un enregistrement complet pris sur la page d’un événement.";
        bench_alone = "The bench sees this request alone. One without a recipient takes the direction of its message’s first recipient where it is counted.", "Le banc ne voit que cette requête. Sans destinataire, elle prend à la réception la direction du premier destinataire de son message.";
        bench_ask = "Which way?", "Dans quel sens ?";
        bench_otherwise = "For another answer", "Pour une autre réponse";
        bench_client_network(address: &str, network: &str) = "{address}, inside: it lies in your network {network}", "{address}, à l’intérieur : dans votre réseau {network}";
        bench_client_user(user: &str) = "signed in as {user}, so inside", "authentifié comme {user}, donc à l’intérieur";
        bench_client_outside(address: &str) = "{address}, outside: in none of your networks and not signed in", "{address}, à l’extérieur : dans aucun de vos réseaux, et non authentifié";
        bench_client_unknown = "not said, so outside", "non indiqué, donc à l’extérieur";
        bench_recipient_not_named = "none is named", "aucun n’est nommé";
        bench_recipient_bare = "an address without a domain, which is delivered here", "une adresse sans domaine, remise ici";
        bench_recipient_local(domain: &str) = "{domain}, declared as local", "{domain}, déclaré local";
        bench_recipient_relay(domain: &str) = "{domain}, declared as relayed", "{domain}, déclaré comme relayé";
        bench_recipient_elsewhere(domain: &str) = "{domain}, which is not declared", "{domain}, qui n’est pas déclaré";
        bench_if_local(name: &str) = "With {name} declared as local:", "Avec {name} déclaré local :";
        bench_if_relay(name: &str) = "With {name} declared as relayed:", "Avec {name} déclaré comme relayé :";
        bench_if_network(network: &str) = "With the network {network}:", "Avec le réseau {network} :";
        bench_if_without(what: &str) = "Without {what}:", "Sans {what} :";
        bench_recent = "Or take a recent one", "Ou prenez-en une récente";
        bench_recent_none = "No request with a recipient has come yet.", "Aucune requête avec destinataire n’est encore arrivée.";
        bench_draft = "Try a change", "Essayer un changement";
        bench_draft_lead = "What would move among the newest requests that are kept, before anything is saved. Requests that were counted keep their direction in any case.", "Ce qui changerait de direction parmi les dernières requêtes conservées, avant tout enregistrement. Les requêtes déjà comptées gardent de toute façon leur direction.";
        bench_local = "Domains that would be local", "Domaines qui seraient locaux";
        bench_relay = "Domains that would be relayed", "Domaines qui seraient relayés";
        bench_networks = "Networks that would be yours", "Réseaux qui seraient à vous";
        bench_list_hint = "One per line, or a pasted list.", "Un par ligne, ou une liste collée.";
        bench_without = "Without these", "Sans ceux-ci";
        bench_without_hint = "Domains and networks of your lists that would go.", "Domaines et réseaux de vos listes qui disparaîtraient.";
        bench_last = "Replay", "Rejouer";
        bench_last_few = "the last 1,000 requests", "les 1 000 dernières requêtes";
        bench_last_many = "the last 100,000 requests", "les 100 000 dernières requêtes";
        bench_replay = "See what moves", "Voir ce qui change";
        bench_moves = "What would move", "Ce qui changerait";
        bench_looked_at(count: &str, since: &str) = "Looked at {count} requests since {since}.", "{count} requêtes examinées depuis le {since}.";
        bench_looked_at_none = "There is no request to replay yet.", "Il n’y a encore aucune requête à rejouer.";
        bench_nothing_moves = "Nothing would move.", "Rien ne changerait.";
        bench_from = "From", "De";
        bench_to = "To", "Vers";
        bench_count = "Requests", "Requêtes";
        bench_examples = "The newest of them", "Les plus récentes";
        bench_example(number: &str) = "event {number}", "événement {number}";
        bench_save_local(names: &str) = "Declare as local: {names}", "Déclarer comme locaux : {names}";
        bench_save_relay(names: &str) = "Declare as relayed: {names}", "Déclarer comme relayés : {names}";
        bench_save_networks(names: &str) = "Declare the networks: {names}", "Déclarer les réseaux : {names}";
        bench_save_others = "A kind is changed, and something is taken out, in the lists of", "Changer un type et retirer une entrée se font dans les listes de";

        proposals = "Proposals", "Propositions";
        proposals_lead = "Seen in the last seven days, and not declared or worth a look. It is looked for once an hour, in the newest 20,000 events.", "Vu ces sept derniers jours, et non déclaré ou méritant un coup d’œil. La recherche a lieu toutes les heures, dans les 20 000 derniers événements.";
        proposals_none = "Nothing to propose.", "Rien à proposer.";
        proposals_look = "Look again now", "Chercher de nouveau";
        proposals_hint_one = "Something was seen that is not declared, or that looks odd.", "Quelque chose a été vu qui n’est pas déclaré, ou qui paraît étrange.";
        proposals_hint(count: &str) = "{count} things were seen that are not declared, or that look odd.", "{count} choses ont été vues qui ne sont pas déclarées, ou qui paraissent étranges.";
        proposals_go = "Look at the proposals", "Voir les propositions";
        proposal_subdomain(name: &str) = "Mail goes to {name}, which is not declared", "Du courrier va vers {name}, qui n’est pas déclaré";
        proposal_subdomain_text = "It lies under a domain of yours, and a name does not speak for its subdomains.", "Ce nom est sous un de vos domaines, et un nom ne vaut pas pour ses sous-domaines.";
        proposal_subdomain_seen(seen: &str, beside: &str, since: &str) = "{seen} of {beside} requests to domains that are not yours, since {since}.", "{seen} des {beside} requêtes vers des domaines qui ne sont pas à vous, depuis le {since}.";
        proposal_own_sender(name: &str) = "{name} sends with your domains from outside", "{name} envoie avec vos domaines depuis l’extérieur";
        proposal_own_sender_text = "If it is a host of yours, declare it. If it is not, somebody forges your addresses: SPF and DMARC tell receivers so.", "Si c’est une de vos machines, déclarez-la. Sinon, quelqu’un usurpe vos adresses : SPF et DMARC le disent aux destinataires.";
        proposal_own_sender_seen(seen: &str, beside: &str, since: &str) = "{seen} of its {beside} requests had a sender of yours, since {since}.", "{seen} de ses {beside} requêtes avaient un expéditeur à vous, depuis le {since}.";
        proposal_loopback(name: &str) = "The mail server itself, {name}, counts as outside", "Le serveur de messagerie lui-même, {name}, compte comme extérieur";
        proposal_loopback_text = "Programs on that host send through it. Declare the address, so that their mail counts as yours.", "Des programmes de cette machine envoient par ce biais. Déclarez l’adresse pour que leur courrier compte comme le vôtre.";
        proposal_loopback_seen(seen: &str, since: &str) = "{seen} requests without sign-in, since {since}.", "{seen} requêtes sans authentification, depuis le {since}.";
        proposal_many_senders(name: &str) = "{name}, inside, sends for many strangers", "{name}, à l’intérieur, envoie pour beaucoup d’inconnus";
        proposal_many_senders_text = "That is what a gateway of containers or an address translation looks like: mail from outside counts as internal, because Postfix sees the gateway. Hand the client’s true address through (host network, PROXY protocol or XCLIENT), or declare narrower networks without it. If it is a forwarder or a list server, all is well.", "C’est l’aspect d’une passerelle de conteneurs ou d’une traduction d’adresses : le courrier de l’extérieur compte comme interne, car Postfix ne voit que la passerelle. Transmettez la vraie adresse du client (réseau de l’hôte, protocole PROXY ou XCLIENT), ou déclarez des réseaux plus étroits sans elle. Si c’est un serveur de redirection ou de listes, tout va bien.";
        proposal_many_senders_seen(seen: &str, beside: &str, since: &str) = "{seen} requests with {beside} senders that are not yours, since {since}.", "{seen} requêtes avec {beside} expéditeurs qui ne sont pas à vous, depuis le {since}.";
        proposal_sudden_user(name: &str) = "{name} suddenly sends far more than usual", "{name} envoie soudain bien plus que d’habitude";
        proposal_sudden_user_text = "A stolen password looks like this. Change it, and look at what the mail server still has in its queue.", "C’est l’aspect d’un mot de passe volé. Changez-le, et regardez ce que le serveur a encore en file d’attente.";
        proposal_sudden_user_seen(seen: &str, beside: &str) = "{seen} requests in an hour; usual at this time of the day: {beside}.", "{seen} requêtes en une heure ; d’habitude à cette heure du jour : {beside}.";
        proposal_example = "An example", "Un exemple";
        proposal_declare_local(name: &str) = "Declare {name} as local", "Déclarer {name} comme local";
        proposal_declare_relay(name: &str) = "Declare {name} as relayed", "Déclarer {name} comme relayé";
        proposal_declare_network(name: &str) = "Declare {name} as yours", "Déclarer {name} comme vôtre";
        proposal_put_aside = "Not ours, put aside", "Pas à nous, écarter";
        proposal_put_aside_odd = "All is well, put aside", "Tout va bien, écarter";
        proposals_aside(count: &str) = "Put aside: {count}", "Écartées : {count}";
        proposal_take_back = "Take back", "Reprendre";
    }
}

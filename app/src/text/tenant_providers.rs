//! What the settings say of a tenant's own provider and e-mail domains.

use super::Say;

domain::texts! {
    impl Say {
        proved_domains_title = "Domains of your own", "Vos domaines";
        proved_domains_lead = "Prove that an e-mail domain is yours; then your own identity provider may sign in its addresses. Leave the record where it is: it is looked for every day, and when it has been gone for seven days the domain counts no more. Its addresses then sign in another way, and the provider is no longer demanded of them.", "Prouvez qu’un domaine d’e-mail est à vous ; votre fournisseur d’identité pourra alors connecter ses adresses. Laissez l’enregistrement en place : nous le vérifions chaque jour et, s’il a disparu depuis sept jours, le domaine ne compte plus. Ses adresses se connectent alors autrement, et le fournisseur n’est plus exigé d’elles.";
        proved_domain_missing = "record gone", "enregistrement disparu";
        proved_domain_gone(since: &str, until: &str) = "The record has been gone since {since}. The domain still counts until {until}; publish the record again before.", "L’enregistrement a disparu depuis le {since}. Le domaine compte encore jusqu’au {until} ; republiez l’enregistrement d’ici là.";
        proved_domain_lost(since: &str) = "The record has been gone since {since}, so the domain counts no more. Publish it again, then check it.", "L’enregistrement a disparu depuis le {since} : le domaine ne compte plus. Republiez-le, puis vérifiez-le.";
        proved_domain = "Domain", "Domaine";
        proved_domain_hint = "What stands behind the @, such as example.com.", "Ce qui suit le @, par exemple example.com.";
        proved_domain_add = "Add the domain", "Ajouter le domaine";
        proved_domain_record = "Publish this TXT record, then check it:", "Publiez cet enregistrement TXT, puis vérifiez-le :";
        proved_domain_check(name: &str) = "Check {name}", "Vérifier {name}";
        proved_domain_remove(name: &str) = "Remove {name}", "Retirer {name}";
        proved_domain_proved = "proved", "prouvé";
        proved_domain_waiting = "not proved yet", "pas encore prouvé";
        own_provider_title = "Your identity provider", "Votre fournisseur d’identité";
        own_provider_lead = "Members sign in through your own OpenID provider. It speaks for the addresses of your proved domains, and for no others, and opens this space alone: for their account and other spaces they prove in another way who they are.", "Les membres se connectent par votre propre fournisseur OpenID. Il vaut pour les adresses de vos domaines prouvés, et pour aucune autre, et n’ouvre que cet espace : pour leur compte et d’autres espaces, ils prouvent autrement qui ils sont.";
        own_provider_name = "Name on the button", "Nom sur le bouton";
        own_provider_issuer = "Issuer", "Émetteur (issuer)";
        own_provider_issuer_hint = "The https:// address the provider calls itself by; that of its openid-configuration will do.", "L’adresse https:// par laquelle le fournisseur se nomme ; celle de son openid-configuration convient aussi.";
        own_provider_client_id = "Client ID", "Identifiant client";
        own_provider_client_secret = "Client secret", "Secret client";
        own_provider_secret_hint = "Stored encrypted, and never shown again.", "Conservé chiffré, et jamais réaffiché.";
        own_provider_register = "Save the provider", "Enregistrer le fournisseur";
        own_provider_redirect = "Redirect URI to register there", "URI de redirection à y déclarer";
        own_provider_linked = "People linked", "Personnes associées";
        own_provider_required = "Members with an address in a proved domain must sign in through it. Owners can still use their password, should the provider fail.", "Les membres dont l’adresse est dans un domaine prouvé doivent passer par lui. Les propriétaires gardent leur mot de passe, en cas de panne du fournisseur.";
        own_provider_free = "Members may sign in through it, or another way.", "Les membres peuvent passer par lui, ou se connecter autrement.";
        own_provider_require = "Require it", "L’exiger";
        own_provider_release = "No longer require it", "Ne plus l’exiger";
        own_provider_delete = "Delete the provider", "Supprimer le fournisseur";
        own_provider_delete_hint = "Everybody linked through it signs in with a password or another way from then on.", "Toutes les personnes qui y sont associées se connecteront ensuite par mot de passe ou autrement.";
        own_provider_try(title: &str) = "Link yourself to {title} first, to try it", "Associez-vous d’abord à {title} pour l’essayer";
    }
}

//! What the account's pages say: passkeys, second factors, sessions, and the proofs asked for.

use super::Say;

domain::texts! {
    impl Say {
        account_sign_in = "Sign-in", "Connexion";

        passkeys = "Passkeys", "Clés d’accès";
        passkeys_lead = "Sign in with your fingerprint, your face or the PIN of a device or security key: no password, nothing to type.", "Connectez-vous avec votre empreinte, votre visage ou le code d’un appareil ou d’une clé de sécurité : pas de mot de passe, rien à saisir.";
        passkeys_impossible = "Passkeys need this console to be reached by https and a domain name. Ask whoever runs it.", "Les clés d’accès exigent que cette console soit jointe en https et par un nom de domaine. Adressez-vous à la personne qui la gère.";
        passkeys_need_script = "Passkeys need JavaScript, which is off in this browser.", "Les clés d’accès ont besoin de JavaScript, désactivé dans ce navigateur.";
        passkeys_insecure = "Browsers allow passkeys over https only, and this page came by http. Open it here:", "Les navigateurs n’acceptent les clés d’accès qu’en https, et cette page est venue en http. Ouvrez-la ici :";
        passkeys_address = "Passkeys belong to one address of this console, and you opened it at another. Open it here:", "Les clés d’accès sont liées à une adresse de cette console, et vous l’avez ouverte à une autre. Ouvrez-la ici :";
        passkeys_no_browser = "This browser has no passkeys. Use another browser, or another way.", "Ce navigateur n’a pas de clés d’accès. Utilisez-en un autre, ou un autre moyen.";
        passkeys_old_browser = "This browser is too old for passkeys here. Update it, or use another way.", "Ce navigateur est trop ancien pour les clés d’accès. Mettez-le à jour, ou utilisez un autre moyen.";
        passkeys_no_device = "This device has no fingerprint, face or PIN set up, so have a phone or a security key at hand.", "Cet appareil n’a ni empreinte, ni visage, ni code configuré : gardez un téléphone ou une clé de sécurité à portée de main.";
        passkeys_elsewhere(hosts: &str, here: &str) = "Passkeys made for {hosts} cannot be used at {here}: browsers bind them to the address they were made for. Use another way below, then add a passkey for this address.", "Les clés d’accès créées pour {hosts} ne servent pas à {here} : les navigateurs les lient à l’adresse de leur création. Utilisez un autre moyen ci-dessous, puis ajoutez une clé pour cette adresse.";
        passkey_made_for(host: &str) = "For {host}: cannot be used here", "Pour {host} : ne sert pas ici";
        passkey_known = "This device has a passkey for your account already.", "Cet appareil a déjà une clé d’accès pour votre compte.";
        second_factor_lost = "None of these at hand? Whoever runs this console can take your second factors away, so that you sign in with your password and add new ones.", "Aucun de ces moyens à portée de main ? La personne qui gère cette console peut retirer vos seconds facteurs ; vous vous connecterez alors par mot de passe et en ajouterez de nouveaux.";
        passkey_failed = "No passkey was given: the window was closed, it took too long, or this device has none for this address. Try again, or use another way.", "Aucune clé d’accès n’a été donnée : fenêtre fermée, délai dépassé, ou pas de clé pour cette adresse sur cet appareil. Réessayez, ou utilisez un autre moyen.";
        passkey_name = "Name", "Nom";
        passkey_name_hint = "So that you know it again, for example the device it is on.", "Pour la reconnaître, par exemple l’appareil où elle se trouve.";
        passkey_new_name = "New name", "Nouveau nom";
        passkey_rename = "Rename", "Renommer";
        passkey_rename_named(name: &str) = "Rename {name}", "Renommer {name}";
        passkey_add = "Add a passkey", "Ajouter une clé d’accès";
        passkey_sign_in = "Sign in with a passkey", "Se connecter avec une clé d’accès";
        passkey_use = "Use a passkey", "Utiliser une clé d’accès";
        passkey_none = "You have no passkey yet.", "Vous n’avez pas encore de clé d’accès.";
        passkey_added = "Added", "Ajoutée";
        passkey_used = "Last used", "Dernière utilisation";
        remove = "Remove", "Retirer";
        remove_named(name: &str) = "Remove {name}", "Retirer {name}";
        browser_on(browser: &str, system: &str) = "{browser} on {system}", "{browser} sur {system}";
        browser_unknown = "Unknown browser", "Navigateur inconnu";

        authenticator = "Authenticator app", "Application d’authentification";
        authenticator_lead = "An app on your phone shows a code of six digits, which is asked for after your password.", "Une application de votre téléphone affiche un code à six chiffres, demandé après votre mot de passe.";
        authenticator_since(when: &str) = "In use since {when}.", "Utilisée depuis le {when}.";
        authenticator_add = "Set up an authenticator app", "Configurer une application";
        authenticator_replace = "Set up another app instead", "En configurer une autre à la place";
        authenticator_scan = "Scan this image with the app, or type the secret into it.", "Scannez cette image avec l’application, ou saisissez-y le secret.";
        authenticator_image = "The secret as an image for the authenticator app", "Le secret en image pour l’application d’authentification";
        authenticator_secret = "Secret", "Secret";
        authenticator_open = "Open it in an app on this device", "Ouvrir dans une application de cet appareil";
        authenticator_code = "Code the app shows now", "Code affiché par l’application";
        authenticator_confirm = "Confirm", "Confirmer";
        cancel = "Cancel", "Annuler";

        recovery_codes = "Recovery codes", "Codes de secours";
        recovery_lead = "Each of them stands in once for the second factor, for the day you have lost it.", "Chacun remplace une fois le second facteur, le jour où vous l’avez perdu.";
        recovery_left(count: &str) = "Codes left: {count}.", "Codes restants : {count}.";
        recovery_renew = "Make new codes", "Générer de nouveaux codes";
        recovery_renew_hint = "Once new ones are made, those you have stop working.", "Dès que de nouveaux codes sont créés, les actuels cessent de fonctionner.";
        recovery_once = "Keep these codes where you will find them without your phone: they are shown this once.", "Gardez ces codes là où vous les trouverez sans votre téléphone : ils ne sont affichés qu’une fois.";
        recovery_download = "Download as a text file", "Télécharger en fichier texte";
        recovery_code = "Recovery code", "Code de secours";
        recovery_use = "Use a recovery code", "Utiliser un code de secours";
        recovery_done = "I have kept them", "Je les ai gardés";

        second_factor_lead = "Your account has a second factor. Show it to sign in.", "Votre compte a un second facteur. Présentez-le pour vous connecter.";
        second_factor_prove = "This session has not shown your second factor yet.", "Cette session n’a pas encore présenté votre second facteur.";
        second_factor_none = "Your account has no second factor yet. Add a passkey or an authenticator app; it takes a minute.", "Votre compte n’a pas encore de second facteur. Ajoutez une clé d’accès ou une application ; cela prend une minute.";
        second_factor_add = "Add a second factor", "Ajouter un second facteur";
        second_factor_go = "Continue with a second factor", "Continuer avec un second facteur";
        second_factor_over = "Sign in again", "Se connecter à nouveau";
        second_factor_other = "Sign in as somebody else", "Se connecter autrement";
        continue_ = "Continue", "Continuer";

        step_up_title = "Is it still you?", "Est-ce bien toujours vous ?";
        step_up_lead(email: &str) = "You are signed in as {email}. What you are about to do needs a fresh proof; nothing was changed yet.", "Vous êtes connecté en tant que {email}. Ce que vous allez faire demande de confirmer votre identité ; rien n’a encore été modifié.";
        step_up_waits(what: &str) = "Waiting for it: {what}.", "En attente : {what}.";
        step_up_partial(email: &str) = "You are signed in as {email} through the provider of one space, which opens that space alone. Prove in another way that it is you, and everything else opens too.", "Vous êtes connecté en tant que {email} par le fournisseur d’un espace, qui n’ouvre que celui-ci. Prouvez autrement que c’est bien vous, et le reste s’ouvrira aussi.";
        step_up_send = "Mail me a code", "M’envoyer un code";
        step_up_send_again = "Mail me another code", "M’envoyer un autre code";
        step_up_send_lead(email: &str) = "You sign in without a password, so we mail a code to {email}.", "Vous vous connectez sans mot de passe : nous envoyons un code à {email}.";
        step_up_mailed(email: &str) = "On its way to {email}; it works for ten minutes, on this page alone.", "En route vers {email} ; il sert dix minutes, sur cette page seulement.";
        step_up_mailed_code = "Code from the mail", "Code reçu par e-mail";
        step_up_retype = "Type this again: it is never sent back.", "À saisir à nouveau : ce n’est jamais renvoyé.";
        step_up_instead = "It will do instead of the password.", "Il suffit à la place du mot de passe.";
        step_up_provider = "Or through your provider: you come back to the page, and fill in the form again.", "Ou par votre fournisseur : vous reviendrez sur la page et remplirez à nouveau le formulaire.";
        step_up_button = "Confirm and go on", "Confirmer et continuer";
        step_up_back = "Back, without doing it", "Revenir sans rien faire";
        secret_again = "Secret", "Secret";

        sessions_lead = "Where you are signed in. End what you do not recognise, and choose a new password.", "Où vous êtes connecté. Fermez ce que vous ne reconnaissez pas, et changez de mot de passe.";
        session_here = "This one", "Celle-ci";
        session_now = "now", "maintenant";
        session_browser = "Browser", "Navigateur";
        session_began = "Began", "Début";
        session_end = "End", "Fermer";
        session_end_named(name: &str, when: &str) = "End {name}, begun {when}", "Fermer {name}, ouverte le {when}";
        sessions_end_others = "End all other sessions", "Fermer toutes les autres sessions";

        security_title = "Sign-in to this space", "Connexion à cet espace";
        security_lead = "What members must show to come in.", "Ce que les membres doivent présenter pour entrer.";
        security_second_factor = "Second factor", "Second facteur";
        security_second_factor_hint = "Members without one see nothing of this space until they have added a passkey or an authenticator app to their account. API keys go on working.", "Les membres qui n’en ont pas ne voient rien de cet espace avant d’avoir ajouté à leur compte une clé d’accès ou une application. Les clés d’API continuent de fonctionner.";
        security_required = "Every member needs a second factor", "Chaque membre a besoin d’un second facteur";
        security_without(count: &str) = "Members without one now: {count}.", "Membres qui n’en ont pas aujourd’hui : {count}.";
    }
}

//! What the account's pages say: passkeys, second factors, sessions, and the proofs asked for.

use super::Say;

domain::texts! {
    impl Say {
        account_sign_in = "Sign-in", "Connexion";
        sessions = "Sessions", "Sessions";
        done_factor_added = "Added. It is asked for at every sign-in from now on.", "Ajouté. Il sera demandé à chaque connexion désormais.";
        done_factor_removed = "Removed. A mail about it is on its way.", "Retiré. Un message à ce sujet est en route.";
        done_session_ended = "The session is ended.", "La session est fermée.";
        done_sessions_ended = "All other sessions are ended.", "Toutes les autres sessions sont fermées.";
        done_second_factor_required = "Saved. Every member needs a second factor from now on.", "Enregistré. Chaque membre a désormais besoin d’un second facteur.";

        passkeys = "Passkeys", "Clés d’accès";
        passkeys_lead = "Sign in with your fingerprint, your face or the PIN of a device or security key: no password, nothing to type.", "Connectez-vous avec votre empreinte, votre visage ou le code d’un appareil ou d’une clé de sécurité : pas de mot de passe, rien à saisir.";
        passkeys_impossible = "Passkeys need this console to be reached by https and a domain name. Ask whoever runs it.", "Les clés d’accès exigent que cette console soit jointe en https et par un nom de domaine. Adressez-vous à la personne qui la gère.";
        passkeys_need_script = "Passkeys need JavaScript and a recent browser.", "Les clés d’accès ont besoin de JavaScript et d’un navigateur récent.";
        passkey_failed = "No passkey was given. Try again, or use another way.", "Aucune clé d’accès n’a été donnée. Réessayez, ou utilisez un autre moyen.";
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
        recovery_renew_hint = "The codes you have stop working.", "Les codes actuels ne fonctionneront plus.";
        recovery_once = "Keep these codes where you will find them without your phone: they are shown this once.", "Gardez ces codes là où vous les trouverez sans votre téléphone : ils ne sont affichés qu’une fois.";
        recovery_download = "Download as a text file", "Télécharger en fichier texte";
        recovery_code = "Recovery code", "Code de secours";
        recovery_use = "Use a recovery code", "Utiliser un code de secours";
        recovery_done = "I have kept them", "Je les ai gardés";

        second_factor_title = "Second step", "Deuxième étape";
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

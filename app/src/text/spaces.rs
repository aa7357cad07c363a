//! What is said about opening, closing and reopening spaces, and about deleting one's account.

use super::Say;

domain::texts! {
    impl Say {
        space_open = "Open another space", "Ouvrir un autre espace";
        space_open_first = "Open a space", "Ouvrir un espace";
        space_open_button = "Open the space", "Ouvrir l’espace";
        space_open_lead(email: &str) = "You will be its owner as {email}; your other spaces stay as they are.", "Vous en serez propriétaire en tant que {email} ; vos autres espaces restent tels quels.";
        sign_up_signed_in(email: &str) = "You are signed in as {email}, and need no other account for another space.", "Vous êtes connecté en tant que {email} : inutile d’avoir un autre compte pour ouvrir un autre espace.";
        sign_up_have_account = "You have an account already? Sign in, and open another space with it:", "Vous avez déjà un compte ? Connectez-vous et ouvrez un autre espace avec lui :";
        confirm_elsewhere = "This sign-up was begun in another browser. Choose the password of your account here: what was typed there does not count.", "Cette inscription a été commencée dans un autre navigateur. Choisissez ici le mot de passe de votre compte : ce qui a été saisi là-bas ne compte pas.";
        confirm_known = "No code in the mail? Then the address has an account already; open the space with it:", "Pas de code dans le message ? L’adresse a donc déjà un compte ; ouvrez l’espace avec lui :";
        confirmed_title = "Your address is confirmed", "Votre adresse est confirmée";

        closing_lead = "Closing stops everything that changes this space, and deletes nothing.", "La fermeture arrête tout ce qui modifie cet espace, et ne supprime rien.";
        closing_stops = "Stops", "S’arrête";
        closing_stops_text = "Agents are refused and keep their records. Nothing can be added, changed or deleted, nobody joins, and share links show nothing.", "Les agents sont refusés et gardent leurs enregistrements. Rien ne peut être ajouté, modifié ni supprimé, personne ne rejoint l’espace, et les liens de partage ne montrent plus rien.";
        closing_stays = "Stays", "Reste";
        closing_stays_text(slug: &str) = "Every page can be read and every download works, for the members there are now. The address {slug} stays reserved, and old events are kept for as long as the space is closed.", "Toutes les pages se lisent et tous les téléchargements fonctionnent, pour les membres actuels. L’adresse {slug} reste réservée, et les anciens événements sont gardés tant que l’espace est fermé.";
        closing_back = "Back", "Retour";
        closing_back_text = "For 30 days an owner can reopen it here; everything goes on as before. Afterwards whoever runs this installation can.", "Pendant 30 jours, un propriétaire peut le rouvrir ici et tout reprend comme avant. Passé ce délai, seul l’exploitant de cette installation le peut.";
        closing_lost_text = "From the next moment on nothing in this space changes.", "Dès cet instant, plus rien ne change dans cet espace.";
        closing_button = "Close the space", "Fermer l’espace";
        closing_go = "Close this space", "Fermer cet espace";
        reopen_button = "Reopen the space", "Rouvrir l’espace";
        reopen_text(day: &str) = "Until {day} you can reopen it; agents then send what they kept.", "Jusqu’au {day} vous pouvez le rouvrir ; les agents enverront alors ce qu’ils ont gardé.";
        reopen_over = "It was closed more than 30 days ago. Whoever runs this installation can reopen it.", "Il est fermé depuis plus de 30 jours. L’exploitant de cette installation peut le rouvrir.";
        closed_since(day: &str) = "This space has been closed since {day}. Nothing in it changes; it can be read and downloaded.", "Cet espace est fermé depuis le {day}. Rien n’y change ; il se lit et se télécharge.";
        closed_until(day: &str) = "An owner can reopen it until {day}.", "Un propriétaire peut le rouvrir jusqu’au {day}.";
        closed_word = "closed", "fermé";

        delete_account = "Delete my account", "Supprimer mon compte";
        delete_account_lead = "This cannot be undone.", "C’est définitif.";
        delete_owned = "First, your own spaces", "D’abord, vos propres espaces";
        delete_owned_text = "Hand each of these over or close it. One that is closed keeps your account for the 30 days in which you can reopen it.", "Cédez ou fermez chacun d’eux. Un espace fermé retient votre compte pendant les 30 jours où vous pouvez le rouvrir.";
        delete_goes = "Goes", "Disparaît";
        delete_goes_text = "Your sessions, your password, passkeys and second factors, linked providers, open invitations you sent, and the API keys and live share links you made.", "Vos sessions, votre mot de passe, vos clés d’accès et seconds facteurs, les fournisseurs associés, vos invitations en attente, ainsi que les clés d’API et liens de partage en direct que vous avez créés.";
        delete_left(spaces: &str) = "You leave these spaces: {spaces}.", "Vous quittez ces espaces : {spaces}.";
        delete_stays = "Stays", "Reste";
        delete_stays_text(email: &str) = "What you set up in other people’s spaces, and the entries of their audit logs, which name you as {email}.", "Ce que vous avez configuré dans les espaces d’autrui, et les entrées de leurs journaux d’audit, qui vous nomment {email}.";
        delete_lost = "Everything you sign in with is gone from the next moment on.", "Tout ce qui vous sert à vous connecter disparaît aussitôt.";
        delete_button = "Delete my account for good", "Supprimer définitivement mon compte";
    }
}

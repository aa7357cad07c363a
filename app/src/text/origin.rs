//! What is said to whoever is at another address than the one where this console works.

use super::Say;

domain::texts! {
    impl Say {
        elsewhere_title = "This console is at another address", "Cette console se trouve à une autre adresse";
        elsewhere_lead(address: &str) = "This console works at {address}. At the address you opened, your browser would not keep you signed in, so there is nothing to fill in here.", "Cette console fonctionne à l’adresse {address}. À celle que vous avez ouverte, votre navigateur ne garderait pas la connexion : il n’y a donc rien à remplir ici.";
        elsewhere_provider(address: &str) = "The sign-in service sends people back to {address}, and your browser would not be recognised there. Open that address first, then sign in.", "Le service de connexion renvoie à l’adresse {address}, où votre navigateur ne serait pas reconnu. Ouvrez d’abord cette adresse, puis connectez-vous.";
        elsewhere_own_host(address: &str) = "Here you open this space alone. What concerns your account beside it is done at {address}: sign in there and send it again.", "Ici, vous n’ouvrez que cet espace. Ce qui touche votre compte au-delà se fait à l’adresse {address} : connectez-vous là-bas et recommencez.";
        elsewhere_go(address: &str) = "Go to {address}", "Aller à {address}";
        elsewhere_operator = "If you run this server", "Si vous gérez ce serveur";
        elsewhere_mend(address: &str) = "The setting public_url says {address}. If people are to come by another address, write that one there, beginning with http:// or https:// as it stands in their address bar, and start the server again.", "Le réglage public_url indique {address}. Si l’on doit venir par une autre adresse, inscrivez-la, en commençant par http:// ou https:// comme dans la barre d’adresse, puis redémarrez le serveur.";
        other_site_title = "Sent from another address", "Envoyé depuis une autre adresse";
        other_site_mend(address: &str) = "Your server knows itself as {address}. If the address bar shows another address and that one is right, write it into the setting public_url and start the server again; or let the proxy in front pass the header Host on unchanged.", "Votre serveur se connaît sous l’adresse {address}. Si la barre d’adresse en montre une autre et que c’est la bonne, inscrivez-la dans le réglage public_url et redémarrez le serveur ; ou faites transmettre l’en-tête Host tel quel par le proxy.";
    }
}

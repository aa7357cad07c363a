//! What the pages of policy agents say of agents in trouble, and of getting one.

use super::Say;

domain::texts! {
    impl Say {
        needs_a_look = "Needs a look", "À regarder";
        state_clock = "Clock wrong", "Horloge fausse";
        state_look = "Needs a look", "À regarder";
        pinned_to = "May send from", "Peut envoyer depuis";
        came_from = "Last sent from", "A envoyé en dernier depuis";
        clock_ahead(off: &str) = "The clock of this host is {off} ahead.", "L’horloge de cette machine avance de {off}.";
        clock_behind(off: &str) = "The clock of this host is {off} behind.", "L’horloge de cette machine retarde de {off}.";
        clock_remedy = "The times of its records are set right by that as they come in. Let the host keep time by itself, on most systems with: timedatectl set-ntp true", "Les heures de ses enregistrements sont corrigées d’autant à leur arrivée. Faites régler l’heure automatiquement, sur la plupart des systèmes avec : timedatectl set-ntp true";
        impossible_times(off: &str) = "Records came with times that cannot be, the furthest {off} off, and nothing told what the host’s clock says. They are filed under the time they came.", "Des enregistrements portaient des heures impossibles, à {off} près pour la pire, sans que rien n’indique l’heure de la machine. Ils sont classés à l’heure de leur arrivée.";
        too_old(count: &str) = "{count} records of the last batch were older than your plan keeps. They are in the counts; their events are deleted within the hour.", "{count} enregistrements du dernier lot étaient plus anciens que ce que votre formule conserve. Ils figurent dans les comptes ; leurs événements sont supprimés dans l’heure.";
        too_old_remedy = "After a long outage this is as it should be. Otherwise look at the clock of the host, as it was when they were written.", "Après une longue panne, c’est normal. Sinon, vérifiez l’horloge de la machine telle qu’elle était à leur écriture.";
        two_programs(addresses: &str) = "Two programs send with this key, from {addresses}. Nothing is lost: both are counted here, as one host.", "Deux programmes envoient avec cette clé, depuis {addresses}. Rien n’est perdu : tous deux sont comptés ici, comme une seule machine.";
        two_programs_remedy = "If this host was cloned: enrol the copy as an agent of its own, put its key there, and remove the spool directory that was copied along. If it is one host, look for an agent that was started twice. If you know neither, rotate the key.", "Si cette machine a été clonée : enrôlez la copie comme un agent à part, placez-y sa clé et supprimez le répertoire de file copié avec elle. S’il n’y a qu’une machine, cherchez un agent lancé deux fois. Dans le doute, renouvelez la clé.";
        numbers_twice = "This spool is a copy, or was set back to an earlier state: numbers that had been used came again with other records. Nothing is lost: all of them were counted.", "Cette file est une copie, ou a été ramenée à un état antérieur : des numéros déjà utilisés sont revenus avec d’autres enregistrements. Rien n’est perdu : tous ont été comptés.";
        numbers_twice_remedy = "After a host was restored from a backup there is nothing to do. If it was cloned, enrol the copy as an agent of its own and remove the spool directory there.", "Après une restauration de la machine, il n’y a rien à faire. Si elle a été clonée, enrôlez la copie comme un agent à part et supprimez-y le répertoire de file.";
        refused_from(address: &str, pinned: &str) = "Refused from {address}: the key may send from {pinned} only. The agent there keeps its records.", "Refusé depuis {address} : la clé ne peut envoyer que depuis {pinned}. L’agent y garde ses enregistrements.";
        refused_remedy = "If that is this mail host, let it send from there; what was kept then comes in.", "Si c’est bien ce serveur, autorisez-le à envoyer de là ; ce qui a été gardé arrivera alors.";
        refused_no_right = "Somebody who manages policy agents can let it send from there.", "Une personne qui gère les agents peut l’autoriser à envoyer de là.";
        allow_address(address: &str) = "Let it send from {address}", "Autoriser depuis {address}";
        state_over_allowance = "Over the plan", "Au-delà de la formule";
        over_allowance(a_day: &str, lines: &str) = "It sends more than your plan takes from one host: {a_day} records and {lines} log lines a day. Nothing is lost: the agent keeps the rest and sends it as fast as the plan allows.", "Elle envoie plus que votre formule n’accepte d’une machine : {a_day} enregistrements et {lines} lignes de journal par jour. Rien n’est perdu : l’agent garde le reste et l’envoie au rythme que permet la formule.";
        over_allowance_remedy = "If this goes on, the agent’s spool fills up and newer records are dropped. Look for a client that sends without end, or take a larger plan.", "Si cela dure, la file de l’agent se remplit et les nouveaux enregistrements sont perdus. Cherchez un client qui envoie sans fin, ou passez à une formule supérieure.";
        old_key_from(address: &str) = "Refused from {address}: the key it uses is not this agent’s, or was replaced.", "Refusé depuis {address} : la clé utilisée n’est pas celle de cet agent, ou a été remplacée.";
        old_key_remedy = "Put the new key into the agent’s key file; it is read again by itself. If the new key is lost too, rotate once more.", "Mettez la nouvelle clé dans le fichier de clé de l’agent ; il est relu tout seul. Si la nouvelle est perdue aussi, renouvelez-la encore.";
        connections_refused(count: &str) = "Since it started, the agent closed {count} connections of its mail server before they were served to the end: too many at once, or no whole request in time. Mail went on; those requests are not counted.", "Depuis son démarrage, l’agent a fermé {count} connexions de son serveur de courrier avant la fin : trop à la fois, ou pas de requête entière à temps. Le courrier a continué ; ces requêtes ne sont pas comptées.";
        connections_remedy = "Its log says why. Postfix opens one connection for each smtpd process; max_connections in the agent’s settings must be larger than that.", "Son journal en donne la raison. Postfix ouvre une connexion par processus smtpd ; max_connections, dans les réglages de l’agent, doit être plus grand.";
        times_since(times: &str, last: &str) = "Noticed {times} times, last on {last}.", "Constaté {times} fois, la dernière le {last}.";
        once_on(last: &str) = "Noticed once, on {last}.", "Constaté une fois, le {last}.";
        host_clock = "By the host’s clock", "À l’horloge de la machine";
        install_program = "Get the agent onto the mail host", "Installez l’agent sur le serveur de courrier";
        install_program_hint(size: &str, machine: &str) = "One file of {size} for Linux on {machine}, with nothing to install beside it.", "Un seul fichier de {size} pour Linux {machine}, sans rien d’autre à installer.";
        install_program_linked(size: &str, machine: &str) = "One file of {size} for Linux on {machine}. It needs a C library (glibc) as new as the one it was built with; an older host says so when it starts.", "Un seul fichier de {size} pour Linux {machine}. Il lui faut une bibliothèque C (glibc) aussi récente que celle de sa compilation ; une machine plus ancienne le dit au lancement.";
        checksum(sum: &str) = "SHA-256: {sum}", "SHA-256 : {sum}";
        megabytes(count: &str) = "{count} MB", "{count} Mo";
        install_elsewhere = "This server has no agent to hand out. Build one with: cargo build --release --package agent", "Ce serveur n’a pas d’agent à distribuer. Compilez-en un avec : cargo build --release --package agent";
        up_since = "Running since", "Tourne depuis";
        enrolled = "Enrolled", "Enrôlé";
    }
}

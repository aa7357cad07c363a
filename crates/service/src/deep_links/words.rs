//! What is made in other programs is called so there.

domain::texts! {
    pub(super) struct Words {
        mail_flow = "Mail flow", "Flux de courrier";
        hosts = "Hosts", "Hôtes";
        tops = "Tops", "Classements";
        agents = "Policy agents", "Agents";
        copy(title: &str) = "{title} (copy)", "{title} (copie)";
        host = "Host", "Hôte";
        domain = "Domain", "Domaine";
        by_direction = "Requests by direction", "Requêtes par direction";
        requests = "Requests", "Requêtes";
        messages = "Messages", "Messages";
        recipients = "Recipients", "Destinataires";
        by_host = "Requests by host", "Requêtes par hôte";
        by_domain = "Messages by domain", "Messages par domaine";
        became = "What became of mails", "Ce que sont devenus les courriers";
        sender_domains = "Sender domains", "Domaines expéditeurs";
        recipient_domains = "Recipient domains", "Domaines destinataires";
        client_addresses = "Client addresses", "Adresses clientes";
        last_heard = "Seconds since the agent was last heard", "Secondes depuis le dernier signe de l’agent";
        waiting = "Records that wait on the host", "Enregistrements en attente sur l’hôte";
        clock = "Clock of the host, in seconds ahead", "Horloge de l’hôte, avance en secondes";
        events = "Mail events", "Événements de courrier";
        direction = "Direction", "Direction";
        senders = "Senders", "Expéditeurs";
        time = "Time", "Heure";
        kept = "It is kept up to date for you: save a copy to make it yours.", "Il est tenu à jour pour vous : enregistrez-en une copie pour en faire le vôtre.";
    }
}

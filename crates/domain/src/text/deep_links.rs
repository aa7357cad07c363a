//! What is said of the programs that links lead to, and of addresses with variables.

use super::Locale;
use crate::Micros;
use crate::addresses::readable;
use crate::deep_links::{
    DeepLinksError, DeepLinksProblem,
    flows::{Flow, FlowState},
    offers::PreparedState,
    targets::{DataSource, Finding, Flavor, LinkMode, LinkState, LinkTarget},
};

crate::texts! {
    struct Words {
        no_address = "Write an address of the web that begins with https:// or http://, with a name and a path in plain letters.", "Écrivez une adresse web qui commence par https:// ou http://, avec un nom et un chemin en lettres simples.";
        unpaired = "A brace is missing: each variable stands between an opening and a closing one.", "Il manque une accolade : chaque variable figure entre une accolade ouvrante et une fermante.";
        unknown(name: &str, names: &str) = "There is no variable “{name}”. There are: {names}.", "Il n’y a pas de variable « {name} ». Il y a : {names}.";
        in_host = "A variable may not stand in the name of the server; write it behind the first slash.", "Une variable ne peut pas figurer dans le nom du serveur ; écrivez-la après la première barre oblique.";
        host_not_allowed(host: &str) = "Links may not lead to {host}. Add it to the hosts that links may lead to first.", "Les liens ne peuvent pas mener à {host}. Ajoutez-le d’abord aux hôtes autorisés pour les liens.";
        address_alone = "Write the address alone, without a user or a password before the name and without what follows a question mark or a hash.", "Écrivez l’adresse seule, sans utilisateur ni mot de passe devant le nom, et sans ce qui suit un point d’interrogation ou un dièse.";
        password_for_another(server: &str) = "The kept password was given for {server}, and this address leads to another server. Type the password again, or remove it first.", "Le mot de passe conservé a été donné pour {server}, et cette adresse mène à un autre serveur. Saisissez-le de nouveau, ou retirez-le d’abord.";
        not_a_host(host: &str) = "“{host}” is not the name of a host alone. Write one as graphs.example.com.", "« {host} » n’est pas un nom d’hôte seul. Écrivez-le comme graphs.example.com.";
        host_in_use(host: &str, title: &str) = "The link “{title}” leads to {host}. Change or remove that link first.", "Le lien « {title} » mène à {host}. Modifiez ou retirez d’abord ce lien.";
        host_alone = "Through this server a program has a host of its own: write the address without a path behind the name.", "Par ce serveur, un programme a son propre hôte : écrivez l’adresse sans chemin après le nom.";
        consoles_host = "This is the console’s own name. Give the program another one that leads to this server, such as grafana.example.com.", "C’est le nom de la console. Donnez au programme un autre nom qui mène à ce serveur, comme grafana.example.com.";
        too_many_templates(max: &str) = "There are {max} links already. Remove one first.", "Il y a déjà {max} liens. Retirez-en un d’abord.";
        too_many_clients(max: &str) = "There are {max} programs already. Remove one first.", "Il y a déjà {max} programmes. Retirez-en un d’abord.";
        redirect_in_the_open = "Browsers would be sent back unencrypted. Write an address that begins with https://.", "Les navigateurs seraient renvoyés sans chiffrement. Écrivez une adresse qui commence par https://.";
        unknown_client = "The program that sent you here is not registered. Whoever runs it sets its client id to the one that this installation’s operator gave it.", "Le programme qui vous a envoyé ici n’est pas enregistré. Son responsable doit y inscrire l’identifiant client donné par l’exploitant de cette installation.";
        unregistered_redirect = "The program that sent you here wants you sent back to an address that is not registered for it. This installation’s operator adds it under Deep links, letter by letter.", "Le programme qui vous a envoyé ici demande un retour à une adresse qui n’est pas enregistrée pour lui. L’exploitant de cette installation l’ajoute sous Liens profonds, lettre pour lettre.";
        host_of_another(host: &str) = "{host} is a space’s or another program’s. Give this program a host name of its own.", "{host} est celui d’un espace ou d’un autre programme. Donnez à ce programme un nom d’hôte qui lui est propre.";
        no_postgresql = "This installation keeps its data in SQLite, which Grafana does not read. Choose InfluxDB.", "Cette installation conserve ses données dans SQLite, que Grafana ne lit pas. Choisissez InfluxDB.";
        makes_no_roles = "This server’s role in PostgreSQL may make no others, and each space is read by a role of its own. Let it: ALTER ROLE its name CREATEROLE.", "Le rôle de ce serveur dans PostgreSQL ne peut pas en créer d’autres, or chaque espace est lu par un rôle qui lui est propre. Permettez-le : ALTER ROLE suivi de son nom et de CREATEROLE.";
        target_changed = "Somebody changed this program since you opened the form. What you typed was not saved; open the page anew, look at what stands there, and change it then.", "Quelqu’un a modifié ce programme depuis l’ouverture du formulaire. Votre saisie n’a pas été enregistrée ; rouvrez la page, regardez ce qui y figure, puis modifiez-le.";
        not_a_moment = "Write an instant as milliseconds since 1970, or as 2026-11-21T14:05:09Z.", "Écrivez un instant en millisecondes depuis 1970, ou comme 2026-11-21T14:05:09Z.";
        ends_first = "The end lies before the beginning. Turn the two around.", "La fin précède le début. Inversez les deux.";
        stretch_too_long(days: &str) = "At most {days} days are sent once more at once. Choose a shorter stretch, and the rest when it is through.", "Au plus {days} jours sont renvoyés à la fois. Choisissez une période plus courte, et le reste quand elle sera passée.";
        flow_up_to_date = "Everything is there.", "Tout y est.";
        flow_waiting(count: &str, since: &str) = "{count} waiting since {since}; they are sent by themselves.", "{count} en attente depuis le {since} ; l’envoi se fait de lui-même.";
        flow_failing(store: &str, since: &str, count: &str, next: &str) = "Nothing gets through to {store} since {since}; {count} waiting, and nothing is lost as long as your plan keeps it. The next try is at {next}.", "Rien n’arrive dans {store} depuis le {since} ; {count} en attente, et rien n’est perdu tant que votre formule le conserve. Prochaine tentative le {next}.";
        flow_lost(count: &str) = "{count} reached the end of their retention before they were sent, and are missing there.", "{count} ont atteint la fin de leur conservation avant l’envoi et y manquent.";
        flow_rejected(store: &str, count: &str) = "{store} would not take {count}; the reasons stand below.", "{store} n’a pas accepté {count} ; les raisons figurent ci-dessous.";
        flow_events_one = "1 event", "1 événement";
        flow_events_many(count: &str) = "{count} events", "{count} événements";
        flow_title_up_to_date = "Up to date", "À jour";
        flow_title_waiting = "Behind", "En retard";
        flow_title_failing = "Failing", "En échec";
        flow_title_lost = "Lost", "Perdus";
        flow_title_rejected = "Not taken", "Refusés";
        prepared_preparing = "Being made", "En préparation";
        prepared_ready = "Made", "Prêt";
        prepared_failed = "Could not be made", "Échec";
        not_themselves = "Other programs are opened by members themselves, signed in with a browser. Leave the view as another member first.", "Les autres programmes sont ouverts par les membres eux-mêmes, connectés avec un navigateur. Quittez d’abord la vue en tant qu’autre membre.";
        target_off = "This program is off, so it is not asked. Choose how it is used first, and save.", "Ce programme est désactivé, il n’est donc pas interrogé. Choisissez d’abord son utilisation, puis enregistrez.";
        mode_off = "Off", "Désactivé";
        mode_off_note = "Nothing leads there, and it is not asked.", "Rien n’y mène, et il n’est pas interrogé.";
        mode_on = "On", "Activé";
        mode_on_note = "Spaces’ data is kept there, each behind a credential of its own.", "Les données des espaces y sont conservées, chacune derrière un accès qui lui est propre.";
        mode_plain = "Plain links", "Liens simples";
        mode_plain_note = "Links lead there, and people sign in there themselves.", "Les liens y mènent, et chacun s’y connecte lui-même.";
        mode_gateway = "Through this server", "Par ce serveur";
        mode_gateway_note = "Links open it signed in, on the space’s own data.", "Les liens l’ouvrent déjà connecté, sur les données de l’espace.";
        source_influxdb = "InfluxDB", "InfluxDB";
        source_postgresql = "This server’s PostgreSQL, or its replica", "Le PostgreSQL de ce serveur, ou sa réplique";
        flavor_kibana = "Kibana with Elasticsearch", "Kibana avec Elasticsearch";
        flavor_opensearch = "OpenSearch Dashboards with OpenSearch", "OpenSearch Dashboards avec OpenSearch";
        state_unknown = "Not looked at yet", "Pas encore vérifié";
        state_ready = "Ready", "Prêt";
        state_down = "Not usable", "Inutilisable";
        found_unreachable = "No connection came about. Check the internal address, and whether this server may reach it.", "Aucune connexion n’a abouti. Vérifiez l’adresse interne, et si ce serveur peut l’atteindre.";
        found_late = "There was no answer within five seconds. Look whether the program is overrun, or what stands in between.", "Aucune réponse en cinq secondes. Voyez si le programme est surchargé, ou ce qui se trouve entre les deux.";
        found_not_ready = "It answers that it is not ready, or a proxy before it does. Its own log says why; it is asked again every minute.", "Il répond qu’il n’est pas prêt, ou un proxy placé devant lui le dit. Son propre journal dit pourquoi ; il est interrogé de nouveau chaque minute.";
        found_redirected = "It sends elsewhere. Write the address that it sends to: often it begins with https://, or has a path behind the name.", "Il renvoie ailleurs. Écrivez l’adresse vers laquelle il renvoie : souvent elle commence par https://, ou comporte un chemin après le nom.";
        found_other_program(program: &str) = "What answers there is not {program}. Check the internal address and its port.", "Ce qui répond à cette adresse n’est pas {program}. Vérifiez l’adresse interne et son port.";
        found_no_credential = "It asks for a user and a password, and none can be read here. Type both and save.", "Il demande un utilisateur et un mot de passe, et aucun n’est lisible ici. Saisissez les deux et enregistrez.";
        found_wrong_credential = "It refuses the user and the password. Type both again and save.", "Il refuse l’utilisateur et le mot de passe. Saisissez-les de nouveau et enregistrez.";
        not_allowed_grafana = "The password is right, and the user is no administrator of the server, who alone makes organisations. Give it that right in Grafana, under Administration.", "Le mot de passe est bon, mais l’utilisateur n’est pas administrateur du serveur, seul à pouvoir créer des organisations. Donnez-lui ce droit dans Grafana, sous Administration.";
        not_allowed_influxdb = "The password is right, and the user may not list the databases. Give it all privileges: GRANT ALL PRIVILEGES TO the user.", "Le mot de passe est bon, mais l’utilisateur ne peut pas lister les bases. Donnez-lui tous les droits : GRANT ALL PRIVILEGES TO suivi de l’utilisateur.";
        not_allowed(program: &str) = "The password is right, and the user may not even ask for the version. Give it a role in {program} that may.", "Le mot de passe est bon, mais l’utilisateur ne peut pas même demander la version. Donnez-lui dans {program} un rôle qui le permet.";
        open_influxdb = "It answers everybody: permissions are not enforced, and one space could read another’s data. Write auth-enabled = true into influxdb.conf and restart it.", "Il répond à tout le monde : les droits ne sont pas appliqués, et un espace pourrait lire les données d’un autre. Écrivez auth-enabled = true dans influxdb.conf et redémarrez-le.";
        open_other(program: &str) = "It answers everybody: permissions are not enforced, and one space could read another’s data. Turn the security of {program} on and restart it.", "Il répond à tout le monde : les droits ne sont pas appliqués, et un espace pourrait lire les données d’un autre. Activez la sécurité de {program} et redémarrez-le.";
        found_no_version = "It does not tell this user its version, which links need. Look at the user’s role.", "Il n’indique pas sa version à cet utilisateur, or les liens en ont besoin. Regardez le rôle de l’utilisateur.";
        unsupported(program: &str, first: &str) = "This version is too old. Version {first} of {program} or a newer one is needed.", "Cette version est trop ancienne. Il faut la version {first} de {program} ou une plus récente.";
        too_old_for_source(first: &str) = "This Grafana is too old to read PostgreSQL. Version {first} or a newer one is needed; or let it read InfluxDB.", "Ce Grafana est trop ancien pour lire PostgreSQL. Il faut la version {first} ou une plus récente ; ou qu’il lise InfluxDB.";
        unsupported_influxdb = "This version has other users and another language. InfluxDB 1 is needed, such as 1.8.", "Cette version a d’autres utilisateurs et un autre langage. Il faut InfluxDB 1, comme la 1.8.";
        found_clock_differs = "It works, and its clock is more than 30 seconds from this server’s. Set both by NTP: what is signed here is valid there for two minutes alone.", "Il fonctionne, mais son horloge s’écarte de plus de 30 secondes de celle de ce serveur. Réglez les deux par NTP : ce qui est signé ici n’y est valable que deux minutes.";
    }
}

impl DeepLinksProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::NotAWebAddress => say.no_address().to_owned(),
            Self::Unpaired => say.unpaired().to_owned(),
            Self::UnknownVariable { name, names } => say.unknown(name, names),
            Self::VariableInHost => say.in_host().to_owned(),
            Self::HostNotAllowed { host } => say.host_not_allowed(&readable(host)),
            Self::AddressAlone => say.address_alone().to_owned(),
            Self::PasswordForAnother { server } => say.password_for_another(server),
            Self::NotAHost { host } => say.not_a_host(host),
            Self::HostInUse { host, title } => say.host_in_use(host, title),
            Self::HostAlone => say.host_alone().to_owned(),
            Self::ConsolesHost => say.consoles_host().to_owned(),
            Self::TooManyTemplates { max } => say.too_many_templates(&locale.number(*max)),
            Self::NotAMoment => say.not_a_moment().to_owned(),
            Self::EndsFirst => say.ends_first().to_owned(),
            Self::StretchTooLong { days } => say.stretch_too_long(&locale.number(*days)),
            Self::TooManyClients { max } => say.too_many_clients(&locale.number(*max)),
            Self::RedirectInTheOpen => say.redirect_in_the_open().to_owned(),
            Self::HostOfAnother { host } => say.host_of_another(host),
            Self::NoPostgresql => say.no_postgresql().to_owned(),
            Self::MakesNoRoles => say.makes_no_roles().to_owned(),
        }
    }
}

impl DeepLinksError {
    /// What happened and what to do, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::TargetChanged => say.target_changed().to_owned(),
            Self::TargetOff => say.target_off().to_owned(),
            Self::NotOffered { target, state } => state.sentence(locale, target.title(), None),
            Self::UnknownClient => say.unknown_client().to_owned(),
            Self::UnregisteredRedirect => say.unregistered_redirect().to_owned(),
            Self::NotThemselves => say.not_themselves().to_owned(),
        }
    }
}

impl LinkMode {
    pub const fn title(self, locale: Locale) -> &'static str {
        let say = Words(locale);
        match self {
            Self::Off => say.mode_off(),
            Self::On => say.mode_on(),
            Self::Plain => say.mode_plain(),
            Self::Gateway => say.mode_gateway(),
        }
    }

    /// What follows from it.
    pub const fn note(self, locale: Locale) -> &'static str {
        let say = Words(locale);
        match self {
            Self::Off => say.mode_off_note(),
            Self::On => say.mode_on_note(),
            Self::Plain => say.mode_plain_note(),
            Self::Gateway => say.mode_gateway_note(),
        }
    }
}

impl Flavor {
    pub const fn title(self, locale: Locale) -> &'static str {
        let say = Words(locale);
        match self {
            Self::Kibana => say.flavor_kibana(),
            Self::Opensearch => say.flavor_opensearch(),
        }
    }
}

impl DataSource {
    pub const fn title(self, locale: Locale) -> &'static str {
        let say = Words(locale);
        match self {
            Self::Influxdb => say.source_influxdb(),
            Self::Postgresql => say.source_postgresql(),
        }
    }
}

impl LinkState {
    pub const fn title(self, locale: Locale) -> &'static str {
        let say = Words(locale);
        match self {
            Self::Unknown => say.state_unknown(),
            Self::Ready => say.state_ready(),
            Self::Down => say.state_down(),
        }
    }
}

impl PreparedState {
    pub const fn title(self, locale: Locale) -> &'static str {
        let say = Words(locale);
        match self {
            Self::Preparing => say.prepared_preparing(),
            Self::Ready => say.prepared_ready(),
            Self::Failed => say.prepared_failed(),
        }
    }
}

impl FlowState {
    pub const fn title(self, locale: Locale) -> &'static str {
        let say = Words(locale);
        match self {
            Self::UpToDate => say.flow_title_up_to_date(),
            Self::Waiting => say.flow_title_waiting(),
            Self::Failing => say.flow_title_failing(),
            Self::Lost => say.flow_title_lost(),
            Self::Rejected => say.flow_title_rejected(),
        }
    }

    /// What is so of a flow to a store, in a person's language; instants are written by `time`.
    pub fn sentence(
        self,
        locale: Locale,
        store: LinkTarget,
        flow: &Flow,
        time: impl Fn(Micros) -> String,
    ) -> String {
        let (say, store) = (Words(locale), store.title());
        let since = |at: Option<Micros>| at.map_or_else(String::new, &time);
        match self {
            Self::UpToDate => say.flow_up_to_date().to_owned(),
            Self::Waiting => say.flow_waiting(&events(locale, flow.waiting), &since(flow.waiting_since)),
            Self::Failing => {
                let waiting = events(locale, flow.waiting);
                say.flow_failing(store, &since(flow.failed_since), &waiting, &time(flow.next_at))
            }
            Self::Lost => say.flow_lost(&events(locale, flow.lost)),
            Self::Rejected => say.flow_rejected(store, &events(locale, flow.rejected)),
        }
    }
}

/// So many events, as a person counts them.
fn events(locale: Locale, count: i64) -> String {
    let say = Words(locale);
    if count == 1 { say.flow_events_one().to_owned() } else { say.flow_events_many(&locale.number(count)) }
}

impl Finding {
    /// What was found of a program and what to do, in a person's language.
    pub fn sentence(self, target: LinkTarget, flavor: Flavor, locale: Locale) -> String {
        let (say, program) = (Words(locale), target.title());
        match (self, target) {
            (Self::Unreachable, _) => say.found_unreachable().to_owned(),
            (Self::Late, _) => say.found_late().to_owned(),
            (Self::NotReady, _) => say.found_not_ready().to_owned(),
            (Self::Redirected, _) => say.found_redirected().to_owned(),
            (Self::OtherProgram, _) => say.found_other_program(program),
            (Self::NoCredential, _) => say.found_no_credential().to_owned(),
            (Self::WrongCredential, _) => say.found_wrong_credential().to_owned(),
            (Self::NotAllowed, LinkTarget::Grafana) => say.not_allowed_grafana().to_owned(),
            (Self::NotAllowed, LinkTarget::Influxdb) => say.not_allowed_influxdb().to_owned(),
            (Self::NotAllowed, _) => say.not_allowed(program),
            (Self::OpenToAll, LinkTarget::Influxdb) => say.open_influxdb().to_owned(),
            (Self::OpenToAll, _) => say.open_other(program),
            (Self::NoVersion, _) => say.found_no_version().to_owned(),
            (Self::UnsupportedVersion, LinkTarget::Influxdb) => say.unsupported_influxdb().to_owned(),
            (Self::UnsupportedVersion, _) => say.unsupported(program, &target.majors(flavor).0.to_string()),
            (Self::TooOldForSource, _) => {
                let (major, minor) = DataSource::Postgresql.first_grafana();
                say.too_old_for_source(&format!("{major}.{minor}"))
            }
            (Self::ClockDiffers, _) => say.found_clock_differs().to_owned(),
        }
    }
}

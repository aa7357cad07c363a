//! A real Postfix, next hops that accept, defer, refuse and drop the connection, and the agent behind its log: what
//! the agent tells equals what the next hops received.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use domain::mail_log::{self, Delivery, Fact, Program, Refusal, Said, Status};
use domain::policy::LogLine;
use tempfile::TempDir;

use crate::harness::{Home, wait_until};
use crate::stub::Stub;

/// What a next hop did with each recipient that it was asked to take.
type Received = Arc<Mutex<Vec<(String, Status)>>>;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    Accepts,
    Defers,
    Refuses,
    Drops,
}

/// A server that behaves in one manner; its replies look as much like a log as they can.
fn next_hop(manner: Manner, received: &Received) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let received = received.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (stream, received) = (stream.unwrap(), received.clone());
            std::thread::spawn(move || converse(stream, manner, &received));
        }
    });
    port
}

fn converse(mut stream: TcpStream, manner: Manner, received: &Received) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let mut recipients = Vec::new();
    stream.write_all(b"220 hop ESMTP\r\n").ok()?;
    while let Some(Ok(line)) = lines.next() {
        let reply = match line.split(' ').next().unwrap().to_uppercase().as_str() {
            "RCPT" => {
                let recipient = line.split_once('<').unwrap().1.split_once('>').unwrap().0.to_owned();
                match manner {
                    Manner::Accepts | Manner::Drops => recipients.push(recipient),
                    Manner::Defers => received.lock().unwrap().push((recipient, Status::Deferred)),
                    Manner::Refuses => received.lock().unwrap().push((recipient, Status::Bounced)),
                }
                match manner {
                    Manner::Accepts | Manner::Drops => "250 2.1.5 ok",
                    Manner::Defers => "451 4.3.0 later, relay=none, delay=0, dsn=2.0.0, status=sent (250 ok)",
                    Manner::Refuses => {
                        "550 5.1.1 no) postfix/qmgr[1]: 0F83DA50041: removed, status=sent (250 ok"
                    }
                }
            }
            "DATA" if manner == Manner::Drops => {
                let dropped = recipients.drain(..).map(|recipient| (recipient, Status::Deferred));
                received.lock().unwrap().extend(dropped);
                return None;
            }
            "DATA" if !recipients.is_empty() => {
                stream.write_all(b"354 go\r\n").ok()?;
                while lines.next()?.ok()? != "." {}
                let taken = recipients.drain(..).map(|recipient| (recipient, Status::Sent));
                received.lock().unwrap().extend(taken);
                "250 2.0.0 queued as X, status=bounced (550 no)"
            }
            "DATA" => "503 5.5.1 no recipients",
            "QUIT" => "221 bye",
            _ => "250 ok",
        };
        stream.write_all(format!("{reply}\r\n").as_bytes()).ok()?;
    }
    None
}

/// A filter that lets everything through: what it is told, it tells Postfix on another port, and the replies back.
fn filter(back: u16) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (here, there) = (stream.unwrap(), TcpStream::connect(("127.0.0.1", back)).unwrap());
            let ways = [(here.try_clone().unwrap(), there.try_clone().unwrap()), (there, here)];
            for (mut from, mut to) in ways {
                std::thread::spawn(move || {
                    let _ = std::io::copy(&mut from, &mut to);
                    let _ = to.shutdown(std::net::Shutdown::Both);
                });
            }
        }
    });
    port
}

/// Stops when it is dropped.
struct Postfix {
    folder: TempDir,
    smtp: u16,
    submission: u16,
    screen: u16,
    /// Where mail goes through a filter, and where that hands it back.
    filtered: u16,
    back: u16,
}

impl Postfix {
    fn start(hops: &BTreeMap<&str, u16>) -> Self {
        let folder = TempDir::new().unwrap();
        // The daemons run as the user postfix and have to reach their queue.
        std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).unwrap();
        for name in ["etc", "log", "queue", "data"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        let data = folder.path().join("data");
        let chown = Command::new("chown").arg("postfix").arg(&data).status().unwrap();
        assert!(chown.success(), "Postfix can be started by root only");
        let [smtp, submission, screen, filtered, back] = [(); 5].map(|()| Stub::reserve_port());
        let postfix = Self { folder, smtp, submission, screen, filtered, back };
        let etc = postfix.folder.path().join("etc");
        let transport = hops.iter().map(|(name, port)| format!("{name}.test out:[127.0.0.1]:{port}\n"));
        let transport = transport.collect::<Vec<_>>().concat();
        std::fs::write(etc.join("transport"), transport).unwrap();
        std::fs::write(etc.join("main.cf"), postfix.main_config()).unwrap();
        std::fs::write(etc.join("master.cf"), postfix.master_config()).unwrap();
        assert!(postfix.command("start").success(), "Postfix does not start");
        postfix
    }

    fn command(&self, verb: &str) -> std::process::ExitStatus {
        let mut command = Command::new("/usr/sbin/postfix");
        command.arg("-c").arg(self.folder.path().join("etc")).arg(verb).current_dir("/");
        command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap()
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("log/mail.log")
    }

    /// A next hop that drops connections is tried for each mail, not given up for a while.
    fn main_config(&self) -> String {
        let folder = self.folder.path().display();
        format!(
            "compatibility_level = 3.6\nqueue_directory = {folder}/queue\ndata_directory = {folder}/data\n\
             maillog_file = {folder}/log/mail.log\nmaillog_file_prefixes = {folder}/log\nmyhostname = mx.tenant.test\n\
             mydestination = tenant.test\nlocal_recipient_maps = inline:{{ bob=x }}\nlocal_transport = discard:here\n\
             mynetworks = 127.0.0.5/32\nsmtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination\n\
             inet_protocols = ipv4\nalias_maps =\ntransport_maps = texthash:{folder}/etc/transport\n\
             relay_transport = discard:elsewhere\ndefault_transport = discard:elsewhere\nsmtp_host_lookup = native\n\
             smtp_dns_support_level = disabled\nsmtp_tls_security_level = none\nsmtpd_peername_lookup = no\n\
             smtpd_client_connection_count_limit = 0\ndefault_destination_concurrency_failed_cohort_limit = 0\npostscreen_greet_action = enforce\npostscreen_greet_wait = 1s\n"
        )
    }

    fn master_config(&self) -> String {
        let Self { smtp, submission, screen, filtered, back, .. } = self;
        let filter = filter(*back);
        format!(
            "127.0.0.1:{smtp} inet n - n - - smtpd\n127.0.0.1:{submission} inet n - n - - smtpd\n  \
             -o syslog_name=postfix/submission\n127.0.0.1:{filtered} inet n - n - - smtpd\n  \
             -o content_filter=out:[127.0.0.1]:{filter}\n127.0.0.1:{back} inet n - n - - smtpd\n  \
             -o syslog_name=postfix/back -o mynetworks=127.0.0.0/8\n127.0.0.1:{screen} inet n - n - 1 postscreen\n\
             smtpd pass - - n - - smtpd\npickup unix n - n 60 1 pickup\ncleanup unix n - n - 0 cleanup\n\
             qmgr unix n - n 300 1 qmgr\nrewrite unix - - n - - trivial-rewrite\nbounce unix - - n - 0 bounce\n\
             defer unix - - n - 0 bounce\ntrace unix - - n - 0 bounce\nproxymap unix - - n - - proxymap\n\
             out unix - - n - - smtp\n  -o syslog_name=postfix-out\ndiscard unix - - n - - discard\n\
             error unix - - n - - error\nretry unix - - n - - error\nanvil unix - - n - 1 anvil\n\
             scache unix - - n - 1 scache\ntlsmgr unix - - n 1000? 1 tlsmgr\ndnsblog unix - - n - 0 dnsblog\n\
             tlsproxy unix - - n - 0 tlsproxy\npostlog unix-dgram n - n - 1 postlogd\n"
        )
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        self.command("stop");
        if std::thread::panicking() {
            eprintln!("{}", std::fs::read_to_string(self.log()).unwrap_or_default());
        }
    }
}

/// One mail in a session of its own; the replies to its recipients.
fn send(port: u16, from: &str, recipients: &[String]) -> Vec<String> {
    // Who connects from an address of its own is inside.
    let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    socket.bind(&std::net::SocketAddr::from(([127, 0, 0, 5], 0)).into()).unwrap();
    socket.connect(&std::net::SocketAddr::from(([127, 0, 0, 1], port)).into()).unwrap();
    let mut stream = TcpStream::from(socket);
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let mut reply = || loop {
        let line = lines.next().unwrap().unwrap();
        if line.as_bytes().get(3) == Some(&b' ') {
            return line;
        }
    };
    reply();
    let mut say = |line: &str| {
        stream.write_all(format!("{line}\r\n").as_bytes()).unwrap();
        reply()
    };
    say("EHLO client.sender.example");
    say(&format!("MAIL FROM:<{from}>"));
    let replies: Vec<String> =
        recipients.iter().map(|recipient| say(&format!("RCPT TO:<{recipient}>"))).collect();
    if say("DATA").starts_with("354") {
        let taken = say("Subject: test\r\n\r\nhello\r\n.");
        assert!(taken.starts_with("250"), "{taken}");
    }
    say("QUIT");
    replies
}

/// The lines of the log that the server has, in their order.
fn told(stub: &Stub) -> Vec<LogLine> {
    let state = stub.state();
    let logs = state.records.values().filter_map(|record| record.get("log").cloned());
    logs.map(|log| serde_json::from_value(log).unwrap()).collect()
}

fn facts(lines: &[LogLine]) -> impl Iterator<Item = (&LogLine, Said<'_>)> {
    lines.iter().map(|line| {
        let program: Program = line.program.parse().unwrap();
        (line, mail_log::read(program, &line.text).unwrap())
    })
}

fn deliveries(lines: &[LogLine]) -> Vec<(&LogLine, Delivery<'_>)> {
    let told = facts(lines);
    told.filter_map(|(line, said)| match said.fact {
        Fact::Delivery(delivery) => Some((line, delivery)),
        _ => None,
    })
    .collect()
}

#[test]
fn what_the_agent_tells_equals_what_the_next_hops_received() {
    let received = Received::default();
    let manners = [
        ("accept", Manner::Accepts),
        ("defer", Manner::Defers),
        ("refuse", Manner::Refuses),
        ("drop", Manner::Drops),
    ];
    let hops: BTreeMap<&str, u16> =
        manners.iter().map(|(name, manner)| (*name, next_hop(*manner, &received))).collect();
    let postfix = Postfix::start(&hops);
    let (home, stub) = (Home::new(), Stub::start());
    stub.state().takes_log = true;
    wait_until("a log", || postfix.log().exists());
    let agent = home.start_with(
        &stub.url(),
        &["--log-source", postfix.log().to_str().unwrap(), "--heartbeat-interval", "100ms"],
    );
    agent.wait_for_log("following the log");

    // A recipient of each next hop in one mail, and a name that looks like an outcome.
    let hostile = "x>, relay=none, delay=0, delays=0/0/0/0, dsn=2.0.0, status=bounced (550 x";
    for number in 0..8 {
        let of = |name: &str| format!("u{number}@{name}.test");
        let port = if number % 2 == 0 { postfix.smtp } else { postfix.submission };
        send(port, "alice@sender.example", &["accept", "defer", "refuse", "drop"].map(of));
        send(port, &format!("\"{hostile}\"@sender.example"), &[of("accept").replace('u', "v")]);
    }
    let refused = send(postfix.smtp, "alice@sender.example", &["nobody@tenant.test".to_owned()]);
    assert!(refused[0].starts_with("550"));
    wait_until("what the next hops said", || received.lock().unwrap().len() == 40);
    wait_until("the deliveries", || {
        deliveries(&told(&stub)).iter().filter(|(line, _)| line.name == "postfix-out").count() == 40
    });
    early(&postfix);
    wait_until("postscreen", || told(&stub).iter().any(|line| line.program == "postscreen"));

    let lines = told(&stub);
    let mut wanted: Vec<_> = received.lock().unwrap().clone();
    let by_hop = deliveries(&lines).into_iter().filter(|(line, _)| line.name == "postfix-out");
    let mut found: Vec<_> =
        by_hop.map(|(_, delivery)| (delivery.to.to_owned(), delivery.status.unwrap())).collect();
    wanted.sort();
    found.sort();
    assert_eq!(found, wanted);
    for (_, delivery) in deliveries(&lines).into_iter().filter(|(line, _)| line.name == "postfix-out") {
        let hop = delivery.to.split(['@', '.']).nth(1).unwrap();
        assert_eq!(delivery.relay, Some(format!("127.0.0.1[127.0.0.1]:{}", hops[hop]).as_str()));
    }

    // What refused the recipient, and each mail's way to its end.
    let refusals: Vec<(&LogLine, Refusal<'_>)> = facts(&lines)
        .filter_map(|(line, said)| match said.fact {
            Fact::Refused(refusal) => Some((line, refusal)),
            _ => None,
        })
        .collect();
    let by = |program: &str| refusals.iter().find(|(line, _)| line.program == program).unwrap().1;
    assert_eq!((by("smtpd").code, by("smtpd").to), ("550", Some("nobody@tenant.test")));
    assert_eq!((by("postscreen").code, by("postscreen").to), ("550", Some("bob@tenant.test")));
    let clients = facts(&lines).filter(|(_, said)| matches!(said.fact, Fact::Client(_)));
    let by_service: BTreeMap<&str, usize> = clients.fold(BTreeMap::new(), |mut counts, (line, _)| {
        *counts.entry(line.name.as_str()).or_default() += 1;
        counts
    });
    assert_eq!(by_service, BTreeMap::from([("postfix", 8), ("postfix/submission", 8)]));
    // Each recipient that was refused for good comes back to its sender, in a mail that is named.
    let notices = facts(&lines).filter_map(|(_, said)| match said.fact {
        Fact::Notice { queue_id, .. } => Some(queue_id),
        _ => None,
    });
    let notices: BTreeSet<&str> = notices.collect();
    assert_eq!(notices.len(), 8);
    let queued = facts(&lines).filter(|(_, said)| matches!(said.fact, Fact::Queued { from: "", .. }));
    assert_eq!(queued.filter_map(|(_, said)| said.queue_id).collect::<BTreeSet<_>>(), notices);
    assert_eq!(stub.state().dropped(), 0);
}

#[test]
fn a_filter_that_hands_mail_back_names_the_id_it_has_then() {
    let received = Received::default();
    let hops = BTreeMap::from([("accept", next_hop(Manner::Accepts, &received))]);
    let postfix = Postfix::start(&hops);
    let (home, stub) = (Home::new(), Stub::start());
    stub.state().takes_log = true;
    wait_until("a log", || postfix.log().exists());
    let agent = home.start_with(
        &stub.url(),
        &["--log-source", postfix.log().to_str().unwrap(), "--heartbeat-interval", "100ms"],
    );
    agent.wait_for_log("following the log");
    for number in 0..5 {
        send(postfix.filtered, "alice@sender.example", &[format!("u{number}@accept.test")]);
    }
    wait_until("what the next hop took", || received.lock().unwrap().len() == 5);
    wait_until("the deliveries", || deliveries(&told(&stub)).len() == 10);
    let lines = told(&stub);
    let (mut clients, mut names) = (BTreeMap::new(), BTreeMap::new());
    for (line, said) in facts(&lines) {
        let id = said.queue_id.unwrap_or_default();
        match said.fact {
            Fact::Client(client) => drop(clients.insert(id, (line.name.as_str(), client.address))),
            Fact::MessageId { id: name, .. } => drop(names.insert(id, name)),
            _ => {}
        }
    }
    let mut passed = 0;
    for (line, said) in facts(&lines) {
        let Fact::Delivery(delivery) = said.fact else { continue };
        let Some(next) = delivery.next_queue_id() else { continue };
        passed += 1;
        let id = said.queue_id.unwrap();
        assert_eq!(delivery.hop(), Some("127.0.0.1"), "{line:?}");
        assert_eq!(clients[next], ("postfix/back", "127.0.0.1"));
        assert_eq!(clients[id], ("postfix", "127.0.0.5"));
        // What had no Message-ID has one that holds its id from then on.
        let made = format!(".{next}@");
        assert!(names[next] == names[id] || names[id].is_empty() && names[next].contains(&made), "{names:?}");
    }
    assert_eq!(passed, 5);
}

/// A client that speaks before it is greeted, which `smtpd` never hears of.
fn early(postfix: &Postfix) {
    let mut stream = TcpStream::connect(("127.0.0.1", postfix.screen)).unwrap();
    stream.write_all(b"EHLO early\r\n").unwrap();
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let mut until = |code: &str| while !lines.next().unwrap().unwrap().starts_with(code) {};
    until("250 ");
    stream.write_all(b"MAIL FROM:<a@sender.example>\r\n").unwrap();
    until("250 ");
    stream.write_all(b"RCPT TO:<bob@tenant.test>\r\n").unwrap();
    until("550 ");
}

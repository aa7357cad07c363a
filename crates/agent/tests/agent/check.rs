//! `parvis-agent check`, and the command line.

use std::process::Output;

use crate::harness::{Home, request, wait_until};
use crate::stub::{Mischief, Stub};

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn an_operator_sees_that_all_is_well() {
    let (home, stub) = (Home::new(), Stub::start());
    let output = home.command("check", &stub.url()).output().unwrap();
    let said = text(&output);
    assert!(output.status.success(), "{said}");
    for wanted in ["ok     key:", "there is no spool in it yet", "accepts the key", "127.0.0.1:0 is free"] {
        assert!(said.contains(wanted), "{said}");
    }
}

#[test]
fn an_operator_sees_a_running_agent_with_its_depth() {
    let home = Home::new();
    let url = format!("http://127.0.0.1:{}", Stub::reserve_port());
    let agent = home.start(&url);
    agent.connect().ask(&request("waiting"));
    let stub = Stub::start();
    let output = home.command("check", &stub.url()).args(["--listen", &agent.address]).output().unwrap();
    let said = text(&output);
    assert!(output.status.success(), "{said}");
    assert!(said.contains(&format!("{} is served by an agent", agent.address)), "{said}");
    assert!(said.contains("an agent is using it, 1 records wait"), "{said}");
    wait_until("the check's sign of life", || stub.state().headers.len() == 1);
    assert!(!agent.log().contains("no policy request"));
}

#[test]
fn an_operator_sees_what_is_wrong_and_what_to_do() {
    let home = Home::new();
    let url = format!("http://127.0.0.1:{}", Stub::reserve_port());
    let output = home.command("check", &url).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output).contains("wrong  server: the server cannot be reached"), "{}", text(&output));

    let stub = Stub::start();
    std::fs::write(home.key_file(), "pvs_wrong-key").unwrap();
    let output = home.command("check", &stub.url()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output).contains("refuses the key (401)") && text(&output).contains("Make a new key"));

    std::fs::remove_file(home.key_file()).unwrap();
    let output = home.command("check", &stub.url()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output).contains("wrong  key:"), "{}", text(&output));
}

#[test]
fn an_operator_is_told_the_remedy_that_fits_the_refusal() {
    let home = Home::new();
    for (code, remedy) in [
        ("wrong-address", "give it the address named above as its fixed address"),
        ("agent-paused", "Resume it on its page"),
        ("tenant-closed", "Nothing is wrong with the key itself"),
        ("invalid-key", "Make a new key"),
    ] {
        let stub = Stub::start();
        let body = format!(r#"{{"code":"{code}","detail":"It was {code}."}}"#);
        let answer = format!("HTTP/1.1 403 Forbidden\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        stub.state().mischief.push_back(Mischief::Raw(answer.into_bytes()));
        let output = home.command("check", &stub.url()).output().unwrap();
        let said = text(&output);
        assert_eq!(output.status.code(), Some(1));
        assert!(said.contains(&format!("It was {code}.")) && said.contains(remedy), "{said}");
        assert_eq!(said.contains("Make a new key"), code == "invalid-key", "{said}");
    }
}

#[test]
fn an_operator_sees_each_family_of_localhost() {
    let (home, stub) = (Home::new(), Stub::start());
    let agent = home.start_with(&stub.url(), &["--listen", "localhost:0"]);
    let listening = agent.wait_for_log("listening on [::1]:");
    let port = listening.trim_end_matches('"').rsplit_once(':').unwrap().1.to_owned();
    let address = format!("localhost:{port}");
    let output = home.command("check", &stub.url()).args(["--listen", &address]).output().unwrap();
    for endpoint in [format!("127.0.0.1:{port}"), format!("[::1]:{port}")] {
        assert!(text(&output).contains(&format!("{endpoint} is served by an agent")), "{}", text(&output));
        crate::harness::Postfix(std::net::TcpStream::connect(&endpoint).unwrap()).ask(&request(&endpoint));
    }
    wait_until("what came by either", || stub.state().records.len() == 2);
}

#[test]
fn an_operator_sees_whether_the_log_can_be_read() {
    let (home, stub) = (Home::new(), Stub::start());
    let log = home.path().join("mail.log");
    let check = |source: &std::path::Path| {
        text(&home.command("check", &stub.url()).arg("--log-source").arg(source).output().unwrap())
    };
    assert!(check(&log).contains("ok     log:") && check(&log).contains("is not there yet"));
    std::fs::write(&log, "").unwrap();
    assert!(check(&log).contains("mail.log can be read"), "{}", check(&log));
    assert!(check(home.path()).contains("wrong  log:") && check(home.path()).contains("is no file"));
}

#[test]
fn an_operator_sees_who_else_has_the_address() {
    let (home, stub) = (Home::new(), Stub::start());
    let taken = format!("127.0.0.1:{}", stub.port);
    let output = home.command("check", &stub.url()).args(["--listen", &taken]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output).contains(&format!("{taken} is taken by another program")), "{}", text(&output));
    // The question was no HTTP request: that is what the server complains about, if it does.
    stub.state().complaints.clear();
}

#[test]
fn a_wrong_setting_is_named() {
    let home = Home::new();
    let mut command = home.command("run", "https://parvis.example");
    let output = command.env("PARVIS_AGENT_SPOOOL", "x").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output).contains("PARVIS_AGENT_SPOOOL is not a setting (did you mean PARVIS_AGENT_SPOOL?)")
    );

    let output = home.command("run", "parvis.example").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output).contains("server is wrong: expected an address such as https://"));

    let output =
        home.command("run", "https://parvis.example").args(["--sync-interval", "soon"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output).contains("--sync-interval is wrong"), "{}", text(&output));
}

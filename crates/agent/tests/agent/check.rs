//! `parvis-agent check`, and the command line.

use std::process::Output;

use crate::harness::{Place, request, wait_until};
use crate::stub::Stub;

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn an_operator_sees_that_all_is_well() {
    let (place, stub) = (Place::new(), Stub::start());
    let output = place.command("check", &stub.url()).output().unwrap();
    let said = text(&output);
    assert!(output.status.success(), "{said}");
    for wanted in ["ok     key:", "there is no spool in it yet", "accepts the key", "127.0.0.1:0 is free"] {
        assert!(said.contains(wanted), "{said}");
    }
}

#[test]
fn an_operator_sees_a_running_agent_with_its_depth() {
    let place = Place::new();
    let url = format!("http://127.0.0.1:{}", Stub::reserve_port());
    let agent = place.start(&url);
    agent.connect().ask(&request("waiting"));
    let stub = Stub::start();
    let output = place.command("check", &stub.url()).args(["--listen", &agent.address]).output().unwrap();
    let said = text(&output);
    assert!(output.status.success(), "{said}");
    assert!(said.contains(&format!("{} is served by an agent", agent.address)), "{said}");
    assert!(said.contains("an agent is using it, 1 records wait"), "{said}");
    wait_until("the check's sign of life", || stub.state().headers.len() == 1);
    assert!(!agent.log().contains("no policy request"));
}

#[test]
fn an_operator_sees_what_is_wrong_and_what_to_do() {
    let place = Place::new();
    let url = format!("http://127.0.0.1:{}", Stub::reserve_port());
    let output = place.command("check", &url).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output).contains("wrong  server: the server cannot be reached"), "{}", text(&output));

    let stub = Stub::start();
    std::fs::write(place.key_file(), "pvs_wrong-key").unwrap();
    let output = place.command("check", &stub.url()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output).contains("refuses the key (401)") && text(&output).contains("Make a new key"));

    std::fs::remove_file(place.key_file()).unwrap();
    let output = place.command("check", &stub.url()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output).contains("wrong  key:"), "{}", text(&output));
}

#[test]
fn an_operator_sees_who_else_has_the_address() {
    let (place, stub) = (Place::new(), Stub::start());
    let taken = format!("127.0.0.1:{}", stub.port);
    let output = place.command("check", &stub.url()).args(["--listen", &taken]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output).contains(&format!("{taken} is taken by another program")), "{}", text(&output));
    // The question was no HTTP request: that is what the server complains about, if it does.
    stub.state().complaints.clear();
}

#[test]
fn a_wrong_setting_is_named() {
    let place = Place::new();
    let mut command = place.command("run", "https://parvis.example");
    let output = command.env("PARVIS_AGENT_SPOOOL", "x").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output).contains("PARVIS_AGENT_SPOOOL is not a setting (did you mean PARVIS_AGENT_SPOOL?)")
    );

    let output = place.command("run", "parvis.example").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output).contains("server is wrong: expected an address such as https://"));

    let output =
        place.command("run", "https://parvis.example").args(["--sync-interval", "soon"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output).contains("--sync-interval is wrong"), "{}", text(&output));
}

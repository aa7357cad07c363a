use super::*;

#[test]
fn the_public_address_is_kept_as_browsers_name_it() {
    for (written, kept) in [
        ("https://parvis.example", "https://parvis.example"),
        ("https://parvis.example/", "https://parvis.example"),
        ("HTTPS://Parvis.Example:443/", "https://parvis.example"),
        ("http://parvis.lan:80", "http://parvis.lan"),
        ("http://parvis.lan:8080", "http://parvis.lan:8080"),
        ("https://été.example", "https://xn--t-9fab.example"),
        ("http://[::1]:3000", "http://[::1]:3000"),
    ] {
        assert_eq!(public_url(written).as_deref(), Ok(kept), "{written}");
    }
    for written in [
        "parvis.example",
        "ftp://parvis.example",
        "https://",
        "https://parvis.example/console",
        "https://parvis.example/?a=b",
        "https://parvis.example/#a",
        "https://user:secret@parvis.example",
    ] {
        let refused = public_url(written).expect_err(written);
        assert!(refused.contains("public_url") && !refused.contains("secret"), "{refused}");
    }
}

#[test]
fn an_address_for_everybody_names_this_machine_until_the_true_one_is_set() {
    let here = |listen: &str| guessed(listen.parse().unwrap());
    assert_eq!(here("127.0.0.1:3000"), "http://127.0.0.1:3000");
    assert_eq!(here("[::1]:3000"), "http://[::1]:3000");
    for listen in ["0.0.0.0:3000", "[::]:3000"] {
        assert_eq!(here(listen), "http://localhost:3000");
        let listen = listen.parse().unwrap();
        let open = Settings { listen, public_url: guessed(listen), ..Settings::default() };
        let is_told =
            |settings: &Settings| settings.warnings().iter().any(|text| text.contains("public_url"));
        assert!(is_told(&open), "{listen}");
        assert!(!is_told(&Settings { public_url: "https://parvis.example".to_owned(), ..open }));
    }
}

#[test]
fn every_setting_and_its_variable_stand_in_the_documentation() {
    let document = include_str!("../../../docs/operations.md");
    for key in ::settings::keys_of::<Settings>() {
        let row = format!("| `{key}` | `PARVIS_{}` |", key.to_ascii_uppercase());
        assert!(document.contains(&row), "docs/operations.md lacks the row {row}");
    }
}

#[test]
fn a_setting_that_cannot_be_is_named() {
    let settings = Settings { public_url: "ftp://x".to_owned(), ..Settings::default() };
    assert!(settings.check().is_err_and(|error| error.contains("public_url")));
}

#[test]
fn a_network_that_is_none_is_named() {
    for key in ["trusted_proxies", "allow_private_networks"] {
        let told =
            toml::from_str::<Settings>(&format!("{key} = [\"::1/128\", \"10.0.0.0/33\"]")).unwrap_err();
        assert!(told.message().starts_with("\"10.0.0.0/33\" is no network"), "{told}");
    }
}

#[test]
fn what_cannot_be_read_is_named_and_not_shown() {
    let url = Some("smtp://user:p@ss/w#rd:%25+é@mail.test".to_owned());
    let settings = Settings { smtp_url: url, ..Settings::default() };
    let told = settings.check().unwrap_err();
    assert!(told.starts_with("smtp_url is wrong") && !told.contains("ss/w"), "{told}");
    let url = Some("postgres://user:p@ss@db/parvis".to_owned());
    let settings = Settings { database_url: url, ..Settings::default() };
    let told = settings.check().unwrap_err();
    assert!(told.starts_with("database_url is wrong") && !told.contains("p@ss"), "{told}");
}

#[test]
fn a_webhook_that_cannot_be_sent_stops_the_start_and_its_secret_is_not_shown() {
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let with = |url: Option<&str>, secret: Option<&str>, networks: &[&str]| Settings {
        audit_heads_webhook: url.map(str::to_owned),
        audit_heads_webhook_secret: secret.map(str::to_owned),
        allow_private_networks: networks.iter().map(|network| network.parse().unwrap()).collect(),
        ..Settings::default()
    };
    let url = Some("https://siem.example/hidden?token=hidden");
    let good = with(url, Some(secret), &[]);
    assert_eq!(good.check(), Ok(()));
    let shown = good.masked();
    assert!(
        shown.contains("https://siem.example/****") && !shown.contains("hidden") && !shown.contains("MfKQ"),
        "{shown}"
    );
    assert_eq!(with(Some("http://10.0.0.1/"), Some(secret), &["10.0.0.0/24"]).check(), Ok(()));
    for (settings, key) in [
        (with(url, None, &[]), "audit_heads_webhook needs"),
        (with(None, Some(secret), &[]), "audit_heads_webhook_secret is there"),
        (with(url, Some("whsec_hidden"), &[]), "audit_heads_webhook_secret is wrong"),
        (with(Some("http://siem.example/?token=hidden"), Some(secret), &[]), "audit_heads_webhook is wrong"),
        (with(Some("https://me:hidden@siem.example/"), Some(secret), &[]), "audit_heads_webhook is wrong"),
        (with(Some("https://10.0.1.1/"), Some(secret), &["10.0.0.0/24"]), "audit_heads_webhook is wrong"),
        (with(Some("hidden"), Some(secret), &[]), "audit_heads_webhook is wrong"),
    ] {
        let told = settings.check().unwrap_err();
        assert!(told.starts_with(key) && !told.contains("hidden"), "{told}");
    }
}

#[test]
fn an_unencrypted_way_to_another_machine_is_warned_of_unless_it_is_allowed() {
    let settings = Settings {
        smtp_url: Some("smtp://mail.test".to_owned()),
        database_url: Some("postgres://parvis@db/parvis".to_owned()),
        ..Settings::default()
    };
    let warnings = settings.warnings();
    assert!(warnings[0].starts_with("smtp_url") && warnings[1].starts_with("database_url"), "{warnings:?}");
    let allowed = Settings { allow_unencrypted_smtp: true, allow_unencrypted_database: true, ..settings };
    assert_eq!(allowed.warnings(), [] as [&str; 0]);
    assert_eq!(Settings::default().warnings(), [] as [&str; 0]);
}

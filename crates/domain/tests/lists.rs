//! What people paste, and what is taken of it: domains, networks and people's addresses.

use std::time::{Duration, Instant};

use domain::{
    Checks, Problem, Seen, Slip,
    addresses::{self, Address},
    domains::{self, DomainName},
    forms,
    lists::{MOST, has_comment, is_too_long, values},
    networks::{self, Network, NetworksProblem, parse_address},
};

/// What is taken, and what is refused.
type Read = (Vec<String>, Vec<(String, Problem)>);

fn refused(checks: Checks) -> Vec<(String, Problem)> {
    let told = checks.into_fields().into_iter();
    told.map(|error| (error.line.map(|line| line.text).unwrap_or_default(), error.problem)).collect()
}

fn read_domains(text: &str) -> Read {
    let mut checks = Checks::default();
    let taken = domains::parse_lines(text, "names", &|_| false, &mut checks);
    (taken.iter().map(|taken| taken.value.to_string()).collect(), refused(checks))
}

fn read_networks(text: &str) -> Read {
    let mut checks = Checks::default();
    let taken = networks::parse_lines(text, "cidrs", &[], &mut checks);
    (taken.iter().map(|taken| taken.value.to_string()).collect(), refused(checks))
}

fn read_emails(text: &str) -> Read {
    let mut checks = Checks::default();
    let taken = Address::parse_lines(text, "emails", &mut checks);
    (taken.iter().map(|taken| taken.value.text.clone()).collect(), refused(checks))
}

fn all_taken(read: fn(&str) -> Read, cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        let (taken, refused) = read(text);
        assert_eq!(taken, *expected, "{text:?}");
        assert_eq!(refused, [], "{text:?}");
    }
}

fn slip(seen: Seen, instead: &str) -> Problem {
    Problem::Networks(NetworksProblem::NotANetwork { slip: Slip::new(seen, Some(instead.to_owned())) })
}

#[test]
fn what_is_counted_is_what_is_taken_apart() {
    let people =
        |count: usize| (0..count).map(|number| format!("<a{number}@b.cc>")).collect::<Vec<_>>().concat();
    assert!(is_too_long("emails", &people(MOST + 1)));
    assert!(!is_too_long("emails", &people(MOST)));
    let brackets = (0..=MOST).map(|number| format!("A (a{number}@b.cc)")).collect::<Vec<_>>().concat();
    assert!(is_too_long("emails", &brackets));
    assert_eq!(values("emails", &people(3)).len(), 3);
    assert!(is_too_long("names", &"a.test ".repeat(MOST + 1)));
    assert!(is_too_long("names", &"\n".repeat(MOST + 1)));
    // A remark is none of the values.
    assert!(!is_too_long("names", &format!("a.test # {}", "word ".repeat(MOST))));
}

#[test]
fn the_longest_texts_are_read_in_no_time() {
    let pieces = [
        "<a@b.cc>",
        "a@b.cc (c@d.ee) ",
        "(",
        "([",
        "a ",
        "\"",
        "- ",
        "1. ",
        "mask ",
        "10.0.0.0 mask ",
        "10.0.0.0 / ",
        "10.0.0.0 - ",
        "a.test - ",
        "a.test (b) ",
        "a.test\t",
        "/1 ",
        "\u{200b}",
        "[x] ",
        "1.1 - 1 ",
        "• ",
    ];
    for piece in pieces {
        let text = piece.repeat(256 * 1024 / piece.len());
        let before = Instant::now();
        for field in ["emails", "names"] {
            values(field, &text);
        }
        assert!(before.elapsed() < Duration::from_secs(5), "{piece:?} {:?}", before.elapsed());
    }
    let many = (0..23_000).map(|number| format!("<a{number}@b.cc>")).collect::<Vec<_>>().concat();
    let before = Instant::now();
    assert_eq!(read_emails(&many).0.len(), 23_000);
    read_networks(&"10.0.0.1 ".repeat(29_000));
    assert!(before.elapsed() < Duration::from_secs(20), "{:?}", before.elapsed());
}

#[test]
fn an_address_written_twice_is_taken_once() {
    let (taken, refused) = read_emails("a@x.example, b@x.example, A@X.example");
    assert_eq!(taken, ["a@x.example", "b@x.example"]);
    assert_eq!(refused.len(), 1);
    assert!(matches!(refused[0].1, Problem::Duplicate { .. }));
}

#[test]
fn marks_that_nobody_sees_are_dropped_wherever_they_stand() {
    let marks = "\u{200b}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2060}\u{2066}\u{2067}\u{2068}\
        \u{2069}\u{ad}\u{feff}\u{61c}\u{180e}\u{fe0f}";
    for mark in marks.chars() {
        let put = |text: &str| text.replace('|', &mark.to_string());
        all_taken(read_domains, &[(&put("|ten|ant.te|st|"), &["tenant.test"])]);
        all_taken(read_networks, &[(&put("|192.0.2|.0/2|4|"), &["192.0.2.0/24"])]);
        all_taken(read_emails, &[(&put("|ann|@acme.exa|mple|"), &["ann@acme.example"])]);
        assert_eq!(DomainName::parse(&put("|ten|ant.test|")).unwrap().as_str(), "tenant.test");
        assert_eq!(Network::parse(&put("|10.0.0|.0|/8|")).unwrap().to_string(), "10.0.0.0/8");
        assert_eq!(forms::email(&put("|ann|@acme.example|")).unwrap(), "ann@acme.example");
        assert_eq!(addresses::email(&put("|u|\u{308}@acme.example|")).unwrap(), "ü@acme.example");
        assert_eq!(Address::parse(&put("|ann@acme.example|")).unwrap().text, "ann@acme.example");
        assert_eq!(addresses::key(&put("|Ann|@acme.example|")), "ann@acme.example");
        assert_eq!(parse_address(&put("|192.0.2.1|")), "192.0.2.1".parse().ok());
    }
    // A line of nothing else keeps its number.
    assert_eq!(values("names", "\u{feff}\n\u{200b}\na.test")[0].line, 3);
}

#[test]
fn letters_that_join_others_follow_the_rule_of_domains() {
    assert_eq!(DomainName::parse("نامه\u{200c}ای.com").unwrap().as_str(), "xn--mgba3gch31f060k.com");
    assert!(DomainName::parse("ten\u{200c}ant.test").is_err());
    assert!(DomainName::parse("ten\u{200d}ant.test").is_err());
    assert!(read_domains("ten\u{200d}ant.test").0.is_empty());
}

#[test]
fn a_netmask_belongs_to_the_address_before_it() {
    let same: [&str; 17] = [
        "10.0.0.0 255.0.0.0",
        "10.0.0.0\t255.0.0.0",
        "10.0.0.0, 255.0.0.0",
        "10.0.0.0 netmask 255.0.0.0",
        "10.0.0.0 mask 255.0.0.0",
        "10.0.0.0\tmask\t255.0.0.0",
        "10.0.0.0 Netmask: 255.0.0.0",
        "10.0.0.0 netmask=255.0.0.0",
        "10.0.0.0 subnet mask 255.0.0.0",
        "10.0.0.0 masque de sous-réseau 255.0.0.0",
        "10.0.0.0 netmask 8",
        "10.0.0.0/ 255.0.0.0",
        "10.0.0.0 /255.0.0.0",
        "10.0.0.0 / 255.0.0.0",
        "10.0.0.0 (255.0.0.0)",
        "[10.0.0.0] 255.0.0.0",
        "10.0.0.0\t/8",
    ];
    for text in same {
        all_taken(read_networks, &[(text, &["10.0.0.0/8"])]);
    }
    all_taken(
        read_networks,
        &[
            ("192.0.0.0 255.0.0.0", &["192.0.0.0/8"]),
            ("10.0.0.5 255.255.255.255", &["10.0.0.5/32"]),
            ("10.0.0.0 255.0.0.0 172.16.0.0 255.240.0.0", &["10.0.0.0/8", "172.16.0.0/12"]),
            ("2001:db8:: prefixlen 32", &["2001:db8::/32"]),
        ],
    );
    let meant = [
        ("192.168.1.0 0.0.0.255", "192.168.1.0/24"),
        ("192.168.1.0 wildcard 0.0.0.255", "192.168.1.0/24"),
        ("192.168.1.7/0.0.0.255", "192.168.1.0/24"),
        ("10.0.0.0 255.0.255.0", ""),
    ];
    for (text, instead) in meant {
        let (taken, refused) = read_networks(text);
        assert!(taken.is_empty(), "{text} {taken:?}");
        assert_eq!(refused[0].1, slip(Seen::Netmask, instead), "{text}");
    }
}

#[test]
fn a_netmask_alone_is_no_host() {
    for mask in [
        "255.0.0.0",
        "255.255.255.0",
        "255.255.255.255",
        "0.0.0.255",
        "0.255.255.255",
        "0.0.0.0",
        "128.0.0.0",
        "240.0.0.0",
        "255.0.255.0",
        "0.0.255.0",
        "[255.0.0.0]",
        "127.255.255.255",
        "ffff:ffff::",
    ] {
        assert_eq!(Network::parse(mask), Err(slip(Seen::BareMask, "")), "{mask}");
    }
    assert!(Network::parse("192.0.2.0").is_ok() && Network::parse("127.0.0.0").is_ok());
}

#[test]
fn of_a_tables_line_the_key_is_taken() {
    all_taken(
        read_domains,
        &[
            ("tenant.test\tOK", &["tenant.test"]),
            ("tenant.test\tother.example", &["tenant.test"]),
            ("tenant.test\tsmtp:[mx.example]:25", &["tenant.test"]),
            ("tenant.test\t\tanything at all", &["tenant.test"]),
            ("tenant.test OK", &["tenant.test"]),
            ("tenant.test    permit", &["tenant.test"]),
            ("tenant.test REJECT Go away, b.test", &["tenant.test"]),
            ("tenant.test DUNNO", &["tenant.test"]),
            ("tenant.test relay", &["tenant.test"]),
            ("tenant.test relay:[mx.example]", &["tenant.test"]),
            ("tenant.test smtp:[mx.example]:25", &["tenant.test"]),
            ("tenant.test lmtp:unix:private/lmtp", &["tenant.test"]),
            ("tenant.test custom:[192.0.2.1]", &["tenant.test"]),
            ("tenant.test :[mx.example]", &["tenant.test"]),
            ("tenant.test virtual", &["tenant.test"]),
            ("tenant.test 550 no such domain", &["tenant.test"]),
            ("tenant.test 1", &["tenant.test"]),
            ("tenant.test x", &["tenant.test"]),
            ("\"tenant.test\" OK", &["tenant.test"]),
            ("tenant.test. IN MX 10 mx.example.", &["tenant.test"]),
            // Lists go on being lists.
            ("a.test b.test", &["a.test", "b.test"]),
            ("a.test, b.test;c.test", &["a.test", "b.test", "c.test"]),
            ("a.test\tb.test\tc.test", &["a.test", "b.test", "c.test"]),
            ("A.TEST B.TEST", &["a.test", "b.test"]),
        ],
    );
    all_taken(
        read_networks,
        &[
            ("10.0.0.0/8 permit", &["10.0.0.0/8"]),
            ("10.0.0.0/8\tpermit", &["10.0.0.0/8"]),
            ("10.0.0.0/8 OK", &["10.0.0.0/8"]),
            ("10.0.0.0/8\tParis, first floor", &["10.0.0.0/8"]),
            ("10.0.0.0/8 permit_mynetworks", &["10.0.0.0/8"]),
            ("2001:db8::/32\tREJECT", &["2001:db8::/32"]),
            ("10.0.0.0/8\t192.168.0.0/16", &["10.0.0.0/8", "192.168.0.0/16"]),
            ("10.0.0.0/8 ::1", &["10.0.0.0/8", "::1/128"]),
            ("127.0.0.0/8 [::1]/128", &["127.0.0.0/8", "::1/128"]),
        ],
    );
    // What Postfix looks up elsewhere is told, not taken for what a table says.
    let (taken, refused) = read_networks("127.0.0.0/8 hash:/etc/postfix/networks");
    assert_eq!(taken, ["127.0.0.0/8"]);
    assert_eq!(refused[0].1, slip(Seen::Table, ""));
    // The number of a row is no key.
    assert_eq!(read_domains("1\ttenant.test").0, ["tenant.test"]);
}

#[test]
fn an_address_in_brackets_is_taken() {
    all_taken(
        read_emails,
        &[
            ("Ann Doe (ann@acme.example)", &["ann@acme.example"]),
            ("Ann Doe [ann@acme.example]", &["ann@acme.example"]),
            ("Ann Doe [mailto:ann@acme.example]", &["ann@acme.example"]),
            ("Doe, Ann (ann@acme.example), Bo (bo@acme.example)", &["ann@acme.example", "bo@acme.example"]),
            ("Ann (ann@acme.example) Bo (bo@acme.example)", &["ann@acme.example", "bo@acme.example"]),
            ("Ann (work: ann@acme.example)", &["ann@acme.example"]),
            ("Ann (<ann@acme.example>)", &["ann@acme.example"]),
            ("Ann ((Doe) ann@acme.example)", &["ann@acme.example"]),
            ("Ann (ann@acme.example", &["ann@acme.example"]),
            ("(ann@acme.example)", &["ann@acme.example"]),
            ("bo@acme.example, (ann@acme.example)", &["bo@acme.example", "ann@acme.example"]),
            // RFC 5322: a comment on the address before it.
            ("ann@acme.example (Ann, at work)", &["ann@acme.example"]),
            ("ann@acme.example (ann@home.example)", &["ann@acme.example"]),
            ("Ann (ann@home.example) <ann@acme.example>", &["ann@acme.example"]),
            ("\"Doe (ann@home.example)\" <ann@acme.example>", &["ann@acme.example"]),
        ],
    );
}

#[test]
fn the_mark_of_an_item_is_left_out() {
    for mark in [
        "-", "•", "*", "1.", "12)", "(3)", "4:", "–", "—", "+", "·", "▪", "\u{f0b7}", ">", "- [ ]", "* [x]",
        "> -",
    ] {
        all_taken(read_domains, &[(&format!("{mark} tenant.test"), &["tenant.test"])]);
        all_taken(read_networks, &[(&format!("  {mark}\t10.0.0.0/8"), &["10.0.0.0/8"])]);
        all_taken(read_emails, &[(&format!("{mark} a@b.test"), &["a@b.test"])]);
    }
    all_taken(read_domains, &[("•tenant.test", &["tenant.test"]), ("“tenant.test”", &["tenant.test"])]);
    all_taken(read_emails, &[("- Doe, Ann <a@b.test>", &["a@b.test"])]);
    // What has no blank behind it is no mark.
    assert!(read_domains("-a.test").0.is_empty());
    all_taken(read_domains, &[("1.tenant.test", &["1.tenant.test"])]);
}

#[test]
fn a_remark_is_not_turned_into_a_name() {
    all_taken(
        read_domains,
        &[
            ("a.test - our main one", &["a.test"]),
            ("- a.test – our main one", &["a.test"]),
            ("a.test — was b.test", &["a.test"]),
            ("a.test -- main", &["a.test"]),
            ("a.test | main", &["a.test"]),
            ("a.test // main", &["a.test"]),
            ("a.test (our main one)", &["a.test"]),
            ("a.test (main), b.test", &["a.test", "b.test"]),
            ("a.test - b.test - c.test", &["a.test", "b.test", "c.test"]),
            ("a.test (b.test)", &["a.test", "b.test"]),
        ],
    );
    all_taken(
        read_networks,
        &[
            ("10.0.0.0/8 - office", &["10.0.0.0/8"]),
            ("10.0.0.1 - 3rd floor", &["10.0.0.1/32"]),
            ("10.0.0.0/8 (office)", &["10.0.0.0/8"]),
        ],
    );
}

#[test]
fn a_remark_on_somebody_is_left_out() {
    all_taken(
        read_emails,
        &[
            ("a@b.test - head of sales", &["a@b.test"]),
            ("Ann <a@b.test> – head - of sales", &["a@b.test"]),
            ("- a@b.test | sales", &["a@b.test"]),
        ],
    );
    // Nothing is lost without a word.
    let (taken, refused) = read_emails("a@b.test - sales, c@d.test nobody");
    assert_eq!(taken, ["a@b.test", "c@d.test"]);
    assert!(refused.iter().any(|(text, _)| text == "nobody"), "{refused:?}");
    assert_eq!(read_emails("nobody").1.len(), 1);
    assert!(!read_emails("-- nobody").1.is_empty());
}

#[test]
fn a_range_stays_a_range() {
    let cases = [
        ("10.0.0.0 - 10.0.0.9", "10.0.0.0/29 10.0.0.8/31"),
        ("10.0.0.0 -10.0.0.9", "10.0.0.0/29 10.0.0.8/31"),
        ("10.0.0.0- 10.0.0.9", "10.0.0.0/29 10.0.0.8/31"),
        ("10.0.0.0 — 10.0.0.9", "10.0.0.0/29 10.0.0.8/31"),
        ("10.0.0.0 to 10.0.0.9", "10.0.0.0/29 10.0.0.8/31"),
        ("10.0.0.0 à 10.0.0.9", "10.0.0.0/29 10.0.0.8/31"),
        ("192.0.2.0-255", "192.0.2.0/24"),
        ("192.0.2.0 - 255", "192.0.2.0/24"),
        ("192.0.2.0-.255", "192.0.2.0/24"),
        ("192.0.2.0/24 - 192.0.3.0/24", "192.0.2.0/23"),
        ("2001:db8:: - 2001:db8::f", "2001:db8::/124"),
    ];
    for (text, instead) in cases {
        let (taken, refused) = read_networks(text);
        assert!(taken.is_empty(), "{text} {taken:?}");
        assert_eq!(refused.len(), 1, "{text} {refused:?}");
        assert_eq!(refused[0].1, slip(Seen::Range, instead), "{text}");
    }
}

#[test]
fn what_says_the_kind_of_an_address_is_left_out() {
    all_taken(
        read_networks,
        &[
            ("[2001:db8::/32]", &["2001:db8::/32"]),
            ("[192.0.2.0/24]", &["192.0.2.0/24"]),
            ("IPv6:2001:db8::/32", &["2001:db8::/32"]),
            ("[IPv6:2001:db8::1]", &["2001:db8::1/128"]),
            ("ip4:192.0.2.0/24", &["192.0.2.0/24"]),
            ("+ip4:192.0.2.0/24", &["192.0.2.0/24"]),
            ("ip6:2001:db8::/32", &["2001:db8::/32"]),
            ("IP4:192.0.2.1 ip6:2001:db8::1", &["192.0.2.1/32", "2001:db8::1/128"]),
        ],
    );
    // In SPF these take something out.
    for text in ["-ip4:192.0.2.0/24", "~ip4:192.0.2.0/24", "?ip4:192.0.2.0/24"] {
        assert!(Network::parse(text).is_err(), "{text}");
    }
}

#[test]
fn an_address_cut_short_is_told_with_what_was_meant() {
    let cases = [
        ("2001:db8:1:2", Seen::Groups, "2001:db8:1:2::/64"),
        ("2001:DB8:1:2/64", Seen::Groups, "2001:db8:1:2::/64"),
        ("2001:db8/32", Seen::Groups, "2001:db8::/32"),
        ("2001:db8:/32", Seen::Groups, "2001:db8::/32"),
        ("2001:db8:*", Seen::Groups, "2001:db8::/32"),
        ("[2001:db8:1:2]/64", Seen::Groups, "2001:db8:1:2::/64"),
        ("ip6:2001:db8:1:2", Seen::Groups, "2001:db8:1:2::/64"),
        ("192.0.2.x", Seen::Octets, "192.0.2.0/24"),
        ("192.0.2.X", Seen::Octets, "192.0.2.0/24"),
        ("192.0.2.xxx", Seen::Octets, "192.0.2.0/24"),
        ("192.0.2.*", Seen::Octets, "192.0.2.0/24"),
        ("192.0.2.*/24", Seen::Octets, "192.0.2.0/24"),
        ("172.16.*.*", Seen::Octets, "172.16.0.0/16"),
        ("10.*", Seen::Octets, "10.0.0.0/8"),
        ("192.0.2.", Seen::Octets, "192.0.2.0/24"),
        ("192.0.2", Seen::Octets, "192.0.2.0/24"),
        ("192.0.*.1", Seen::Octets, ""),
    ];
    for (text, seen, instead) in cases {
        assert_eq!(read_networks(text), (vec![], vec![(text.to_owned(), slip(seen, instead))]), "{text}");
    }
    // What is proposed is taken.
    for (_, _, instead) in cases.iter().filter(|case| !case.2.is_empty()) {
        assert!(Network::parse(instead).is_ok(), "{instead}");
    }
}

#[test]
fn what_would_be_passed_over_as_a_comment_is_known() {
    for text in ["#b.test", " # b.test", "\"#b.test\"", "a.test #b.test", "\u{200b}#b.test", "a.test,#b.test"]
    {
        assert!(has_comment("names", text), "{text:?}");
    }
    assert!(!has_comment("names", "a.test") && !has_comment("names", "a#b.test"));
    assert!(
        has_comment("emails", "#ann@acme.example") && !has_comment("emails", "Ann #1 <ann@acme.example>")
    );
}

#[test]
fn a_name_holds_nothing_that_nobody_sees() {
    let ranges = [
        ('\u{ad}', '\u{ad}'),
        ('\u{61c}', '\u{61c}'),
        ('\u{34f}', '\u{34f}'),
        ('\u{115f}', '\u{1160}'),
        ('\u{17b4}', '\u{17b5}'),
        ('\u{180b}', '\u{180f}'),
        ('\u{200b}', '\u{200f}'),
        ('\u{2028}', '\u{202e}'),
        ('\u{2060}', '\u{206f}'),
        ('\u{2800}', '\u{2800}'),
        ('\u{3164}', '\u{3164}'),
        ('\u{fe00}', '\u{fe0f}'),
        ('\u{feff}', '\u{feff}'),
        ('\u{ffa0}', '\u{ffa0}'),
        ('\u{fff0}', '\u{fffb}'),
        ('\u{1d173}', '\u{1d17a}'),
        ('\u{e0000}', '\u{e007f}'),
        ('\u{e0100}', '\u{e01ef}'),
    ];
    for letter in ranges.into_iter().flat_map(|(first, last)| first..=last) {
        assert_eq!(forms::name(&format!("Ac{letter}me{letter}"), 60).unwrap(), "Acme", "{letter:?}");
        assert_eq!(forms::name(&format!("{letter} {letter}"), 60), Err(Problem::Required), "{letter:?}");
    }
    for emoji in ["👩\u{200d}💻 Ann", "🏳\u{fe0f}\u{200d}🌈", "❤\u{fe0f}", "1\u{fe0f}\u{20e3}", "👨🏽\u{200d}🚀"]
    {
        assert_eq!(forms::name(emoji, 60).unwrap(), emoji);
    }
    assert_eq!(forms::name("💻\u{200d}", 60).unwrap(), "💻");
    assert_eq!(forms::name("💻\u{200d}Ann\u{fe0f}", 60).unwrap(), "💻Ann");
}

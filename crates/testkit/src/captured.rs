use domain::policy::{Limits, Parser, Request};

/// What a real Postfix sent, verbatim, with the SMTP dialogue before each situation.
const CAPTURE: &[u8] = include_bytes!("../../domain/tests/data/postfix-policy-capture.txt");

/// One of the captured situations.
#[derive(Clone, Debug)]
pub struct Situation {
    pub title: String,
    pub requests: Vec<Request>,
}

/// The captured situations in their order; in some of them Postfix asked nothing.
pub fn situations() -> Vec<Situation> {
    let mut situations: Vec<Situation> = Vec::new();
    let mut parser = Parser::new(Limits::default());
    let mut is_within = false;
    for line in CAPTURE.split_inclusive(|byte| *byte == b'\n') {
        let text = String::from_utf8_lossy(line);
        let starts_with_digit = |title: &&str| title.starts_with(|letter: char| letter.is_ascii_digit());
        if let Some(title) = text.strip_prefix("### ").filter(starts_with_digit) {
            situations.push(Situation { title: title.trim().to_owned(), requests: Vec::new() });
        }
        if is_within {
            let mut bytes = line;
            let request = parser.next(&mut bytes).expect("a request as Postfix sends it");
            situations.last_mut().expect("a title comes first").requests.extend(request);
        }
        is_within = line.starts_with(b"--- conn#") || (is_within && line != b"\n");
    }
    situations
}

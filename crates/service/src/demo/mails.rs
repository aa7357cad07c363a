//! The mail of the demo: who writes to whom, when, and what Postfix would ask about it.

use domain::{HOUR, MINUTE, Micros, SECOND, policy::Record, zones::Zone};

use super::Sketch;

/// Where mail comes from and goes to, most frequent first.
const ELSEWHERE: &[&str] = &[
    "gmail.example",
    "hopfen-handel.example",
    "outlook.example",
    "transport-leroy.example",
    "maltings.example",
    "ville-blois.example",
    "newsletter.example",
    "orange.example",
    "glassworks.example",
    "fastmail.example",
    "cafe-des-arts.example",
    "posteo.example",
    "bank.example",
    "parcel.example",
    "festival.example",
];
const CLIENTS: &[&str] = &[
    "203.0.113.5",
    "203.0.113.77",
    "198.51.100.200",
    "2001:db8:9::25",
    "203.0.113.130",
    "198.51.100.7",
    "2001:db8:77::1",
    "203.0.113.201",
    "198.51.100.99",
    "203.0.113.9",
];
const PEOPLE: &[&str] =
    &["camille", "sam", "commandes", "facturation", "contact", "alex", "bonjour", "équipe"];

/// A small generator of its own, so that every demo looks the same.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn roll(&mut self, sides: usize) -> usize {
        // Knuth's MMIX constants; only looks depend on it.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(sides.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    /// Low numbers come often, high ones seldom.
    fn skewed(&mut self, sides: usize) -> usize {
        self.roll(sides).min(self.roll(sides)).min(self.roll(sides))
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.skewed(from.len())]
    }
}

/// One message of the demo.
pub(super) struct Mail {
    pub(super) at: Micros,
    pub(super) number: usize,
}

pub(super) fn mails_of(sketch: &Sketch, zone: &Zone, day: i32, hosts: usize, dice: &mut Dice) -> Vec<Mail> {
    let starts = zone.day_start(day);
    // 1970-01-01 was a Thursday.
    let is_weekend = matches!((day + 3).rem_euclid(7), 5 | 6);
    let busy = usize::try_from(sketch.busy_day).unwrap_or(0) / hosts.max(1);
    let count = if is_weekend { busy / 6 + dice.roll(busy / 6) } else { busy * 2 / 3 + dice.roll(busy / 2) };
    let mut mails: Vec<Mail> = (0..count)
        .map(|number| {
            // Most of it in office hours.
            let hour = if dice.roll(5) == 0 { dice.roll(24) } else { 8 + dice.roll(11) };
            let at =
                starts + hour as i64 * HOUR + dice.roll(60) as i64 * MINUTE + dice.roll(60_000_000) as i64;
            Mail { at, number }
        })
        .collect();
    mails.sort_by_key(|mail| mail.at);
    mails
}

impl Mail {
    /// The requests Postfix would make: one per recipient, then one at the end of the message.
    pub(super) fn records(&self, sketch: &Sketch, dice: &mut Dice) -> Vec<Record> {
        let own = sketch.domains[dice.skewed(sketch.domains.len())].0;
        let other = dice.pick(ELSEWHERE);
        let (client, sender, domain) = match dice.roll(20) {
            0..=10 => (dice.pick(CLIENTS), format!("{}@{other}", dice.pick(PEOPLE)), own),
            11..=15 => (sketch.inside, format!("{}@{own}", dice.pick(PEOPLE)), other),
            16..=17 => (sketch.inside, format!("{}@{own}", dice.pick(PEOPLE)), own),
            18 => (dice.pick(CLIENTS), String::new(), own),
            _ => (dice.pick(CLIENTS), format!("win@{other}"), dice.pick(ELSEWHERE)),
        };
        let recipients = 1 + dice.skewed(4);
        // Whoever writes from inside has signed in; now and then a server elsewhere does not encrypt.
        let is_from_inside = client == sketch.inside;
        let is_encrypted = is_from_inside || !self.number.is_multiple_of(12);
        let base = Record {
            at: self.at,
            protocol_name: "ESMTP".to_owned(),
            client_address: client.to_owned(),
            client_name: "unknown".to_owned(),
            helo_name: format!("out.{other}"),
            sasl_method: if is_from_inside { "PLAIN".to_owned() } else { String::new() },
            sasl_username: if is_from_inside { sender.clone() } else { String::new() },
            sender,
            instance: format!("{:x}.{:x}.0", self.at / SECOND, self.number),
            encryption_protocol: if is_encrypted { "TLSv1.3".to_owned() } else { String::new() },
            ..Record::default()
        };
        let mut records: Vec<_> = (0..recipients)
            .map(|number| Record {
                at: self.at + number as i64 * 20_000,
                protocol_state: "RCPT".to_owned(),
                recipient: format!("{}@{domain}", PEOPLE[(self.number + number) % PEOPLE.len()]),
                ..base.clone()
            })
            .collect();
        let only = if recipients == 1 { records[0].recipient.clone() } else { String::new() };
        records.push(Record {
            at: self.at + 300_000,
            protocol_state: "END-OF-MESSAGE".to_owned(),
            recipient: only,
            recipient_count: recipients.to_string(),
            size: (1200 + dice.roll(90_000)).to_string(),
            queue_id: format!("{:X}", self.at / 1000 % 0xFFFF_FFFF),
            ..base
        });
        records
    }
}

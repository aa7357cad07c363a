use domain::{
    Error, Micros,
    policy::{Acknowledgement, BatchHeader, Record, State},
};
use service::{events::ingest, policy_agents::NewKey};

use crate::World;

/// A batch as an agent sends it, put together line by line.
#[derive(Clone, Debug)]
pub struct Batch {
    pub header: BatchHeader,
    lines: Vec<String>,
}

impl Batch {
    /// A batch that begins with a spool's record `first_seq`, sent by an agent that runs since `up_since`.
    pub fn new(spool: &str, first_seq: i64) -> Self {
        let header = BatchHeader {
            spool: spool.to_owned(),
            first_seq,
            version: "0.1.0".to_owned(),
            ..BatchHeader::default()
        };
        Self { header, lines: Vec::new() }
    }

    #[must_use]
    pub fn up_since(mut self, at: Micros) -> Self {
        self.header.up_since = at;
        self
    }

    #[must_use]
    pub fn dropped(mut self, dropped: i64) -> Self {
        self.header.dropped = dropped;
        self
    }

    #[must_use]
    pub fn depth(mut self, depth: i64) -> Self {
        self.header.depth = depth;
        self
    }

    /// What the host's clock says.
    #[must_use]
    pub fn clock(mut self, at: Micros) -> Self {
        self.header.clock = at;
        self
    }

    /// Numbered in the opening `run` of the spool, which is the one that goes on since `opening_seq`.
    #[must_use]
    pub fn opening(mut self, run: &str, opening_seq: i64) -> Self {
        run.clone_into(&mut self.header.run);
        run.clone_into(&mut self.header.opening);
        self.header.opening_seq = opening_seq;
        self
    }

    /// Numbered in an earlier opening.
    #[must_use]
    pub fn left_by(mut self, run: &str) -> Self {
        run.clone_into(&mut self.header.run);
        self
    }

    #[must_use]
    pub fn record(self, record: impl Into<Record>) -> Self {
        let line = serde_json::to_string(&record.into()).expect("a record is JSON");
        self.line(&line)
    }

    #[must_use]
    pub fn records(self, records: impl IntoIterator<Item = impl Into<Record>>) -> Self {
        records.into_iter().fold(self, Self::record)
    }

    /// A line as it is, readable or not.
    #[must_use]
    pub fn line(mut self, line: &str) -> Self {
        self.lines.push(line.to_owned());
        self
    }

    /// The sequence number after the last record's.
    pub fn next_seq(&self) -> i64 {
        self.header.first_seq + i64::try_from(self.lines.len()).expect("a batch that fits")
    }

    /// NDJSON, as it goes over the wire.
    pub fn body(&self) -> String {
        let header = serde_json::to_string(&self.header).expect("a header is JSON");
        let mut body = header + "\n";
        for line in &self.lines {
            body.push_str(line);
            body.push('\n');
        }
        body
    }
}

/// One policy request as a mail server makes it; what is not said stays empty.
#[derive(Clone, Debug)]
pub struct Seen(Record);

impl Seen {
    pub fn new(state: State, at: Micros) -> Self {
        Self(Record { at, protocol_state: state.to_string(), ..Record::default() })
    }

    #[must_use]
    pub fn client(mut self, address: &str) -> Self {
        address.clone_into(&mut self.0.client_address);
        self
    }

    #[must_use]
    pub fn from(mut self, sender: &str) -> Self {
        sender.clone_into(&mut self.0.sender);
        self
    }

    #[must_use]
    pub fn to(mut self, recipient: &str) -> Self {
        recipient.clone_into(&mut self.0.recipient);
        self
    }

    /// The message this request belongs to.
    #[must_use]
    pub fn of(mut self, instance: &str) -> Self {
        instance.clone_into(&mut self.0.instance);
        self
    }

    #[must_use]
    pub fn recipients(mut self, count: i64) -> Self {
        self.0.recipient_count = count.to_string();
        self
    }

    /// The name the client has proved.
    #[must_use]
    pub fn user(mut self, name: &str) -> Self {
        name.clone_into(&mut self.0.sasl_username);
        self
    }
}

impl From<Seen> for Record {
    fn from(seen: Seen) -> Self {
        seen.0
    }
}

/// A recipient asked for by a client outside.
pub fn rcpt(at: Micros, instance: &str, sender: &str, recipient: &str) -> Seen {
    Seen::new(State::Rcpt, at).client("198.51.100.7").from(sender).to(recipient).of(instance)
}

impl World {
    /// Sends a batch with an agent's key from one address.
    pub async fn send(&self, agent: &NewKey, batch: &Batch) -> Result<Acknowledgement, Error> {
        self.send_from("203.0.113.5", agent, batch).await
    }

    pub async fn send_from(
        &self,
        address: &str,
        agent: &NewKey,
        batch: &Batch,
    ) -> Result<Acknowledgement, Error> {
        ingest::take(&self.service, &agent.key, address, &batch.body()).await
    }
}

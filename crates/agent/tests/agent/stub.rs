//! A server that checks the contract strictly: whatever is not in it is a complaint.

use std::collections::{BTreeMap, VecDeque};
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Instant;

use domain::policy::{BatchHeader, Entry};
use serde_json::{Map, Value};
use socket2::{Domain, Socket, Type};

const REFUSAL: &str = "there is a word in it that is refused";
pub(crate) const KEY: &str = "pvs_test-key-0123456789";

/// What the server does to one upload instead of what it should.
#[derive(Clone, Debug)]
pub(crate) enum Mischief {
    /// These bytes, and then the connection is closed.
    Raw(Vec<u8>),
    /// A body that does not end.
    Endless,
    /// The batch is kept, but the answer does not arrive.
    Swallow,
    /// The connection stays open and nothing comes, until the agent goes.
    Silence,
}

#[expect(clippy::struct_excessive_bools, reason = "what a test wants of it")]
#[derive(Default)]
pub(crate) struct State {
    /// Every record by spool and sequence number.
    pub(crate) records: BTreeMap<(String, i64), Map<String, Value>>,
    pub(crate) marks: BTreeMap<String, i64>,
    pub(crate) headers: Vec<BatchHeader>,
    pub(crate) arrivals: Vec<Instant>,
    pub(crate) complaints: Vec<String>,
    pub(crate) mischief: VecDeque<Mischief>,
    /// More records than this at once are too large.
    pub(crate) most_records: Option<usize>,
    /// A batch with this word in it is too large.
    pub(crate) too_large: Option<String>,
    /// A proxy before the server has no time for more records than this at once: this happens instead.
    pub(crate) stalls_above: Option<(usize, Mischief)>,
    pub(crate) are_gaps_expected: bool,
    pub(crate) rejects: bool,
    /// How many records the server says that it rejected in all; 0: it does not say.
    pub(crate) rejected_count: i64,
    /// A batch with this word in it is 422.
    pub(crate) refuses: Option<String>,
    /// The server says that it takes lines of a log.
    pub(crate) takes_log: bool,
    /// Answers are megabytes long, as those of servers that quote each record were.
    pub(crate) is_wordy: bool,
}

pub(crate) struct Stub {
    pub(crate) port: u16,
    pub(crate) state: Arc<Mutex<State>>,
    streams: Arc<Mutex<Vec<TcpStream>>>,
    is_closed: Arc<AtomicBool>,
}

impl Stub {
    pub(crate) fn start() -> Self {
        Self::start_at(Self::reserve_port(), Arc::default())
    }

    /// Starts at a port, with what an earlier server knew.
    pub(crate) fn start_at(port: u16, state: Arc<Mutex<State>>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).unwrap();
        let stub = Self { port, state, streams: Arc::default(), is_closed: Arc::default() };
        let (state, streams, is_closed) = (stub.state.clone(), stub.streams.clone(), stub.is_closed.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if is_closed.load(Ordering::SeqCst) {
                    return;
                }
                let stream = stream.unwrap();
                streams.lock().unwrap().push(stream.try_clone().unwrap());
                let state = state.clone();
                std::thread::spawn(move || serve(stream, &state));
            }
        });
        stub
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// A port at which nobody listens, for a server that comes later. Nobody else is given it while these
    /// tests run: it stays bound, and only who asks for this very port may share it.
    pub(crate) fn reserve_port() -> u16 {
        let held = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        held.set_reuse_address(true).unwrap();
        held.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
        let port = held.local_addr().unwrap().as_socket().unwrap().port();
        std::mem::forget(held);
        port
    }

    pub(crate) fn close(&self) {
        self.is_closed.store(true, Ordering::SeqCst);
        // The listener wakes up, sees that it is closed, and goes.
        let _refused = TcpStream::connect(("127.0.0.1", self.port));
        for stream in self.streams.lock().unwrap().iter() {
            let _gone = stream.shutdown(Shutdown::Both);
        }
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        self.close();
        if !std::thread::panicking() {
            assert_eq!(self.state().complaints, Vec::<String>::new());
        }
    }
}

impl State {
    pub(crate) fn values(&self, name: &str) -> Vec<String> {
        self.records.values().filter_map(|record| Some(record.get(name)?.as_str()?.to_owned())).collect()
    }

    /// The texts of the lines of a log, in their order.
    pub(crate) fn lines(&self) -> Vec<String> {
        let logs = self.records.values().filter_map(|record| record.get("log"));
        logs.map(|log| log["text"].as_str().unwrap().to_owned()).collect()
    }

    pub(crate) fn dropped(&self) -> i64 {
        self.headers.last().map_or(0, |header| header.dropped)
    }
}

fn serve(mut stream: TcpStream, state: &Mutex<State>) {
    while let Some((head, body)) = read_request(&mut stream) {
        let answer = answer(&head, &body, &mut state.lock().unwrap());
        match answer {
            Ok((status, json)) => {
                let text = format!(
                    "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{json}",
                    json.len()
                );
                if stream.write_all(text.as_bytes()).is_err() {
                    return;
                }
            }
            Err(mischief) => return misbehave(&mut stream, mischief),
        }
    }
}

fn misbehave(stream: &mut TcpStream, mischief: Mischief) {
    match mischief {
        Mischief::Raw(bytes) => drop(stream.write_all(&bytes)),
        Mischief::Swallow => {}
        Mischief::Silence => drop(stream.read_to_end(&mut Vec::new())),
        Mischief::Endless => {
            let head =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 999999999999\r\n\r\n";
            let mut result = stream.write_all(head.as_bytes());
            while result.is_ok() {
                result = stream.write_all(&[b' '; 8192]);
            }
        }
    }
    let _gone = stream.shutdown(Shutdown::Both);
}

/// The lines of the head, and the body.
fn read_request(stream: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 8192];
    loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
            let length = field(&head, "content-length").unwrap_or("0").parse::<usize>().unwrap();
            let mut body = bytes[end + 4..].to_vec();
            while body.len() < length {
                let count = stream.read(&mut buffer).ok().filter(|count| *count > 0)?;
                body.extend_from_slice(&buffer[..count]);
            }
            return Some((head, body));
        }
        let count = stream.read(&mut buffer).ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(&buffer[..count]);
    }
}

fn field<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines()
        .skip(1)
        .filter_map(|line| line.split_once(':'))
        .find_map(|(key, value)| key.eq_ignore_ascii_case(name).then(|| value.trim()))
}

fn answer(head: &str, body: &[u8], state: &mut State) -> Result<(&'static str, String), Mischief> {
    state.arrivals.push(Instant::now());
    let mischief = state.mischief.pop_front().or_else(|| stall(body, state));
    if let Some(mischief @ (Mischief::Raw(_) | Mischief::Endless | Mischief::Silence)) = mischief {
        return Err(mischief);
    }
    if field(head, "authorization") != Some(&format!("Bearer {KEY}")) {
        return Ok(("401 Unauthorized", "{\"title\":\"no such key\"}".to_owned()));
    }
    match take_batch(head, body, state) {
        Ok(_) if mischief.is_some() => Err(Mischief::Swallow),
        Ok(Some(answer)) => Ok(("200 OK", answer)),
        Ok(None) => Ok(("413 Content Too Large", "{}".to_owned())),
        Err(refusal) if refusal == REFUSAL => Ok(("422 Unprocessable Content", refusal)),
        Err(complaint) => {
            state.complaints.push(complaint.clone());
            Ok(("422 Unprocessable Content", complaint))
        }
    }
}

fn stall(body: &[u8], state: &State) -> Option<Mischief> {
    let (most, mischief) = state.stalls_above.as_ref()?;
    let text = zstd::decode_all(body).ok()?;
    let records = text.split(|byte| *byte == b'\n').count().saturating_sub(2);
    (records > *most).then(|| mischief.clone())
}

fn take_batch(head: &str, body: &[u8], state: &mut State) -> Result<Option<String>, String> {
    let wanted = "POST /api/v1/events HTTP/1.1";
    if head.lines().next() != Some(wanted) {
        return Err(format!("not {wanted}: {head}"));
    }
    for (name, value) in [("content-type", "application/x-ndjson"), ("content-encoding", "zstd")] {
        if field(head, name) != Some(value) {
            return Err(format!("{name} is not {value}: {head}"));
        }
    }
    let text = zstd::decode_all(body).map_err(|error| error.to_string())?;
    let text = String::from_utf8(text).map_err(|error| error.to_string())?;
    let text = text.strip_suffix('\n').ok_or("the last line does not end")?;
    let mut lines = text.split('\n');
    let header = BatchHeader::parse(lines.next().unwrap_or_default()).map_err(|error| error.to_string())?;
    let records: Vec<&str> = lines.collect();
    if state.most_records.is_some_and(|most| records.len() > most)
        || state.too_large.as_ref().is_some_and(|word| text.contains(word))
    {
        return Ok(None);
    }
    if state.refuses.as_ref().is_some_and(|word| text.contains(word)) {
        state.are_gaps_expected = true;
        return Err(REFUSAL.to_owned());
    }
    keep(&header, &records, state)?;
    if state.is_wordy {
        let mark = state.marks[&header.spool];
        state.headers.push(header);
        let reason = "x".repeat(3 << 20);
        return Ok(Some(format!(
            r#"{{"acknowledged":{mark},"rejected":[{{"seq":1,"reason":"{reason}"}}]}}"#
        )));
    }
    let count = state.rejected_count;
    let rejected = if state.rejects {
        format!(r#","rejected":[{{"seq":1,"reason":"a made-up reason"}}],"rejected_count":{count}"#)
    } else {
        String::new()
    };
    let mark = state.marks[&header.spool];
    state.headers.push(header);
    let takes = if state.takes_log { r#","takes":["log"]"# } else { "" };
    Ok(Some(format!("{{\"acknowledged\":{mark}{rejected}{takes}}}")))
}

fn keep(header: &BatchHeader, records: &[&str], state: &mut State) -> Result<(), String> {
    let last = state.headers.iter().rfind(|other| other.spool == header.spool);
    if last.is_some_and(|last| last.dropped > header.dropped) {
        return Err(format!("dropped sank to {}", header.dropped));
    }
    let mark = state.marks.get(&header.spool).copied().unwrap_or(0);
    if header.first_seq > mark + 1 && !state.are_gaps_expected {
        return Err(format!("a gap: {} after {mark}", header.first_seq));
    }
    for (seq, line) in (header.first_seq..).zip(records) {
        let entry = Entry::parse(line).map_err(|error| error.to_string())?;
        if matches!(entry, Entry::Log(_)) && !state.takes_log {
            return Err(format!("nobody asked for it: {line}"));
        }
        let record: Map<String, Value> = serde_json::from_str(line).map_err(|error| error.to_string())?;
        if record.contains_key("request") || record.values().any(|value| value.as_str() == Some("")) {
            return Err(format!("an attribute that must be left out: {line}"));
        }
        let before = state.records.insert((header.spool.clone(), seq), record.clone());
        if before.is_some_and(|before| before != record) {
            return Err(format!("two records have the number {seq}"));
        }
    }
    let last = header.first_seq - 1 + i64::try_from(records.len()).unwrap();
    state.marks.insert(header.spool.clone(), mark.max(last));
    Ok(())
}

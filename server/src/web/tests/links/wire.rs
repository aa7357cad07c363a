//! One kept connection, with no more of HTTP than it takes: what is measured is the other side.

use std::{net::SocketAddr, sync::LazyLock};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// What the program answers: as much as a small answer of its interface has.
pub(super) static PAGE: LazyLock<String> = LazyLock::new(|| {
    let body = "{\"id\":1}\n".repeat(228);
    let length = body.len();
    format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}")
});

/// Where a head ends, behind its empty line.
pub(super) fn head_end(read: &[u8]) -> Option<usize> {
    read.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4)
}

pub(super) struct Wire {
    stream: TcpStream,
    read: Vec<u8>,
}

#[derive(Debug)]
pub(super) struct Told {
    pub(super) status: u16,
    head: String,
    body: Vec<u8>,
}

impl Told {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut pairs = self.head.lines().filter_map(|line| line.split_once(':'));
        pairs.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Wire {
    pub(super) async fn open(at: SocketAddr) -> Self {
        let stream = TcpStream::connect(at).await.expect("a connection");
        stream.set_nodelay(true).expect("a connection without delay");
        Self { stream, read: Vec::with_capacity(16 * 1024) }
    }

    /// Asks, and waits for the whole answer.
    pub(super) async fn ask(&mut self, request: &str) -> Told {
        self.say(request.as_bytes()).await;
        let end = loop {
            if let Some(end) = head_end(&self.read) {
                break end;
            }
            self.more().await;
        };
        let head = String::from_utf8_lossy(&self.read[..end]).into_owned();
        self.read.drain(..end);
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        let mut told = Told { status, head, body: Vec::new() };
        assert!(told.header("transfer-encoding").is_none(), "an answer without its length: {}", told.head);
        let length = told.header("content-length").map_or(0, |length| length.parse().expect("a length"));
        told.body = self.hear(length).await;
        told
    }

    pub(super) async fn say(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.expect("a connection that takes it");
    }

    /// So many bytes of what comes.
    pub(super) async fn hear(&mut self, length: usize) -> Vec<u8> {
        while self.read.len() < length {
            self.more().await;
        }
        self.read.drain(..length).collect()
    }

    /// Comes back when the other side has ended it.
    pub(super) async fn end(&mut self) {
        while matches!(self.stream.read_buf(&mut self.read).await, Ok(1..)) {}
    }

    async fn more(&mut self) {
        let count = self.stream.read_buf(&mut self.read).await.expect("a connection that goes on");
        assert!(count > 0, "an answer that breaks off: {}", String::from_utf8_lossy(&self.read));
    }
}

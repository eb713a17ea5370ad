//! What `viaduc-mime-normalise` makes of mail, appended over a raw socket: Dovecot refuses none of it, and gives back the
//! very bytes. Where Dovecot is not installed the test says so and passes, unless `CI` is set.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

#[path = "../../mime-normalise/tests/mail/cases.rs"]
mod cases;
mod dovecot_server;
#[path = "../../mime-normalise/tests/mail/hostile.rs"]
mod hostile;
#[path = "../../mime-normalise/tests/mail/mod.rs"]
mod mail;

use arbitrary::Unstructured;
use dovecot_server::Dovecot;
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use viaduc_imap_append::Options as Connecting;
use viaduc_mime_normalise::{Options, normalise};

/// A conversation in which every byte is ours.
struct Socket {
    stream: BufReader<TcpStream>,
    tag: usize,
}

impl Socket {
    async fn line(&mut self) -> String {
        let mut line = Vec::new();
        while !line.ends_with(b"\r\n") {
            line.push(self.stream.read_u8().await.unwrap());
        }
        String::from_utf8(line).unwrap()
    }

    /// Sends a command and answers the lines up to its tagged one.
    async fn say(&mut self, command: &[u8]) -> Vec<String> {
        self.tag += 1;
        let tag = format!("a{} ", self.tag);
        let whole = [tag.as_bytes(), command, b"\r\n"].concat();
        self.stream.get_mut().write_all(&whole).await.unwrap();
        let mut lines = Vec::new();
        loop {
            let line = self.line().await;
            let last = line.starts_with(&tag);
            lines.push(line);
            if last {
                return lines;
            }
        }
    }

    async fn append(&mut self, message: &[u8]) {
        let head = format!("APPEND INBOX {{{}+}}\r\n", message.len());
        let answer = self.say(&[head.as_bytes(), message].concat()).await;
        let last = answer.last().unwrap();
        assert!(last.contains(" OK "), "{last} to\n{}", message.escape_ascii());
    }

    /// The bytes of the message with this number.
    async fn fetch(&mut self, number: usize) -> Vec<u8> {
        self.tag += 1;
        let command = format!("a{} FETCH {number} BODY.PEEK[]\r\n", self.tag);
        self.stream.get_mut().write_all(command.as_bytes()).await.unwrap();
        loop {
            let line = self.line().await;
            let size = line.trim_end().strip_suffix('}').and_then(|l| l.rsplit_once('{'));
            let Some((_, size)) = size else { continue };
            let mut bytes = vec![0; size.parse().unwrap()];
            self.stream.read_exact(&mut bytes).await.unwrap();
            while !self.line().await.starts_with(&format!("a{} OK", self.tag)) {}
            return bytes;
        }
    }
}

/// The repaired forms of every fixture of the normaliser, of clean mail, and of mail made of what makes trouble.
fn corpus() -> Vec<Vec<u8>> {
    let mut raw = cases::inputs();
    for seed in 0..240 {
        let noise = mail::noise(seed + 7_000, 4096);
        let mut u = Unstructured::new(&noise);
        let shape = mail::SHAPES[usize::try_from(seed % 6).unwrap()];
        raw.push(mail::message(&mut u, shape).unwrap().write());
        raw.push(hostile::message(&mut u).unwrap());
        raw.push(mail::noise(seed, 64));
    }
    let repaired = raw.iter().map(|m| normalise(m, &Options::default()).bytes.into_owned());
    // Nothing at all is reported, and not stored.
    repaired.filter(|message| !message.is_empty()).collect()
}

#[tokio::test]
async fn dovecot_takes_all_of_it_and_gives_it_back() {
    let Some(dovecot) = Dovecot::start() else { return };
    // Waits until it listens.
    let login = "plain@valmont.example";
    dovecot.connect(login, &Connecting::default()).await.unwrap().logout().await;
    let stream = TcpStream::connect(dovecot.address()).await.unwrap();
    let mut socket = Socket { stream: BufReader::new(stream), tag: 0 };
    assert!(socket.line().await.starts_with("* OK"));
    let greeting = socket.say(dovecot.login_line(login).as_bytes()).await;
    assert!(greeting.last().unwrap().contains(" OK "), "{greeting:?}");
    let corpus = corpus();
    for message in &corpus {
        socket.append(message).await;
    }
    let selected = socket.say(b"SELECT INBOX").await;
    assert!(selected.contains(&format!("* {} EXISTS\r\n", corpus.len())), "{selected:?}");
    for (number, message) in corpus.iter().enumerate() {
        let stored = socket.fetch(number + 1).await;
        assert!(
            stored == *message,
            "{}\nbecame\n{}",
            message.escape_ascii(),
            stored.escape_ascii()
        );
    }
}

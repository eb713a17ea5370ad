//! A server as a program: it says where it is, and runs until it is told to stop.

use std::io::{Read, Write};

/// Writes both lines at once and flushed: who started us reads them through a pipe.
///
/// # Errors
/// If standard output is closed.
pub fn announce(address: impl std::fmt::Display, second: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    write!(out, "listening on http://{address}\n{second}\n")?;
    out.flush()
}

/// Waits for the end of standard input, SIGTERM or an interrupt.
pub async fn until_told() {
    let (send, closed) = tokio::sync::oneshot::channel::<()>();
    // A thread of our own: a blocking task would keep the runtime from ending.
    std::thread::spawn(move || {
        let mut input = std::io::stdin().lock();
        let mut sink = [0_u8; 256];
        while matches!(input.read(&mut sink), Ok(count) if count > 0) {}
        // The receiver may be gone: then we are ending already.
        let _ending = send.send(());
    });
    tokio::select! {
        _ = closed => {}
        () = terminated() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending::<()>().await;
}

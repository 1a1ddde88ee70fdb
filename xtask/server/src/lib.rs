//! Serves a folder over HTTP: the site as `cargo xtask serve` shows it and as its journeys meet it.
//!
//! In comes a folder and an address; out goes a [`Server`] that answers `GET` and `HEAD` until it
//! is stopped. Each answer carries the right type, the security headers of [`headers`] and, where
//! the folder holds a compressed twin (`app.wasm.br`, `app.wasm.gz`), the smaller one.
//! A path that leads to no file is a 404: never another page in its place.
//!
//! Every connection carries one request. So a stopped server is really gone: no connection kept
//! open by a browser can still be answered, which is what a journey without a network needs.
//!
//! Not here: encryption, uploads, listings, redirects.

pub mod headers;
mod media_type;
mod reply;
mod request;

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use reply::Reply;
use request::Request;

/// How long a connection may stay silent before it is closed.
const PATIENCE: Duration = Duration::from_secs(20);

/// One request as it was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// What was asked for, as written in the request: `/app/app.js`.
    pub target: String,
    /// The status it was answered with: 200, 304, 404…
    pub status: u16,
}

/// A folder being served. Dropping it stops it.
pub struct Server {
    address: SocketAddr,
    site: Arc<Site>,
    acceptor: Option<JoinHandle<()>>,
}

/// What the connections share.
struct Site {
    root: PathBuf,
    is_stopped: AtomicBool,
    served: Mutex<Vec<Served>>,
}

impl Server {
    /// Serves the folder `root` at `address`; port 0 takes any free port.
    ///
    /// # Errors
    /// When `root` is no folder that can be read, or the address is taken.
    pub fn start(root: &Path, address: SocketAddr) -> io::Result<Server> {
        let root = root.canonicalize()?;
        let listener = TcpListener::bind(address)?;
        let address = listener.local_addr()?;
        let site = Arc::new(Site {
            root,
            is_stopped: AtomicBool::new(false),
            served: Mutex::new(Vec::new()),
        });
        let shared = Arc::clone(&site);
        let acceptor = thread::Builder::new()
            .name("server".into())
            .spawn(move || accept(&listener, &shared))?;
        Ok(Server { address, site, acceptor: Some(acceptor) })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What has been answered so far, oldest first.
    #[must_use]
    pub fn served(&self) -> Vec<Served> {
        self.site.served.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits until the server stops, which by itself it never does.
    pub fn wait(mut self) {
        self.join();
    }

    /// Closes the port. Connections that are open but have not been answered get no answer.
    pub fn stop(self) {
        drop(self);
    }

    fn join(&mut self) {
        if let Some(acceptor) = self.acceptor.take() {
            // A panic in the acceptor has already been printed by its thread.
            let _ = acceptor.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.site.is_stopped.store(true, Ordering::SeqCst);
        if self.acceptor.is_some() {
            // The acceptor sleeps in `accept`; a connection wakes it. Should that fail, there is
            // nothing listening any more, and so nothing to wake.
            drop(TcpStream::connect_timeout(&loopback(self.address), PATIENCE));
            self.join();
        }
    }
}

/// `address` as this machine reaches it: an address that means "all" becomes the loopback one.
fn loopback(address: SocketAddr) -> SocketAddr {
    let local = match address.ip() {
        IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::LOCALHOST),
    };
    let ip = if address.ip().is_unspecified() { local } else { address.ip() };
    SocketAddr::new(ip, address.port())
}

fn accept(listener: &TcpListener, site: &Arc<Site>) {
    for stream in listener.incoming() {
        if site.is_stopped.load(Ordering::SeqCst) {
            return;
        }
        // A connection that broke off before it was accepted, or one too many for the system:
        // the browser asks again.
        let Ok(stream) = stream else { continue };
        let shared = Arc::clone(site);
        let spawned = thread::Builder::new().spawn(move || {
            // A reader that goes away in the middle is its own affair.
            let _ = answer(stream, &shared);
        });
        drop(spawned);
    }
}

fn answer(mut stream: TcpStream, site: &Site) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let Some(request) = Request::read(&mut stream)? else {
        return Ok(());
    };
    if site.is_stopped.load(Ordering::SeqCst) {
        return Ok(());
    }
    let reply = Reply::to(&request, &site.root);
    site.served
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(Served { target: request.target.clone(), status: reply.status() });
    reply.write(&mut stream, request.wants_body())
}

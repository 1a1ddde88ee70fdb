//! The app's site, there or gone.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use jiangxing_server::{Served, Server};

use crate::{Failure, Outcome, target};

/// The built app at an address of its own.
pub struct Site {
    root: PathBuf,
    address: SocketAddr,
    server: Option<Server>,
    served_before: Vec<Served>,
}

impl Site {
    /// The site that `cargo xtask build` made, at a free port.
    pub fn start() -> Outcome<Site> {
        let root = target().join("site");
        if !root.join("index.html").is_file() {
            let place = root.display();
            return Err(Failure(format!("there is no site at {place}: run `cargo xtask build`")));
        }
        Site::start_at(&root)
    }

    /// The site in the folder `root`, at a free port.
    pub fn start_at(root: &Path) -> Outcome<Site> {
        let server = Server::start(root, SocketAddr::from(([127, 0, 0, 1], 0)))?;
        let address = server.address();
        Ok(Site { root: root.into(), address, server: Some(server), served_before: Vec::new() })
    }

    /// The address of `path`: `""` is the start page, `"#/settings"` a route.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        format!("http://localhost:{}/{path}", self.address.port())
    }

    /// Takes the site off the network: from now on nothing answers at its address.
    pub fn stop(&mut self) {
        if let Some(server) = self.server.take() {
            self.served_before.extend(server.served());
            server.stop();
        }
    }

    /// Puts the site back at the same address.
    pub fn start_again(&mut self) -> Outcome {
        self.start_again_with(&self.root.clone())
    }

    /// Puts another version of the site, from the folder `root`, at the same address.
    pub fn start_again_with(&mut self, root: &Path) -> Outcome {
        self.stop();
        self.root = root.into();
        self.server = Some(Server::start(root, self.address)?);
        Ok(())
    }

    /// Every request it has answered, oldest first.
    #[must_use]
    pub fn served(&self) -> Vec<Served> {
        let now = self.server.as_ref().map(Server::served).unwrap_or_default();
        [self.served_before.clone(), now].concat()
    }
}

//! chromedriver and the browser it starts: two processes that never outlive the journey.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

use crate::{Failure, Outcome};

/// A chromedriver of our own. Dropping it ends it and everything in its process group.
pub(crate) struct Driver {
    child: Child,
    port: u16,
}

/// How often a start is tried.
const MOST_STARTS: usize = 10;

impl Driver {
    /// Starts chromedriver at a port it chooses itself.
    ///
    /// It looks for a port that is free for both versions of IP, and gives up when somebody takes
    /// that port for one of them in the meantime: then it is started again.
    pub(crate) fn start() -> Outcome<Driver> {
        let mut started = Self::start_once();
        for _ in 1..MOST_STARTS {
            if started.is_ok() {
                break;
            }
            started = Self::start_once();
        }
        started
    }

    fn start_once() -> Outcome<Driver> {
        let mut command = Command::new("chromedriver");
        command.arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).process_group(0);
        let started = command.spawn();
        let child = started.map_err(|error| {
            Failure(format!("chromedriver cannot be started ({error}): run `cargo xtask setup`"))
        })?;
        let mut driver = Driver { child, port: 0 };
        driver.port = driver.announced_port()?;
        Ok(driver)
    }

    /// The address at which it takes commands.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The port in the sentence that chromedriver prints once it listens.
    fn announced_port(&mut self) -> Outcome<u16> {
        let output = self.child.stdout.take();
        let mut lines = output.map(BufReader::new).into_iter().flat_map(BufRead::lines);
        let port = lines.find_map(|line| {
            let line = line.ok()?;
            let (_, rest) = line.split_once("started successfully on port ")?;
            rest.trim_end_matches('.').parse().ok()
        });
        port.ok_or_else(|| Failure("chromedriver ended before it listened".into()))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        kill(&format!("-{}", self.child.id()));
        // Collects the ended process; it cannot be waited for twice.
        let _ = self.child.wait();
    }
}

/// Ends a browser at once, as a crash or a dead battery would: it gets no chance to tidy up.
pub(crate) fn kill_process(number: u32) {
    kill(&number.to_string());
}

/// Kills a process, or with a minus a group of them; one that has ended already is fine.
fn kill(whom: &str) {
    let mut command = Command::new("kill");
    let _ = command.args(["-KILL", "--", whom]).stderr(Stdio::null()).status();
}

//! `cargo xtask serve`: the app, opened by a browser on this machine or on a tablet.

use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use jiangxing_server::Server;

use crate::arguments::{Audience, Freshness, ServeOptions};
use crate::{Trouble, lan, site, workspace};

/// How many ports are tried before giving up.
const TRIES: u16 = 20;

/// Builds the app and serves it until it is interrupted.
pub(crate) fn serve(options: &ServeOptions) -> Result<(), Trouble> {
    match options.freshness {
        Freshness::Build => {
            site::build()?;
        }
        Freshness::AsBuiltLast if !workspace::site().is_dir() => {
            return Err(
                "还没有构建过，请去掉 --no-build · nothing is built yet: leave out --no-build"
                    .into(),
            );
        }
        Freshness::AsBuiltLast => {}
    }
    let server = start(options)?;
    let port = server.address().port();
    println!("\n匠星已就绪 · Jiangxing is ready:  http://localhost:{port}/");
    if options.audience == Audience::Network {
        show_to_network(port);
    }
    println!("按 Ctrl+C 停止 · Ctrl+C stops it");
    server.wait();
    Ok(())
}

fn start(options: &ServeOptions) -> Result<Server, Trouble> {
    let ip = match options.audience {
        Audience::ThisMachine => Ipv4Addr::LOCALHOST,
        Audience::Network => Ipv4Addr::UNSPECIFIED,
    };
    let last = options.port.saturating_add(TRIES);
    for port in options.port..=last {
        match Server::start(&workspace::site(), SocketAddr::new(IpAddr::V4(ip), port)) {
            Ok(server) => return Ok(server),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {
                println!("端口 {port} 被占用，试下一个 · port {port} is taken, trying the next");
            }
            Err(error) => return Err(format!("端口 · port {port}: {error}")),
        }
    }
    let first = options.port;
    Err(format!(
        "端口 {first} 到 {last} 都被占用，请用 --port 另选 · \
         ports {first} to {last} are all taken: choose another with --port"
    ))
}

fn show_to_network(port: u16) {
    let addresses = lan::addresses();
    if addresses.is_empty() {
        println!("没有找到局域网地址 · no network address found; is this machine on a network?");
    }
    for (index, address) in addresses.iter().enumerate() {
        let url = format!("http://{address}:{port}/");
        println!("平板打开 · open on the tablet:  {url}");
        if let (0, Some(picture)) = (index, lan::qr_code(&url)) {
            println!("\n{picture}");
        }
    }
    println!("{}", lan::LIMITS);
}

//! A real server on a real port, asked by hand-written requests.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};

use jiangxing_server::{Served, Server};

fn site(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(root.join("app")).unwrap();
    fs::write(root.join("index.html"), "<!doctype html>匠星").unwrap();
    fs::write(root.join("app/app.wasm"), "plain").unwrap();
    fs::write(root.join("app/app.wasm.br"), "brotli").unwrap();
    fs::write(root.join("app/app.wasm.gz"), "gzip").unwrap();
    root
}

fn start(name: &str) -> Server {
    Server::start(&site(name), SocketAddr::from(([127, 0, 0, 1], 0))).unwrap()
}

fn ask(server: &Server, request: &str) -> String {
    let mut stream = TcpStream::connect(server.address()).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).unwrap();
    reply
}

fn header<'a>(reply: &'a str, name: &str) -> Option<&'a str> {
    reply.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

fn body(reply: &str) -> &str {
    reply.split_once("\r\n\r\n").unwrap().1
}

#[test]
fn the_index_comes_with_its_type_and_the_security_headers() {
    let server = start("index");
    let reply = ask(&server, "GET / HTTP/1.1\r\n\r\n");
    assert!(reply.starts_with("HTTP/1.1 200 OK\r\n"));
    assert_eq!(body(&reply), "<!doctype html>匠星");
    assert_eq!(header(&reply, "Content-Type"), Some("text/html; charset=utf-8"));
    assert_eq!(header(&reply, "X-Content-Type-Options"), Some("nosniff"));
    assert_eq!(header(&reply, "Referrer-Policy"), Some("no-referrer"));
    assert_eq!(header(&reply, "Cache-Control"), Some("no-cache"));
    let policy = header(&reply, "Content-Security-Policy").unwrap();
    assert!(policy.contains("connect-src 'self'"), "{policy}");
    assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval';"), "{policy}");
    assert!(!policy.contains("unsafe-inline"), "{policy}");
}

#[test]
fn a_compressed_twin_is_sent_to_those_who_accept_it() {
    let server = start("twins");
    for (accepted, coding, expected) in [
        ("gzip, deflate, br", Some("br"), "brotli"),
        ("gzip", Some("gzip"), "gzip"),
        ("identity", None, "plain"),
    ] {
        let request = format!("GET /app/app.wasm HTTP/1.1\r\nAccept-Encoding: {accepted}\r\n\r\n");
        let reply = ask(&server, &request);
        assert_eq!(header(&reply, "Content-Encoding"), coding);
        assert_eq!(header(&reply, "Content-Type"), Some("application/wasm"));
        assert_eq!(header(&reply, "Vary"), Some("Accept-Encoding"));
        assert_eq!(body(&reply), expected);
    }
}

#[test]
fn a_file_that_is_known_already_is_not_sent_again() {
    let server = start("unchanged");
    let first = ask(&server, "GET / HTTP/1.1\r\n\r\n");
    let tag = header(&first, "ETag").unwrap();
    let second = ask(&server, &format!("GET / HTTP/1.1\r\nIf-None-Match: {tag}\r\n\r\n"));
    assert!(second.starts_with("HTTP/1.1 304 "));
    assert_eq!(body(&second), "");
}

#[test]
fn what_is_not_there_is_not_found_and_never_another_page() {
    let server = start("missing");
    for target in ["/nothing.js", "/sites/7", "/app", "/../Cargo.toml", "/%2e%2e/Cargo.toml"] {
        let reply = ask(&server, &format!("GET {target} HTTP/1.1\r\n\r\n"));
        assert!(reply.starts_with("HTTP/1.1 404 "), "{target}");
        assert!(!reply.contains("doctype"), "{target}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_is_not_followed() {
    let root = site("links");
    let link = root.join("outside.toml");
    if link.symlink_metadata().is_err() {
        std::os::unix::fs::symlink(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"), &link)
            .unwrap();
    }
    let server = start("links");
    let reply = ask(&server, "GET /outside.toml HTTP/1.1\r\n\r\n");
    assert!(reply.starts_with("HTTP/1.1 404 "));
}

#[test]
fn nothing_can_be_sent_to_it() {
    let server = start("methods");
    let reply = ask(&server, "POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
    assert!(reply.starts_with("HTTP/1.1 405 "));
    assert_eq!(header(&reply, "Allow"), Some("GET, HEAD"));
}

#[test]
fn a_head_request_gets_the_headers_alone() {
    let server = start("head");
    let reply = ask(&server, "HEAD / HTTP/1.1\r\n\r\n");
    assert_eq!(header(&reply, "Content-Length"), Some("21"));
    assert_eq!(body(&reply), "");
}

#[test]
fn it_remembers_what_it_served() {
    let server = start("served");
    ask(&server, "GET /?a=1 HTTP/1.1\r\n\r\n");
    ask(&server, "GET /b HTTP/1.1\r\n\r\n");
    let served = |target: &str, status| Served { target: target.into(), status };
    assert_eq!(server.served(), [served("/?a=1", 200), served("/b", 404)]);
}

#[test]
fn a_stopped_server_answers_no_connection_not_even_one_opened_before() {
    let server = start("stopped");
    let address = server.address();
    let mut opened_before = TcpStream::connect(address).unwrap();
    server.stop();
    // Closed at once, or once the request is there: either way without an answer.
    let mut reply = String::new();
    let asked = opened_before.write_all(b"GET / HTTP/1.1\r\n\r\n");
    let read = asked.and_then(|()| opened_before.read_to_string(&mut reply));
    assert!(read.is_err() || reply.is_empty(), "{reply}");
    assert!(TcpStream::connect(address).is_err());
}

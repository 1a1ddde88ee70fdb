//! A request as read from its connection.

use std::io::{self, Read};

/// The longest head of a request that is read. Browsers send less than two thousand bytes.
const LONGEST_HEAD: usize = 16 * 1024;

/// The parts of a request that an answer depends on.
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) accept_encoding: String,
    pub(crate) if_none_match: String,
}

impl Request {
    /// The request at the head of `stream`; `None` when what comes is none.
    pub(crate) fn read(stream: &mut impl Read) -> io::Result<Option<Request>> {
        let mut head = Vec::new();
        let mut piece = [0_u8; 2048];
        while !head.windows(4).any(|window| window == b"\r\n\r\n") {
            let length = stream.read(&mut piece)?;
            if length == 0 || LONGEST_HEAD < head.len() + length {
                return Ok(None);
            }
            head.extend_from_slice(piece.get(..length).unwrap_or_default());
        }
        Ok(Request::from_head(&String::from_utf8_lossy(&head)))
    }

    fn from_head(head: &str) -> Option<Request> {
        let mut lines = head.split("\r\n");
        let mut words = lines.next()?.split(' ');
        let method = words.next()?.to_owned();
        let target = words.next()?.to_owned();
        if !words.next()?.starts_with("HTTP/1.") {
            return None;
        }
        let mut request = Request {
            method,
            target,
            accept_encoding: String::new(),
            if_none_match: String::new(),
        };
        for (name, content) in lines.filter_map(|line| line.split_once(':')) {
            if name.eq_ignore_ascii_case("accept-encoding") {
                request.accept_encoding = content.trim().to_ascii_lowercase();
            } else if name.eq_ignore_ascii_case("if-none-match") {
                request.if_none_match = content.trim().to_owned();
            }
        }
        Some(request)
    }

    /// Whether the file itself is asked for, and not only its headers.
    pub(crate) fn wants_body(&self) -> bool {
        self.method != "HEAD"
    }

    /// Whether the reader understands files compressed as `coding`: `br`, `gzip`.
    pub(crate) fn accepts(&self, coding: &str) -> bool {
        self.accept_encoding.split(',').any(|offer| {
            let (name, parameter) = offer.split_once(';').unwrap_or((offer, ""));
            let is_refused = matches!(parameter.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000");
            name.trim() == coding && !is_refused
        })
    }

    /// The names on the way to the file asked for, the last being the file; `None` for a path
    /// that could lead out of the folder or that no file can have.
    pub(crate) fn path(&self) -> Option<Vec<String>> {
        let path = self.target.split(['?', '#']).next()?;
        let mut names = Vec::new();
        for segment in path.strip_prefix('/')?.split('/') {
            let name = percent_decoded(segment)?;
            if name == "." || name == ".." || name.contains(['/', '\\', ':', '\0']) {
                return None;
            }
            names.push(name);
        }
        let last = names.last_mut()?;
        if last.is_empty() {
            "index.html".clone_into(last);
        }
        (!names.iter().any(String::is_empty)).then_some(names)
    }
}

fn percent_decoded(segment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::Request;

    fn request_for(target: &str, accept_encoding: &str) -> Option<Request> {
        Request::from_head(&format!(
            "GET {target} HTTP/1.1\r\nAccept-Encoding: {accept_encoding}\r\n\r\n"
        ))
    }

    fn path_of(target: &str) -> Option<String> {
        request_for(target, "").and_then(|request| request.path()).map(|names| names.join("/"))
    }

    #[test]
    fn a_folder_means_its_index() {
        assert_eq!(path_of("/").as_deref(), Some("index.html"));
        assert_eq!(path_of("/a/?x=1").as_deref(), Some("a/index.html"));
    }

    #[test]
    fn no_path_leads_out_of_the_folder() {
        for target in ["/../a", "/a/../../b", "/%2e%2e/a", "/a%2fb", "/a%5cb", "/c:/a", "a", "//a"]
        {
            assert_eq!(path_of(target), None, "{target}");
        }
    }

    #[test]
    fn chinese_names_are_read() {
        assert_eq!(path_of("/%E6%98%9F.svg").as_deref(), Some("星.svg"));
    }

    #[test]
    fn a_coding_refused_by_its_weight_is_not_accepted() {
        let request = request_for("/", "gzip;q=0, br;q=0.5").unwrap();
        assert!(request.accepts("br"));
        assert!(!request.accepts("gzip"));
        assert!(!request.accepts("b"));
    }

    #[test]
    fn what_is_no_request_is_none() {
        assert!(Request::from_head("hello\r\n\r\n").is_none());
        assert!(Request::from_head("GET / SPDY/3\r\n\r\n").is_none());
    }
}

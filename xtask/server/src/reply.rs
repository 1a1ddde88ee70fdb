//! The answer to a request: which file, in which coding, under which headers.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::headers::{CONTENT_SECURITY_POLICY, FRAME_ANCESTORS, SECURITY_HEADERS};
use crate::media_type::media_type;
use crate::request::Request;

/// Said where there is no such file.
const NOT_FOUND: &str = "没有这个文件\nNo such file\n";

pub(crate) enum Reply {
    File { body: Vec<u8>, media_type: &'static str, coding: Option<&'static str>, tag: String },
    Unchanged { tag: String },
    NotFound,
    MethodNotAllowed,
}

impl Reply {
    /// The answer to `request` out of the folder `root`.
    pub(crate) fn to(request: &Request, root: &Path) -> Reply {
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return Reply::MethodNotAllowed;
        }
        let Some((name, file)) = file_at(request, root) else {
            return Reply::NotFound;
        };
        let (coding, chosen) = smallest_twin(request, file);
        let Ok(body) = fs::read(chosen) else {
            return Reply::NotFound;
        };
        let tag = entity_tag(&body);
        if request.if_none_match.split(',').any(|known| known.trim() == tag) {
            return Reply::Unchanged { tag };
        }
        Reply::File { body, media_type: media_type(&name), coding, tag }
    }

    pub(crate) fn status(&self) -> u16 {
        match self {
            Reply::File { .. } => 200,
            Reply::Unchanged { .. } => 304,
            Reply::NotFound => 404,
            Reply::MethodNotAllowed => 405,
        }
    }

    pub(crate) fn write(&self, stream: &mut impl Write, wants_body: bool) -> io::Result<()> {
        let mut head = match self {
            Reply::File { .. } => "HTTP/1.1 200 OK\r\n",
            Reply::Unchanged { .. } => "HTTP/1.1 304 Not Modified\r\n",
            Reply::NotFound => "HTTP/1.1 404 Not Found\r\n",
            Reply::MethodNotAllowed => "HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD\r\n",
        }
        .to_owned();
        let mut header = |name: &str, content: &str| {
            head.push_str(name);
            head.push_str(": ");
            head.push_str(content);
            head.push_str("\r\n");
        };
        let body = match self {
            Reply::File { body, media_type, coding, tag } => {
                header("Content-Type", media_type);
                header("ETag", tag);
                if let Some(coding) = coding {
                    header("Content-Encoding", coding);
                }
                body.as_slice()
            }
            Reply::Unchanged { tag } => {
                header("ETag", tag);
                &[]
            }
            Reply::NotFound => {
                header("Content-Type", "text/plain; charset=utf-8");
                NOT_FOUND.as_bytes()
            }
            Reply::MethodNotAllowed => &[],
        };
        if self.status() != 304 {
            header("Content-Length", &body.len().to_string());
        }
        header("Cache-Control", "no-cache");
        header("Vary", "Accept-Encoding");
        header("Content-Security-Policy", &format!("{CONTENT_SECURITY_POLICY}; {FRAME_ANCESTORS}"));
        for (name, content) in SECURITY_HEADERS {
            header(name, content);
        }
        header("Connection", "close");
        head.push_str("\r\n");
        stream.write_all(head.as_bytes())?;
        if wants_body {
            stream.write_all(body)?;
        }
        stream.flush()
    }
}

/// The name and the place of the file that `request` asks for, when `root` holds it.
fn file_at(request: &Request, root: &Path) -> Option<(String, PathBuf)> {
    let names = request.path()?;
    let file = root.join(names.iter().collect::<PathBuf>()).canonicalize().ok()?;
    // A link inside the folder may lead out of it.
    let is_inside = file.starts_with(root) && file.is_file();
    is_inside.then_some((names.last()?.clone(), file))
}

/// The compressed twin of `file` that the reader understands, or `file` itself.
fn smallest_twin(request: &Request, file: PathBuf) -> (Option<&'static str>, PathBuf) {
    for (coding, extension) in [("br", ".br"), ("gzip", ".gz")] {
        let mut twin = file.clone().into_os_string();
        twin.push(extension);
        let twin = PathBuf::from(twin);
        if request.accepts(coding) && twin.is_file() {
            return (Some(coding), twin);
        }
    }
    (None, file)
}

/// A tag that is the same for the same bytes and for no others.
fn entity_tag(body: &[u8]) -> String {
    let digest = Sha256::digest(body);
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{hex}\"")
}

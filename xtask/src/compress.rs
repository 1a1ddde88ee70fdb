//! Smaller twins of the files, made once so that a server need not.

use std::io::Write as _;
use std::thread;

use crate::Trouble;
use crate::site::Files;

/// What is smaller already, and would not shrink further.
const COMPRESSED_ALREADY: [&str; 3] = [".png", ".woff2", ".ico"];

/// Brotli's strongest setting and its widest ordinary window.
const BROTLI_QUALITY: i32 = 11;
const BROTLI_WINDOW: i32 = 22;

/// The `.br` and `.gz` twin of each of `files` that gets smaller by it.
pub(crate) fn twins(files: &Files) -> Result<Files, Trouble> {
    let shrinking = || {
        files.iter().filter(|(path, _)| {
            !COMPRESSED_ALREADY.iter().any(|extension| path.ends_with(extension))
        })
    };
    let made = thread::scope(|scope| {
        let brotli = scope.spawn(|| {
            shrinking()
                .map(|(path, content)| Ok((format!("{path}.br"), brotli(content)?)))
                .collect()
        });
        let gzip: std::io::Result<Vec<_>> =
            shrinking().map(|(path, content)| Ok((format!("{path}.gz"), gzip(content)?))).collect();
        let brotli: std::io::Result<Vec<_>> =
            brotli.join().unwrap_or_else(|_| Err(std::io::Error::other("the compressor stopped")));
        Ok::<_, std::io::Error>([brotli?, gzip?].concat())
    });
    let made = made.map_err(|error| format!("压缩 · compression: {error}"))?;
    Ok(made
        .into_iter()
        .filter(|(path, twin)| {
            path.rsplit_once('.')
                .and_then(|(original, _)| files.get(original))
                .is_some_and(|content| twin.len() < content.len())
        })
        .collect())
}

fn brotli(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut twin = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: BROTLI_WINDOW,
        size_hint: content.len(),
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*content, &mut twin, &parameters)?;
    Ok(twin)
}

fn gzip(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shrinks_gets_both_twins_and_what_does_not_gets_none() {
        let files = Files::from([
            ("a.js".to_owned(), "let star = 1;\n".repeat(40).into_bytes()),
            ("b.js".to_owned(), b"x".to_vec()),
            ("c.png".to_owned(), vec![0; 900]),
        ]);
        let twins = twins(&files).unwrap();
        assert_eq!(twins.keys().collect::<Vec<_>>(), ["a.js.br", "a.js.gz"]);
        assert!(twins["a.js.gz"].starts_with(&[0x1f, 0x8b]));
    }

    #[test]
    fn the_same_file_gives_the_same_twins() {
        let files = Files::from([("a.js".to_owned(), "star ".repeat(99).into_bytes())]);
        assert_eq!(twins(&files).unwrap(), twins(&files).unwrap());
    }
}

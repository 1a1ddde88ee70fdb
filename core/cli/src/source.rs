//! Files and standard input, as text.

use std::ffi::OsString;
use std::io::Read;

use jiangxing::span::{Place, Span};
use jiangxing_text::Language;

/// The most bytes that are read of one file: beyond what the engine admits, so that it can say so.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// A text and what its file is called.
pub(crate) struct Source {
    /// The path as given; `-` for standard input.
    pub(crate) name: String,
    /// The text.
    pub(crate) text: String,
    /// Where each line begins, in bytes.
    line_starts: Vec<usize>,
}

impl Source {
    fn new(name: String, text: String) -> Self {
        let after_breaks = text.match_indices('\n').map(|(index, _)| index.saturating_add(1));
        let line_starts = [0].into_iter().chain(after_breaks).collect();
        Self { name, text, line_starts }
    }

    /// Where `span` begins: as `Span::place_in`, without reading the whole text each time. A file
    /// may have as many faults as it has lines.
    pub(crate) fn place(&self, span: Span) -> Place {
        let start = span.start.min(self.text.len());
        let line = self.line_starts.partition_point(|begin| *begin <= start);
        let begin = self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let before = self.text.get(begin..).unwrap_or_default();
        let column = before
            .char_indices()
            .take_while(|(index, _)| begin.saturating_add(*index) < start)
            .count()
            .saturating_add(1);
        Place { line, column }
    }
}

/// The bytes at `path`, or of standard input for `-`, `most` of them at most; else a sentence that
/// says why not.
pub(crate) fn bytes(path: &OsString, most: u64, language: Language) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let taken = if path == "-" {
        std::io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    taken.map_err(|error| unreadable(&called(path, language), &error, language))?;
    Ok(bytes)
}

/// The text at `path`, or of standard input for `-`; else a sentence that says why not.
pub(crate) fn read(path: &OsString, language: Language) -> Result<Source, String> {
    let name = called(path, language);
    let bytes = bytes(path, MOST_BYTES, language)?;
    if u64::try_from(bytes.len()).is_ok_and(|taken| taken >= MOST_BYTES) {
        return Err(match language {
            Language::Chinese => format!("“{name}”超过 64 MB，不像是标准或评定文件"),
            Language::English => {
                format!("`{name}` is over 64 MB, which no rubric or assessment is")
            }
        });
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        match language {
            Language::Chinese => {
                format!("“{name}”在第 {place} 个字节之后不是 UTF-8 文字，可另存为 UTF-8 再试")
            }
            Language::English => {
                format!("`{name}` is not UTF-8 text after byte {place}; save it as UTF-8")
            }
        }
    })?;
    Ok(Source::new(name, text))
}

pub(crate) fn called(path: &OsString, language: Language) -> String {
    if path == "-" {
        return match language {
            Language::Chinese => "标准输入".into(),
            Language::English => "standard input".into(),
        };
    }
    path.to_string_lossy().into_owned()
}

pub(crate) fn unreadable(name: &str, error: &std::io::Error, language: Language) -> String {
    use std::io::ErrorKind;
    let why = match (error.kind(), language) {
        (ErrorKind::NotFound, Language::Chinese) => "没有这个文件".into(),
        (ErrorKind::NotFound, Language::English) => "there is no such file".into(),
        (ErrorKind::PermissionDenied, Language::Chinese) => "没有读取权限".into(),
        (ErrorKind::PermissionDenied, Language::English) => "it may not be read".into(),
        (ErrorKind::IsADirectory, Language::Chinese) => "这是一个文件夹".into(),
        (ErrorKind::IsADirectory, Language::English) => "it is a folder".into(),
        (_, _) => error.to_string(),
    };
    match language {
        Language::Chinese => format!("读不到“{name}”：{why}"),
        Language::English => format!("`{name}` cannot be read: {why}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_the_one_the_engine_gives() {
        for text in ["", "a", "一\n\n二三\n", "\n", "ab\ncd"] {
            let source = Source::new("x".into(), text.into());
            let ends = text.char_indices().map(|(index, _)| index).chain([text.len(), 99]);
            for start in ends {
                let span = Span { start, end: start };
                assert_eq!(source.place(span), span.place_in(text), "{text:?} at {start}");
            }
        }
    }
}

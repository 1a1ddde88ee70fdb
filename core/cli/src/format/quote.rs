//! One way of quoting.

/// A key: bare where that can be, but for one of digits alone, which would look like a number.
pub(super) fn key(key: &str) -> String {
    let is_bare = |each: char| each.is_ascii_alphanumeric() || each == '-' || each == '_';
    let is_number = key.chars().all(|each| each.is_ascii_digit());
    if key.chars().all(is_bare) && !is_number { key.to_owned() } else { text(key) }
}

/// A text on one line: in double quotes; in single ones when that spares every backslash.
pub(super) fn text(text: &str) -> String {
    let wants_escape = |each: char| matches!(each, '"' | '\\');
    let is_literal = !text.contains('\'') && !text.chars().any(char::is_control);
    if text.contains(wants_escape) && is_literal {
        return format!("'{text}'");
    }
    let mut quoted = String::from('"');
    for each in text.chars() {
        match each {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            each if each.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(each))),
            each => quoted.push(each),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_the_fewest_that_do() {
        for (plain, quoted) in [
            ("五星", "\"五星\""),
            ("\"1+1+N\"", "'\"1+1+N\"'"),
            ("it's \"so\"", "\"it's \\\"so\\\"\""),
            ("a\tb\u{1}", "\"a\\tb\\u0001\""),
        ] {
            assert_eq!(text(plain), quoted);
        }
        assert_eq!(["a-1", "0", "", "一"].map(key), ["a-1", "\"0\"", "\"\"", "\"一\""]);
    }
}

//! SHA-256, as it is written.

use alloc::string::String;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// What stands before the digits of every digest.
const PREFIX: &str = "sha256:";

/// The SHA-256 of `content`, as `sha256:` and 64 hexadecimal digits.
pub fn digest(content: &[u8]) -> String {
    String::from(PREFIX) + &HEXLOWER.encode(&Sha256::digest(content))
}

/// The first 16 hexadecimal digits of the SHA-256 of `content`: to tell fields apart, not to prove
/// anything.
pub(crate) fn short_digest(content: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(content)).chars().take(16).collect()
}

/// Whether `text` is written as a digest.
pub(crate) fn is_digest(text: &str) -> bool {
    let digits = text.strip_prefix(PREFIX).unwrap_or_default();
    digits.len() == 64 && digits.bytes().all(|each| matches!(each, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 180-2, appendix B: one block, two blocks, and nothing.
    #[test]
    fn digests_are_the_published_ones() {
        for (message, sum) in [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
            ),
        ] {
            assert_eq!(digest(message.as_bytes()), String::from(PREFIX) + sum);
        }
        assert!(is_digest(&digest(b"")));
        assert!(!is_digest("sha256:E3"));
    }
}

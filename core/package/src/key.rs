//! Keys: made on a device, kept in a file, shown as a fingerprint.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use data_encoding::BASE64;
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::fault::Fault;

/// The version of the key's file that is written, and the newest that is understood.
pub const KEY_FORMAT: u32 = 1;

/// What the holder of a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holder {
    /// Who assesses.
    Assessor,
    /// A device, whoever holds it.
    Device,
    /// The site that was assessed.
    Site,
}

impl Holder {
    /// Every kind of holder.
    pub const ALL: [Self; 3] = [Self::Assessor, Self::Device, Self::Site];

    /// As written.
    pub fn word(self) -> &'static str {
        match self {
            Self::Assessor => "assessor",
            Self::Device => "device",
            Self::Site => "site",
        }
    }
}

/// A key that signs. It is not shown, not even for debugging.
#[derive(Clone)]
pub struct Key {
    public: PublicKey,
    secret: SigningKey,
}

/// A key that tells whose signature it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    /// Who holds it, as they call themselves.
    pub name: String,
    /// What they are.
    pub holder: Holder,
    pub(crate) key: VerifyingKey,
}

/// The file of a key.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct KeyFile {
    format: u32,
    name: String,
    holder: Holder,
    public: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
}

/// Only the version of a key's file.
#[derive(Deserialize)]
struct Version {
    format: u32,
}

impl Key {
    /// The key of 32 bytes that nobody else knows: from the chance of the system.
    pub fn from_seed(seed: [u8; 32], name: &str, holder: Holder) -> Self {
        let secret = SigningKey::from_bytes(&seed);
        let public = PublicKey { name: name.into(), holder, key: secret.verifying_key() };
        Self { public, secret }
    }

    /// What may be shown of it.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// The file to be kept where only its holder reads it.
    pub fn to_text(&self) -> String {
        self.public.written(Some(BASE64.encode(self.secret.as_bytes())))
    }

    /// The key in `text`.
    ///
    /// # Errors
    /// When it cannot be read, when it has no secret part, or one that is not of the public part.
    pub fn read(text: &str) -> Result<Self, Fault> {
        let file = file(text)?;
        let public = public(&file)?;
        let signer = public.name.clone();
        let secret = file.secret.ok_or(Fault::KeyWithoutSecret { signer })?;
        let seed = bytes(&secret).ok_or(Fault::NotAKey {})?;
        let key = Self::from_seed(seed, &public.name, public.holder);
        if key.public == public { Ok(key) } else { Err(Fault::KeyDiffers {}) }
    }

    pub(crate) fn sign(&self, message: &[u8]) -> String {
        BASE64.encode(&self.secret.sign(message).to_bytes())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.public.fmt(to)
    }
}

impl PublicKey {
    /// The file to be handed to those who verify.
    pub fn to_text(&self) -> String {
        self.written(None)
    }

    /// The public key in `text`, which may hold the secret one too.
    ///
    /// # Errors
    /// When it cannot be read, or is no key.
    pub fn read(text: &str) -> Result<Self, Fault> {
        public(&file(text)?)
    }

    /// Twenty letters and digits in groups of four, for comparing by eye and by telephone: the first
    /// 100 bits of the SHA-256 of the key.
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.key)
    }

    /// The key as it is written.
    pub(crate) fn to_base64(&self) -> String {
        BASE64.encode(self.key.as_bytes())
    }

    fn written(&self, secret: Option<String>) -> String {
        let public = self.to_base64();
        let (name, holder) = (self.name.clone(), self.holder);
        let file = KeyFile { format: KEY_FORMAT, name, holder, public, secret };
        // A key's file holds texts and a number: writing it cannot fail.
        serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
    }
}

/// Letters and digits that are not taken for one another: no I, L, O or U.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The fingerprint of a key.
pub(crate) fn fingerprint(key: &VerifyingKey) -> String {
    let groups: Vec<String> =
        letters(&Sha256::digest(key.as_bytes())).chunks(4).take(5).map(String::from_iter).collect();
    groups.join("-")
}

/// Five bits each, the high ones first.
fn letters(bytes: &[u8]) -> Vec<char> {
    let mut letters = Vec::new();
    for five in bytes.chunks_exact(5) {
        let bits = five.iter().fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
        for place in (0..8).rev() {
            let index = usize::try_from((bits >> (place * 5)) & 31).unwrap_or_default();
            letters.extend(LETTERS.get(index).map(|letter| char::from(*letter)));
        }
    }
    letters
}

fn file(text: &str) -> Result<KeyFile, Fault> {
    let unreadable = |error: serde_json::Error| Fault::KeyUnreadable {
        detail: format!("{error}"),
        line: error.line(),
        column: error.column(),
    };
    let Version { format } = serde_json::from_str(text).map_err(unreadable)?;
    if format > KEY_FORMAT {
        return Err(Fault::TooNew { format, known: KEY_FORMAT });
    }
    serde_json::from_str(text).map_err(unreadable)
}

fn public(file: &KeyFile) -> Result<PublicKey, Fault> {
    let key = verifying_key(&file.public).ok_or(Fault::NotAKey {})?;
    Ok(PublicKey { name: file.name.clone(), holder: file.holder, key })
}

/// The key that is written so; `None` when it is none, or one that anybody can sign for.
pub(crate) fn verifying_key(text: &str) -> Option<VerifyingKey> {
    let key = VerifyingKey::from_bytes(&bytes(text)?).ok()?;
    (!key.is_weak()).then_some(key)
}

fn bytes<const COUNT: usize>(text: &str) -> Option<[u8; COUNT]> {
    BASE64.decode(text.as_bytes()).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER_PERMISSIVE as HEX;

    use super::*;

    fn hex<const COUNT: usize>(text: &str) -> [u8; COUNT] {
        HEX.decode(text.as_bytes()).unwrap().try_into().unwrap()
    }

    /// RFC 8032, 7.1, tests 1 to 3.
    #[test]
    fn signatures_are_the_published_ones() {
        for (secret, public, message, signature) in [
            (
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
            ),
            (
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
            ),
            (
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                "af82",
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
            ),
        ] {
            let key = Key::from_seed(hex(secret), "", Holder::Device);
            assert_eq!(key.public().key.as_bytes(), &hex::<32>(public));
            let message = HEX.decode(message.as_bytes()).unwrap();
            assert_eq!(key.sign(&message), BASE64.encode(&hex::<64>(signature)));
        }
    }

    #[test]
    fn a_key_is_read_as_it_was_written() {
        let key = Key::from_seed([7; 32], "王伟 <b>", Holder::Assessor);
        let again = Key::read(&key.to_text()).unwrap();
        assert_eq!((again.public(), again.sign(b"a")), (key.public(), key.sign(b"a")));
        assert_eq!(PublicKey::read(&key.to_text()).as_ref(), Ok(key.public()));
        let public = key.public().to_text();
        assert!(!public.contains("secret"));
        assert_eq!(PublicKey::read(&public).as_ref(), Ok(key.public()));
        let signer = "王伟 <b>".into();
        let fault = Key::read(&public).unwrap_err();
        assert_eq!((fault.code(), &fault), ("P073", &Fault::KeyWithoutSecret { signer }));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let text = Key::from_seed([7; 32], "a", Holder::Site).to_text();
        let other = Key::from_seed([8; 32], "a", Holder::Site);
        let changed = |from: &str, to: &str| Key::read(&text.replace(from, to)).unwrap_err().code();
        let public = Key::read(&text).unwrap().public().to_base64();
        assert_eq!(changed(&public, &other.public().to_base64()), "P072");
        assert_eq!(changed(&public, "AAAA"), "P071");
        // A point of small order, for which anybody can sign.
        assert_eq!(changed(&public, &BASE64.encode(&[0; 32])), "P071");
        assert_eq!(changed("\"format\": 1", "\"format\": 2"), "P032");
        assert_eq!(changed("site", "boss"), "P070");
        assert_eq!(changed("}", ""), "P070");
        assert!(!format!("{:?}", Key::read(&text)).contains(&BASE64.encode(&[7; 32])));
    }

    #[test]
    fn a_fingerprint_is_twenty_letters_in_groups() {
        let print = Key::from_seed([7; 32], "a", Holder::Site).public().fingerprint();
        assert_eq!(print.len(), 24, "{print}");
        assert_eq!(print.split('-').map(str::len).collect::<Vec<_>>(), [4; 5]);
        assert_eq!(letters(&[0xff, 0, 0, 0, 1]), "ZW000001".chars().collect::<Vec<_>>());
    }
}

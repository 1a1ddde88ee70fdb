//! Signatures: who says that a package is the one they have seen.
//!
//! What is signed is the identity of the package with the signer's name and statement, after a
//! beginning that no other use of the key has. A signature tells that the holder of a key has signed
//! exactly this package. Who holds the key is known by its fingerprint alone; it is not the reliable
//! electronic signature of the law.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use data_encoding::BASE64;
use serde::{Deserialize, Serialize};

use crate::archive::{self, Archive, Entry};
use crate::fault::{Fault, SignatureFault};
use crate::key::{Holder, Key, PublicKey, fingerprint, verifying_key};
use crate::limit::MOST_SIGNATURES;
use crate::manifest::{MANIFEST, SIGNATURES};
use crate::verify::{Expected, verify};

/// The version of the signature's file that is written, and the newest that is understood.
const SIGNATURE_FORMAT: u32 = 1;

/// What every signed message begins with.
const BEGINNING: &[u8] = b"jiangxing package signature 1\0";

/// What somebody signs with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statement<'a> {
    /// The day, as the signer writes it; may be empty. Nobody vouches for it but the signer.
    pub date: &'a str,
    /// What the signer has to say, such as that the site does not agree; may be empty.
    pub words: &'a str,
}

/// The file of a signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Signature {
    /// The version of this form: 1.
    pub format: u32,
    /// The identity of the package that is signed.
    pub signs: String,
    /// Who signs, as they call themselves.
    pub signer: String,
    /// What they are.
    pub holder: Holder,
    /// The day, as the signer writes it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// What they have to say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub statement: String,
    /// The public key.
    pub key: String,
    /// The signature of all this.
    pub signature: String,
}

/// A signature of a package, and how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Where it is.
    pub path: String,
    /// What it says.
    pub signature: Signature,
    /// The fingerprint of its key.
    pub fingerprint: String,
    /// How it stands.
    pub standing: Standing,
}

/// How a signature stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is good, by one of the keys that were expected.
    Known,
    /// It is good, by a key that nobody here has vouched for.
    UnknownKey,
    /// It is not by its key: it, or what it says, was changed.
    Invalid,
    /// It is good, for another package.
    OfAnother,
}

/// The package in `bytes` with the signature of `key` added. One that the key had given before is
/// replaced.
///
/// # Errors
/// When the package is not in order: nothing is signed that was changed. When it has as many
/// signatures as it may have.
pub fn sign(bytes: &[u8], key: &Key, statement: Statement<'_>) -> Result<Vec<u8>, Vec<Fault>> {
    let found = verify(bytes, Expected::default());
    let (Some(identity), true) = (found.identity, found.faults.is_empty()) else {
        return Err(found.faults);
    };
    let text = signature(identity, key, statement).to_text();
    let path = path(&key.public().fingerprint());
    let archive = Archive::read(bytes);
    let others = archive.entries.iter().filter(|entry| entry.path != path);
    let mut entries: Vec<(&str, &[u8])> = others.map(|one| (one.path, one.content)).collect();
    entries.push((&path, text.as_bytes()));
    entries.sort_by_key(|(path, _)| (*path != MANIFEST, *path));
    let found = entries.iter().filter(|(path, _)| path.starts_with(SIGNATURES)).count();
    if found > MOST_SIGNATURES {
        return Err([Fault::TooManySignatures { found, most: MOST_SIGNATURES }].into());
    }
    archive::write(&entries).map_err(|fault| [fault].into())
}

fn signature(identity: String, key: &Key, statement: Statement<'_>) -> Signature {
    let public = key.public();
    let mut signature = Signature {
        format: SIGNATURE_FORMAT,
        signs: identity,
        signer: public.name.clone(),
        holder: public.holder,
        date: statement.date.to_string(),
        statement: statement.words.to_string(),
        key: public.to_base64(),
        signature: String::new(),
    };
    signature.signature = key.sign(&signature.message());
    signature
}

/// Where the signature of a key is.
fn path(fingerprint: &str) -> String {
    format!("{SIGNATURES}{}.json", fingerprint.to_lowercase())
}

impl Signature {
    fn to_text(&self) -> String {
        // A signature holds texts and a number: writing it cannot fail.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// What is signed: every field after its length, so that no two signatures say the same bytes.
    fn message(&self) -> Vec<u8> {
        let mut message = Vec::from(BEGINNING);
        let Self { signs, signer, holder, date, statement, key, .. } = self;
        for field in [signs, signer, holder.word(), date, statement, key] {
            let length = u64::try_from(field.len()).unwrap_or(u64::MAX);
            message.extend_from_slice(&length.to_le_bytes());
            message.extend_from_slice(field.as_bytes());
        }
        message
    }
}

/// What the signatures come to.
pub(crate) fn all(
    entries: &[&Entry<'_>],
    identity: Option<&str>,
    keys: &[PublicKey],
    faults: &mut Vec<Fault>,
) -> Vec<Signed> {
    if entries.len() > MOST_SIGNATURES {
        faults.push(Fault::TooManySignatures { found: entries.len(), most: MOST_SIGNATURES });
        return Vec::new();
    }
    let mut all = Vec::new();
    for entry in entries {
        match read(entry, identity, keys) {
            Ok(signed) => {
                faults.extend(fault(&signed, keys));
                all.push(signed);
            }
            Err(why) => {
                faults.push(Fault::SignatureUnreadable { path: entry.path.to_string(), why });
            }
        }
    }
    let is_missing = |key: &&PublicKey| {
        let print = key.fingerprint();
        !all.iter().any(|one| one.fingerprint == print && one.standing == Standing::Known)
    };
    faults.extend(keys.iter().filter(is_missing).map(|key| Fault::SignatureMissing {
        signer: key.name.clone(),
        fingerprint: key.fingerprint(),
    }));
    all
}

/// Only the version of a signature.
#[derive(Deserialize)]
struct Version {
    format: u32,
}

fn read(
    entry: &Entry<'_>,
    identity: Option<&str>,
    keys: &[PublicKey],
) -> Result<Signed, SignatureFault> {
    let unreadable = |_| SignatureFault::Unreadable;
    let Version { format } = serde_json::from_slice(entry.content).map_err(unreadable)?;
    if format > SIGNATURE_FORMAT {
        return Err(SignatureFault::TooNew);
    }
    let signature: Signature = serde_json::from_slice(entry.content).map_err(unreadable)?;
    let key = verifying_key(&signature.key).ok_or(SignatureFault::NotAKey)?;
    let print = fingerprint(&key);
    if entry.path != path(&print) {
        return Err(SignatureFault::OtherPath);
    }
    let bytes = BASE64.decode(signature.signature.as_bytes()).unwrap_or_default();
    let is_good = ed25519_dalek::Signature::from_slice(&bytes)
        .is_ok_and(|good| key.verify_strict(&signature.message(), &good).is_ok());
    let standing = match (is_good, keys.iter().any(|known| known.key == key)) {
        (false, _) => Standing::Invalid,
        (true, _) if identity != Some(signature.signs.as_str()) => Standing::OfAnother,
        (true, true) => Standing::Known,
        (true, false) => Standing::UnknownKey,
    };
    Ok(Signed { path: entry.path.to_string(), signature, fingerprint: print, standing })
}

fn fault(signed: &Signed, keys: &[PublicKey]) -> Option<Fault> {
    let (path, signer) = (signed.path.clone(), signed.signature.signer.clone());
    match signed.standing {
        Standing::Invalid => Some(Fault::SignatureInvalid { path, signer }),
        Standing::OfAnother => {
            let signed = signed.signature.signs.clone();
            Some(Fault::SignatureOfAnother { path, signer, signed })
        }
        Standing::Known => {
            let known = keys.iter().find(|key| key.fingerprint() == signed.fingerprint)?;
            let differs = known.name != signer || known.holder != signed.signature.holder;
            let known = known.name.clone();
            differs.then_some(Fault::OtherSigner { path, says: signer, known })
        }
        Standing::UnknownKey => None,
    }
}

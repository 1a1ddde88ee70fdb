//! What the commands for packages take on the command line.

use std::ffi::OsString;

use jiangxing_package::Kind;
use jiangxing_package::key::Holder;
use jiangxing_text::Language;

use super::{Rest, Topic, among, goes_with, misread, needed, one_standard_input, text};

/// What is to be done with packages and keys.
#[derive(Clone, Debug)]
pub(crate) enum OfPackage {
    /// Make one of a rubric, assessments and files.
    Pack { rubric: OsString, assessments: Vec<OsString>, with: Packing },
    /// Say what is the case with one.
    Verify { package: OsString, with: Packing },
    /// Write what is in one to a folder.
    Unpack { package: OsString, folder: OsString },
    /// Sign one.
    Sign { package: OsString, key: OsString, with: Packing },
    /// Make a key.
    NewKey { name: String, file: OsString, with: Packing },
    /// Show what may be shown of a key.
    ShowKey { file: OsString },
}

/// The options of these commands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Packing {
    pub(crate) output: Option<OsString>,
    pub(crate) kind: Option<Kind>,
    pub(crate) evidence: Vec<OsString>,
    pub(crate) statements: Vec<OsString>,
    pub(crate) follows: Option<OsString>,
    pub(crate) against: Option<OsString>,
    pub(crate) identity: Option<String>,
    pub(crate) keys: Vec<OsString>,
    pub(crate) name: Option<String>,
    pub(crate) holder: Option<Holder>,
    pub(crate) public: Option<OsString>,
    pub(crate) date: Option<String>,
    pub(crate) words: Option<String>,
}

/// The options with the commands that they go with.
const OPTIONS: &[(&str, &[Topic])] = &[
    ("kind", &[Topic::Pack]),
    ("evidence", &[Topic::Pack]),
    ("statement", &[Topic::Pack]),
    ("follows", &[Topic::Pack]),
    ("against", &[Topic::Verify]),
    ("identity", &[Topic::Verify]),
    ("key", &[Topic::Verify, Topic::Sign]),
    ("name", &[Topic::Key]),
    ("holder", &[Topic::Key]),
    ("public", &[Topic::Key]),
    ("date", &[Topic::Sign]),
    ("say", &[Topic::Sign]),
];

impl Packing {
    /// Whether an option is one of these.
    pub(super) fn has(name: &str) -> bool {
        OPTIONS.iter().any(|(option, _)| *option == name)
    }

    /// Whether a command is one of these.
    pub(super) fn topics(topic: Topic) -> bool {
        [Topic::Pack, Topic::Verify, Topic::Unpack, Topic::Sign, Topic::Key].contains(&topic)
    }

    /// Takes one option with what follows it.
    pub(super) fn take(
        &mut self,
        name: &str,
        parser: &mut lexopt::Parser,
        l: Language,
    ) -> Result<(), String> {
        let value = parser.value().map_err(|error| misread(&error, l))?;
        match name {
            "kind" => {
                let kinds = Kind::ALL.map(|kind| (kind.word(), kind));
                self.kind = Some(among("--kind", &text(value, l)?, &kinds, l)?);
            }
            "evidence" => self.evidence.push(value),
            "statement" => self.statements.push(value),
            "follows" => self.follows = Some(value),
            "against" => self.against = Some(value),
            "identity" => self.identity = Some(text(value, l)?),
            "key" => self.keys.push(value),
            "name" => self.name = Some(text(value, l)?),
            "holder" => {
                let holders = Holder::ALL.map(|holder| (holder.word(), holder));
                self.holder = Some(among("--holder", &text(value, l)?, &holders, l)?);
            }
            "public" => self.public = Some(value),
            "date" => self.date = Some(text(value, l)?),
            "say" => self.words = Some(text(value, l)?),
            _ => (),
        }
        Ok(())
    }

    /// That every option given goes with the command.
    pub(super) fn belongs(&self, topic: Topic, l: Language) -> Result<(), String> {
        let given = [
            (self.kind.is_some(), "kind"),
            (!self.evidence.is_empty(), "evidence"),
            (!self.statements.is_empty(), "statement"),
            (self.follows.is_some(), "follows"),
            (self.against.is_some(), "against"),
            (self.identity.is_some(), "identity"),
            (!self.keys.is_empty(), "key"),
            (self.name.is_some(), "name"),
            (self.holder.is_some(), "holder"),
            (self.public.is_some(), "public"),
            (self.date.is_some(), "date"),
            (self.words.is_some(), "say"),
        ];
        for (_, name) in given.into_iter().filter(|(is_given, _)| *is_given) {
            let topics = OPTIONS.iter().find(|(option, _)| *option == name);
            let topics = topics.map_or::<&[Topic], _>(&[], |(_, topics)| topics);
            if !topics.contains(&topic) {
                let words: Vec<&str> = topics.iter().map(|topic| topic.word()).collect();
                return Err(goes_with(&format!("--{name}"), &words.join(", "), l));
            }
        }
        let has_no_output = topic == Topic::Verify && self.output.is_some();
        if has_no_output {
            Err(goes_with("--output", "pack, unpack, sign, key", l))
        } else {
            Ok(())
        }
    }

    /// What is to be done, of the words that are left.
    pub(super) fn command(
        self,
        topic: Topic,
        words: &mut Rest,
        l: Language,
    ) -> Result<OfPackage, String> {
        if topic == Topic::Pack {
            return self.pack(words, l);
        }
        if topic == Topic::Key {
            return self.key(words, l);
        }
        let package = needed(words.next(), ("包文件", "PACKAGE"), topic, l)?;
        if topic == Topic::Unpack {
            let folder = needed(self.output, ("“-o 文件夹”", "-o FOLDER"), topic, l)?;
            return Ok(OfPackage::Unpack { package, folder });
        }
        one_standard_input(self.keys.iter().chain(&self.against).chain([&package]), l)?;
        if topic == Topic::Verify {
            return Ok(OfPackage::Verify { package, with: self });
        }
        let key = ("“--key 密钥文件”", "--key FILE");
        let key = needed(self.keys.first().cloned(), key, topic, l)?;
        Ok(OfPackage::Sign { package, key, with: self })
    }

    fn pack(self, words: &mut Rest, l: Language) -> Result<OfPackage, String> {
        let rubric = needed(words.next(), ("标准文件", "RUBRIC"), Topic::Pack, l)?;
        let first = needed(words.next(), ("评定文件", "ASSESSMENT"), Topic::Pack, l)?;
        let assessments: Vec<OsString> = [first].into_iter().chain(words).collect();
        needed(self.output.clone(), ("“-o 文件”", "-o FILE"), Topic::Pack, l)?;
        let files = self.evidence.iter().chain(&self.statements).chain(&self.follows);
        one_standard_input(files.chain(&assessments).chain([&rubric]), l)?;
        Ok(OfPackage::Pack { rubric, assessments, with: self })
    }

    fn key(self, words: &mut Rest, l: Language) -> Result<OfPackage, String> {
        let what = needed(words.next(), (" new 或 show", "new or show"), Topic::Key, l)?;
        let known = [("new", true), ("show", false)];
        if !among("key", &what.to_string_lossy(), &known, l)? {
            let file = needed(words.next(), ("密钥文件", "a key's FILE"), Topic::Key, l)?;
            return Ok(OfPackage::ShowKey { file });
        }
        let name = self.name.clone().filter(|name| !name.is_empty()).map(OsString::from);
        let name = needed(name, ("“--name 姓名”", "--name NAME"), Topic::Key, l)?;
        let file = needed(self.output.clone(), ("“-o 文件”", "-o FILE"), Topic::Key, l)?;
        Ok(OfPackage::NewKey { name: text(name, l)?, file, with: self })
    }
}

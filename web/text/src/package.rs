//! Packages in sentences: what is wrong with one, what its entries and signatures are.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use jiangxing_package::fault::{Field, PathFault, Place, RowFault, SignatureFault};
use jiangxing_package::key::Holder;
use jiangxing_package::{EntryState, Fault, Kind, Role, Signed, Standing};

use crate::sentence::Told;
use crate::{Language, list};

/// What a package is for.
pub fn kind(kind: Kind, language: Language) -> &'static str {
    match kind {
        Kind::Assignment => language.pick("任务包", "assignment"),
        Kind::Visit => language.pick("核查包", "visit"),
        Kind::SelfAssessment => language.pick("自评包", "self-assessment"),
        Kind::Backup => language.pick("备份", "backup"),
        Kind::Result => language.pick("结果包", "result"),
    }
}

/// What an entry is.
pub fn role(role: Role, language: Language) -> &'static str {
    match role {
        Role::Assessment => language.pick("评定", "assessment"),
        Role::Evidence => language.pick("佐证材料", "evidence"),
        Role::Record => language.pick("本机记录", "record"),
        Role::Report => language.pick("评定报告", "report"),
        Role::Rubric => language.pick("评定标准", "rubric"),
        Role::Statement => language.pick("陈述意见", "statement"),
    }
}

/// How an entry stands beside the manifest.
pub fn state(state: EntryState, language: Language) -> &'static str {
    match state {
        EntryState::Intact => language.pick("未改动", "intact"),
        EntryState::Changed => language.pick("已改动", "changed"),
        EntryState::Missing => language.pick("缺失", "missing"),
        EntryState::Added => language.pick("清单之外", "not in the manifest"),
        EntryState::Unread => language.pick("读不出", "cannot be read"),
    }
}

/// What the holder of a key is.
pub fn holder(holder: Holder, language: Language) -> &'static str {
    match holder {
        Holder::Assessor => language.pick("评审人员", "assessor"),
        Holder::Device => language.pick("设备", "device"),
        Holder::Site => language.pick("评定对象", "site"),
    }
}

/// How a signature stands, in one line.
pub fn signature(signed: &Signed, language: Language) -> String {
    let l = language;
    let (name, print) = (&signed.signature.signer, &signed.fingerprint);
    let holder = holder(signed.signature.holder, l);
    let stands = match signed.standing {
        Standing::Known => l.pick("签名相符，密钥在核对之列", "good, by a key that was given"),
        Standing::UnknownKey => {
            l.pick("签名相符，密钥未经核对", "good, by a key that nobody here has vouched for")
        }
        Standing::Invalid => l.pick("签名不符", "not good"),
        Standing::OfAnother => l.pick("签的是另一个包", "good, for another package"),
    };
    say!(l, "{holder}“{name}” {print}：{stands}", "{holder} “{name}” {print}: {stands}")
}

/// What a signature tells, and what it does not.
pub fn meaning(language: Language) -> &'static str {
    language.pick(
        "签名说明：内容自签名后未变，签名者持有该指纹的密钥。指纹须当面或电话核对；本签名不等于《电子签名法》所称可靠的电子签名，签名日期由签名者自填",
        "A signature tells that the contents are unchanged since and that the signer holds the key of that \
         fingerprint. Compare fingerprints in person or by telephone. It is not by itself a reliable electronic \
         signature in the sense of the law, and the date is the signer's own word",
    )
}

/// That entries are not what was signed, though the signatures of the manifest are good.
pub fn signed_otherwise(language: Language) -> &'static str {
    language.pick(
        "所签的是清单；上面不是“未改动”的条目，已不是所签的内容",
        "What is signed is the manifest: entries above that are not intact are not what was signed",
    )
}

fn place(place: Place, language: Language) -> &'static str {
    match place {
        Place::Directory => language.pick("目录行", "row of the directory"),
        Place::Header => language.pick("文件头", "header"),
        Place::End => language.pick("尾记录", "end record"),
    }
}

fn field(field: Field, language: Language) -> &'static str {
    match field {
        Field::Mark => language.pick("标志", "mark"),
        Field::Version => language.pick("版本", "version"),
        Field::Flags => language.pick("选项位", "flags"),
        Field::Method => language.pick("压缩方法", "method"),
        Field::Time => language.pick("时间", "time"),
        Field::Checksum => language.pick("校验和", "checksum"),
        Field::Size => language.pick("大小", "size"),
        Field::Lengths => language.pick("长度", "lengths"),
        Field::Disk => language.pick("卷号", "disk"),
        Field::Attributes => language.pick("属性", "attributes"),
        Field::Offset => language.pick("位置", "offset"),
        Field::Count => language.pick("条目数", "count"),
        Field::Name => language.pick("路径", "path"),
    }
}

fn path_fault(why: PathFault, language: Language) -> &'static str {
    match why {
        PathFault::Empty => language.pick("路径为空", "the path is empty"),
        PathFault::NotText => language.pick("路径不是 UTF-8 文字", "the path is not UTF-8 text"),
        PathFault::TooLong => language.pick("路径过长", "the path is too long"),
        PathFault::TooDeep => language.pick("文件夹层数过多", "the path has too many folders"),
        PathFault::Absolute => language.pick("路径从根目录开始", "the path begins at the root"),
        PathFault::Parent => language.pick("路径含“.”或“..”", "the path has a part `.` or `..`"),
        PathFault::Backslash => language.pick("路径含反斜线", "the path has a backslash"),
        PathFault::Drive => {
            language.pick("路径含冒号（盘符）", "the path has a colon, as of a drive")
        }
        PathFault::Nul => language.pick("路径含空字符", "the path has a NUL character"),
        PathFault::UpperCase => language.pick(
            "路径含大写字母，有的系统不分大小写",
            "the path has capital letters, which some systems do not tell from small ones",
        ),
        PathFault::NotPlain => language.pick(
            "路径含小写字母、数字、“-”、“_”、“.”以外的字符",
            "the path has characters other than small letters, digits, `-`, `_` and `.`",
        ),
        PathFault::Dot => {
            language.pick("有一段以点开头或结尾", "a part of the path begins or ends with a dot")
        }
        PathFault::Reserved => language
            .pick("有一段是某些系统的设备名", "a part of the path names a device on some systems"),
        PathFault::Folder => language.pick("这是文件夹，不是文件", "it names a folder, not a file"),
        PathFault::EmptyPart => language.pick("路径中有空段", "the path has an empty part"),
        PathFault::NoSuchFolder => {
            language.pick("包里没有这样的文件夹", "it is in no folder that packages have")
        }
    }
}

fn row_fault(why: RowFault, language: Language) -> &'static str {
    match why {
        RowFault::OutOfOrder => {
            language.pick("没有排在前一行之后", "it does not come after the row before")
        }
        RowFault::NotADigest => language.pick("摘要写法不对", "its digest is not written as one"),
        RowFault::OtherMediaType => {
            language.pick("媒体类型与扩展名不合", "its media type is not that of its ending")
        }
        RowFault::OtherFields => language.pick(
            "所列各项的摘要与评定内容不合",
            "its digests of fields are not those of the assessment",
        ),
        RowFault::RubricName => language.pick(
            "标准须写明是哪一个，其他条目不写",
            "a rubric says which it is, and nothing else does",
        ),
    }
}

fn signature_fault(why: SignatureFault, language: Language) -> &'static str {
    match why {
        SignatureFault::Unreadable => language.pick("读不成签名", "it cannot be read as one"),
        SignatureFault::TooNew => {
            language.pick("由更新版本的匠星写成", "a newer version has written it")
        }
        SignatureFault::NotAKey => language.pick("其中的密钥不成立", "the key in it is none"),
        SignatureFault::OtherPath => {
            language.pick("文件名不是其密钥的指纹", "its name is not the fingerprint of its key")
        }
    }
}

/// What can be done about a file that is not as it was written.
fn again(language: Language) -> String {
    let again = language.pick(
        "不要采用其内容，向交来的人再要一份原文件",
        "do not use its contents, and ask who handed it over for the file once more",
    );
    again.to_string()
}

fn packed_anew(language: Language) -> String {
    let anew = language.pick(
        "它不是匠星打的包，或用其他软件重新打过；用 jiangxing pack 重打",
        "it was not packed by Jiangxing, or packed anew by something else: use jiangxing pack",
    );
    anew.to_string()
}

fn update(language: Language) -> String {
    language.pick("先更新匠星再打开", "update Jiangxing, then open it").to_string()
}

/// The sentence for a fault of a package, and a way out.
#[expect(clippy::too_many_lines, reason = "a table: one row for each code, no logic in it")]
pub fn fault(fault: &Fault, language: Language) -> Told {
    let l = language;
    let told = |sentence: String, help: String| Told::new(sentence).help(help);
    let of = |path: &str| match path {
        "" => l.pick("整个文件", "the file").to_string(),
        path => say!(l, "“{path}”", "`{path}`"),
    };
    match fault {
        Fault::NotAPackage {} => told(
            say!(l, "这不是交接包，也不是 ZIP 文件", "this is no package, nor any ZIP file"),
            say!(l, "交接包的扩展名是 .jxpkg", "packages end in .jxpkg"),
        ),
        Fault::EndMissing {} => told(
            say!(
                l,
                "没有尾记录：文件不完整，或结尾已改动",
                "the end record is not there: the file is cut off, or its end was changed"
            ),
            again(l),
        ),
        Fault::BytesAfterEnd { at, count } => told(
            say!(
                l,
                "包结束之后（第 {at} 字节起）还有 {count} 字节",
                "{count} bytes follow after the end of the package, from byte {at} on"
            ),
            again(l),
        ),
        Fault::Comment { length } => told(
            say!(
                l,
                "包尾带有 {length} 字节的注释，交接包没有注释",
                "the archive has a comment of {length} bytes, and packages have none"
            ),
            packed_anew(l),
        ),
        Fault::LargeFormat { place: one } => {
            let place = place(*one, l);
            told(
                say!(
                    l,
                    "{place}用了大文件扩展（ZIP64），交接包不用它",
                    "the {place} uses the extension for large files (ZIP64), which no package does"
                ),
                packed_anew(l),
            )
        }
        Fault::InSeveralFiles {} => told(
            say!(
                l,
                "尾记录称这是分卷压缩的一卷",
                "the end record says that this is one part of an archive in several files"
            ),
            packed_anew(l),
        ),
        Fault::TooManyEntries { found, most } => told(
            say!(
                l,
                "条目太多：{found} 个，最多 {most} 个",
                "there are too many entries: {found}, and {most} at most"
            ),
            say!(l, "分成几个包", "make several packages of it"),
        ),
        Fault::TooLarge { path, found, most } => {
            let of = of(path);
            told(
                say!(
                    l,
                    "{of}太大：{found} 字节，最多 {most} 字节",
                    "{of} is too large: {found} bytes, and {most} at most"
                ),
                say!(
                    l,
                    "分成几个包，或换小一些的照片",
                    "make several packages of it, or take smaller photos"
                ),
            )
        }
        Fault::EndDiffers { field: one } => {
            let field = field(*one, l);
            told(
                say!(
                    l,
                    "尾记录的{field}与其余部分不合",
                    "the {field} of the end record does not fit the rest"
                ),
                again(l),
            )
        }
        Fault::HeaderDiffers { path, place: one, field: which, at } => {
            let (place, field) = (place(*one, l), field(*which, l));
            told(
                say!(
                    l,
                    "“{path}”的{place}已改动：{field}（第 {at} 字节）",
                    "the {place} of `{path}` was changed: {field}, at byte {at}"
                ),
                again(l),
            )
        }
        Fault::Compressed { path, method, packed, claimed } => told(
            say!(
                l,
                "“{path}”经过压缩（方法 {method}，{packed} 字节，自称展开后 {claimed} 字节）；交接包原样存放，从不展开",
                "`{path}` is compressed (method {method}, {packed} bytes that claim to become {claimed}); packages \
                 store everything as it is, and nothing is ever unpacked"
            ),
            packed_anew(l),
        ),
        Fault::Encrypted { path } => {
            told(say!(l, "“{path}”已加密", "`{path}` is encrypted"), packed_anew(l))
        }
        Fault::Link { path } => told(
            say!(l, "“{path}”是指向别处的链接", "`{path}` is a link to elsewhere"),
            packed_anew(l),
        ),
        Fault::ExtraBytes { path, place: one, length } => {
            let place = place(*one, l);
            told(
                say!(
                    l,
                    "“{path}”的{place}带有 {length} 字节的附加内容",
                    "the {place} of `{path}` has {length} additional bytes"
                ),
                packed_anew(l),
            )
        }
        Fault::Gap { at, count } => told(
            say!(
                l,
                "第 {at} 字节起的 {count} 字节不属于任何条目",
                "{count} bytes from byte {at} on belong to no entry"
            ),
            again(l),
        ),
        Fault::Overlap { path, at } => told(
            say!(
                l,
                "“{path}”自称从第 {at} 字节开始，那里属于别的部分",
                "`{path}` says that it begins at byte {at}, which belongs to something else"
            ),
            again(l),
        ),
        Fault::BeyondEnd { path, claimed } => told(
            say!(
                l,
                "“{path}”自称 {claimed} 字节，超出了文件",
                "`{path}` says that it has {claimed} bytes, which is more than there are"
            ),
            again(l),
        ),
        Fault::ChecksumDiffers { path } => told(
            say!(
                l,
                "“{path}”已改动：内容与校验和不合",
                "`{path}` was changed: its checksum is another"
            ),
            again(l),
        ),
        Fault::PathRefused { path, why } | Fault::RowPathRefused { path, why } => {
            let (why, is_row) =
                (path_fault(*why, l), matches!(fault, Fault::RowPathRefused { .. }));
            let sentence = match is_row {
                true => say!(l, "清单中的“{path}”：{why}", "`{path}` in the manifest: {why}"),
                false => say!(l, "条目“{path}”：{why}", "entry `{path}`: {why}"),
            };
            told(sentence, packed_anew(l))
        }
        Fault::Duplicate { path } => {
            told(say!(l, "“{path}”出现了两次", "`{path}` is there twice"), packed_anew(l))
        }
        Fault::OutOfOrder { path, after } => told(
            say!(
                l,
                "“{path}”排在“{after}”之后，次序不对",
                "`{path}` stands after `{after}`, which is not its order"
            ),
            packed_anew(l),
        ),
        Fault::ArchiveInside { path } => told(
            say!(l, "“{path}”本身是压缩包", "`{path}` is an archive itself"),
            say!(l, "把里面的文件直接放进包里", "put the files in it into the package themselves"),
        ),
        Fault::DirectoryDiffers { at, row } => told(
            say!(
                l,
                "目录第 {row} 行（第 {at} 字节起）已改动，读不出",
                "row {row} of the directory, from byte {at} on, was changed and cannot be read"
            ),
            again(l),
        ),
        Fault::ManifestMissing {} => {
            told(say!(l, "没有清单 manifest.json", "there is no manifest.json"), packed_anew(l))
        }
        Fault::ManifestUnreadable { detail, line, column } => told(
            say!(
                l,
                "清单 manifest.json 从第 {line} 行第 {column} 个字符起读不通",
                "manifest.json cannot be read from line {line}, character {column} on"
            ),
            again(l),
        )
        .under(detail.clone()),
        Fault::TooNew { format, known } => told(
            say!(
                l,
                "格式 {format} 比本程序所知的 {known} 更新",
                "it is of format {format}, and this program knows {known}"
            ),
            update(l),
        ),
        Fault::RowRefused { path, why } => {
            let why = row_fault(*why, l);
            told(
                say!(l, "清单中的“{path}”：{why}", "`{path}` in the manifest: {why}"),
                packed_anew(l),
            )
        }
        Fault::OtherPackage { expected, found } => told(
            say!(
                l,
                "这不是所指的包：应为 {expected}，实为 {found}",
                "it is another package than the one meant: {found}, and not {expected}"
            ),
            say!(
                l,
                "核对抄写的标识，或用 --against 与原包对照",
                "look at the identity again, or compare with the earlier package by --against"
            ),
        ),
        Fault::Changed { path, expected, found, fields, traced } => {
            changed(path, (*expected, *found), fields, *traced, l)
        }
        Fault::Missing { path } => told(
            say!(
                l,
                "清单所列的“{path}”不在包里",
                "`{path}`, which the manifest lists, is not there"
            ),
            again(l),
        ),
        Fault::Added { path } => told(
            say!(
                l,
                "“{path}”不在清单里，是后来加进去的",
                "`{path}` is not in the manifest: it was added afterwards"
            ),
            again(l),
        ),
        Fault::RubricUnusable { path, codes } => {
            let codes = list::all(codes, l);
            told(
                say!(l, "标准“{path}”有错误：{codes}", "the rubric `{path}` has errors: {codes}"),
                say!(l, "取出后用 jiangxing check 查看", "unpack it and use jiangxing check"),
            )
        }
        Fault::RubricDiffers { path, expected, found } => told(
            say!(
                l,
                "标准“{path}”与清单所说不同：清单写 {expected}，实为 {found}",
                "the rubric `{path}` is not what the manifest says: {found}, and not {expected}"
            ),
            packed_anew(l),
        ),
        Fault::RubricTwice { name } => told(
            say!(
                l,
                "标准 {name} 在包里有两份，标识和版本相同",
                "the rubric {name} is there twice, with one id and edition"
            ),
            say!(
                l,
                "内容不同的标准应有不同的版本号",
                "rubrics of different content have different editions"
            ),
        ),
        Fault::NotAnAssessment { path, codes } => {
            let codes = list::all(codes, l);
            let told = Told::new(say!(
                l,
                "“{path}”读不成一份评定",
                "no assessment can be read from `{path}`"
            ));
            told.under(Some(codes).filter(|codes| !codes.is_empty())).help(say!(
                l,
                "取出后用 jiangxing rate 查看",
                "unpack it and use jiangxing rate"
            ))
        }
        Fault::RubricNotInside { path, name } => told(
            say!(
                l,
                "“{path}”依据的标准 {name} 不在包里",
                "the rubric of `{path}`, {name}, is not in the package"
            ),
            say!(l, "连同标准一起打包", "pack the rubric with it"),
        ),
        Fault::NotAReport { path } => told(
            say!(l, "“{path}”读不成评定报告", "no report can be read from `{path}`"),
            packed_anew(l),
        ),
        Fault::ReportDiffers { path, says, gives } => told(
            say!(
                l,
                "报告“{path}”写的是 {says}，按包里的标准和填报应为 {gives}",
                "the report `{path}` says {says}, and the answers and the rubric inside come to {gives}"
            ),
            say!(
                l,
                "以重新评出的为准，并查明原因",
                "go by what the answers come to, and find out why"
            ),
        ),
        Fault::ReportAlone { path } => told(
            say!(
                l,
                "报告“{path}”没有同名的评定",
                "the report `{path}` has no assessment of its name"
            ),
            packed_anew(l),
        ),
        Fault::SignatureUnreadable { path, why } => {
            let why = signature_fault(*why, l);
            told(say!(l, "签名“{path}”：{why}", "signature `{path}`: {why}"), again(l))
        }
        Fault::SignatureInvalid { path, signer } => told(
            say!(
                l,
                "“{signer}”的签名（{path}）不符：签名或所签内容已改动",
                "the signature of “{signer}” ({path}) is not good: it, or what it says, was changed"
            ),
            again(l),
        ),
        Fault::SignatureOfAnother { path, signer, signed } => told(
            say!(
                l,
                "“{signer}”的签名（{path}）签的是另一个包 {signed}：签名之后内容已改动",
                "the signature of “{signer}” ({path}) is for another package, {signed}: the contents were changed \
                 after signing"
            ),
            say!(
                l,
                "找到原包，用 --against 看改了什么",
                "find the package that was signed, and see by --against what was changed"
            ),
        ),
        Fault::SignatureMissing { signer, fingerprint } => told(
            say!(
                l,
                "没有“{signer}”（{fingerprint}）的有效签名",
                "there is no good signature of “{signer}” ({fingerprint})"
            ),
            say!(l, "由其用 jiangxing sign 签名", "have them sign with jiangxing sign"),
        ),
        Fault::TooManySignatures { found, most } => told(
            say!(
                l,
                "签名太多：{found} 个，最多 {most} 个",
                "there are too many signatures: {found}, and {most} at most"
            ),
            packed_anew(l),
        ),
        Fault::OtherSigner { path, says, known } => told(
            say!(
                l,
                "签名（{path}）自称“{says}”，该密钥登记为“{known}”",
                "the signature {path} says “{says}”, and its key is known as that of “{known}”"
            ),
            say!(l, "向密钥持有人核实", "ask the holder of the key"),
        ),
        Fault::KeyUnreadable { detail, line, column } => told(
            say!(
                l,
                "密钥文件从第 {line} 行第 {column} 个字符起读不通",
                "the key's file cannot be read from line {line}, character {column} on"
            ),
            say!(
                l,
                "应为 jiangxing key new 写出的文件",
                "it takes a file that jiangxing key new has written"
            ),
        )
        .under(detail.clone()),
        Fault::NotAKey {} => told(
            say!(l, "其中的密钥不成立", "what stands there is no key"),
            say!(l, "重新取一份密钥文件", "get the key's file once more"),
        ),
        Fault::KeyDiffers {} => told(
            say!(l, "公钥与私钥不是一对", "the public key is not that of the secret one"),
            say!(l, "重新取一份密钥文件", "get the key's file once more"),
        ),
        Fault::KeyWithoutSecret { signer } => told(
            say!(
                l,
                "“{signer}”的这个文件只有公钥，签名要用私钥",
                "this file of “{signer}” has the public key alone, and signing needs the secret one"
            ),
            say!(
                l,
                "用 jiangxing key new 写出的私钥文件",
                "use the file with the secret key that jiangxing key new has written"
            ),
        ),
        Fault::NotAFrame {} => told(
            say!(l, "这个二维码不是匠星的传送码", "this QR code is not one of Jiangxing's"),
            say!(l, "对准对方屏幕上的二维码", "point at the code on the other screen"),
        ),
        Fault::FrameDamaged {} => told(
            say!(l, "这个二维码没有读对", "this QR code was read wrongly"),
            say!(l, "等它再次出现时重扫", "scan it when it comes round again"),
        ),
        Fault::FrameOfAnother { expected, found } => told(
            say!(
                l,
                "这个二维码属于另一次传送（{found}，正在接收 {expected}）",
                "this QR code is of another transfer ({found}; being received is {expected})"
            ),
            say!(
                l,
                "先收完这一次，或放弃后重新开始",
                "finish the one that was begun, or give it up and begin anew"
            ),
        ),
        Fault::TransferTooLarge { found, most } => told(
            say!(
                l,
                "内容太多，要 {found} 个二维码，最多 {most} 个",
                "it would take {found} QR codes, and {most} at most"
            ),
            say!(l, "改用文件传送", "hand it over as a file"),
        ),
        Fault::TransferDamaged {} => told(
            say!(
                l,
                "二维码都已收到，合起来却不是所发的内容",
                "every QR code is there, and they do not come to what was sent"
            ),
            say!(l, "放弃后重新开始", "give it up and begin anew"),
        ),
        Fault::TransferIncomplete { missing } => {
            let numbers: Vec<String> = missing.iter().map(ToString::to_string).collect();
            let numbers = list::some(&numbers, 10, l);
            let sentence = match missing.is_empty() {
                true => say!(l, "还没有收到二维码", "no QR code was received yet"),
                false => say!(l, "还缺第 {numbers} 个二维码", "QR codes are missing: {numbers}"),
            };
            told(sentence, say!(l, "继续扫描", "go on scanning"))
        }
    }
}

/// The most fields that a sentence names.
const MOST_FIELDS: usize = 12;

fn changed(
    path: &str,
    (expected, found): (u64, u64),
    fields: &[String],
    traced: bool,
    l: Language,
) -> Told {
    let sentence = match (fields.is_empty(), traced) {
        (false, _) => {
            let fields = fields_named(fields, l);
            say!(l, "“{path}”已改动：{fields}", "`{path}` was changed: {fields}")
        }
        (true, true) => say!(
            l,
            "“{path}”已改动，但各项填报未变（只是空格或次序）",
            "`{path}` was changed, though no answer was (spacing or order alone)"
        ),
        (true, false) => say!(l, "“{path}”已改动", "`{path}` was changed"),
    };
    let told = Told::new(sentence).help(again(l));
    match expected == found {
        true => told,
        false => told.under(say!(
            l,
            "清单写 {expected} 字节，实有 {found} 字节",
            "{found} bytes, and not the {expected} of the manifest"
        )),
    }
}

/// Fields of an assessment for a reader: an answer by the id of what is asked.
pub fn fields_named(fields: &[String], language: Language) -> String {
    let l = language;
    let named = |field: &String| {
        let plain = |text: &str| text.replace("~1", "/").replace("~0", "~");
        match field.strip_prefix("/responses/") {
            Some(id) => {
                let id = plain(id);
                say!(l, "{id} 的填报", "the answer to {id}")
            }
            None => match field.strip_prefix("/revisions/") {
                Some(of) => {
                    let of = plain(of);
                    say!(l, "{of} 的修改历史", "the history of {of}")
                }
                None => plain(field),
            },
        }
    };
    let fields: Vec<String> = fields.iter().map(named).collect();
    list::some(&fields, MOST_FIELDS, l)
}

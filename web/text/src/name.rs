//! The names of the few fixed things that reports and forms speak of.

use jiangxing::diagnostic::Severity;
use jiangxing::report::form::{Method, NotApplicableCounts, SectionKind};
use jiangxing::report::v1::{GateGroup, Standing, State, Verdict};

use crate::{Language, words};

/// 满足 · met.
pub fn verdict(verdict: Verdict, language: Language) -> &'static str {
    match verdict {
        Verdict::Met => language.pick("满足", "met"),
        Verdict::NotMet => language.pick("不满足", "not met"),
        Verdict::Pending => language.pick("待核", "pending"),
    }
}

/// 已定 · settled.
pub fn standing(standing: Standing, language: Language) -> &'static str {
    match standing {
        Standing::Settled => language.pick("已定", "settled"),
        Standing::Open => language.pick("未定", "open"),
        Standing::Withheld => language.pick("不予评定", "withheld"),
        Standing::LeftOut => language.pick("不计", "left out"),
    }
}

/// 前置条件 · gate.
pub fn gate_group(group: GateGroup, language: Language) -> &'static str {
    match group {
        GateGroup::Gate => language.pick("前置条件", "gate"),
        GateGroup::Requirement => language.pick("硬指标", "requirement"),
    }
}

/// What it does to mark something not applicable.
pub fn not_applicable_effect(counts: NotApplicableCounts, l: Language) -> &'static str {
    match counts {
        NotApplicableCounts::LeaveOut => words::not_applicable_explained(l),
        NotApplicableCounts::Lowest => words::not_applicable_counts_lowest(l),
        NotApplicableCounts::Full => words::not_applicable_counts_full(l),
        NotApplicableCounts::Withhold => words::not_applicable_withholds(l),
    }
}

/// 材料审核 · documents.
pub fn method(method: Method, language: Language) -> &'static str {
    match method {
        Method::Documents => language.pick("材料审核", "documents"),
        Method::SiteVisit => language.pick("实地考察", "site visit"),
        Method::Interview => language.pick("访谈", "interview"),
        Method::Data => language.pick("数据核查", "data check"),
    }
}

/// 填报中 · draft.
pub fn state(state: State, language: Language) -> &'static str {
    match state {
        State::Draft => language.pick("填报中", "draft"),
        State::Final => language.pick("已定稿", "final"),
    }
}

/// 错误 · error.
pub fn severity(severity: Severity, language: Language) -> &'static str {
    match severity {
        Severity::Error => language.pick("错误", "error"),
        Severity::Warning => language.pick("提醒", "warning"),
    }
}

/// What a section of the form is, as a heading; a dimension has a name of its own.
pub fn section_kind(kind: SectionKind, language: Language) -> &'static str {
    match kind {
        SectionKind::Facts => language.pick("基本情况", "Facts"),
        SectionKind::Gates => language.pick("前置条件与硬指标", "Gates and requirements"),
        SectionKind::Dimension => language.pick("维度", "Dimension"),
        SectionKind::Bonus => language.pick("加分", "Bonus"),
        SectionKind::BonusRecorded => {
            language.pick("加分（只记录，不计分）", "Bonus (recorded, not counted)")
        }
        SectionKind::Demerit => language.pick("扣分", "Demerits"),
        SectionKind::DemeritRecorded => {
            language.pick("扣分（只记录，不扣分）", "Demerits (recorded, not counted)")
        }
    }
}

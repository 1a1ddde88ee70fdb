//! Facts, gates and criteria as things that are asked: items and their asks.

use crate::report::form::Method;
use crate::span::Span;
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::clause::{Basis, ClauseRef};
use crate::diagnostic::Fault;
use crate::label::Label;
use crate::model::ask::{Ask as AskRule, AskKind as KindWord, Limit};
use crate::model::criterion::{Clause, Criterion as CriterionRule, MethodWord};
use crate::model::rubric::{MayNotApply, Source};
use crate::named::ByName;
use crate::number::Number;
use crate::parse::shape::At;
use crate::parse::suggest::nearest;
use crate::plan::build::{label, places};
use crate::plan::names::Builder;
use crate::plan::{Ask, AskKind, Band, Item, Level, Measured, Part, Range, Role, profile};

/// What an item owes to its rule, whatever kind of rule that is.
struct ItemRule<'a> {
    id: &'a At<crate::parse::shape::Id>,
    name: &'a At<Label>,
    guidance: Option<&'a At<Label>>,
    clauses: &'a [At<Clause>],
    evidence: &'a [At<Label>],
    verify: Option<&'a At<Label>>,
    methods: &'a [At<MethodWord>],
    na: Option<MayNotApply>,
    asks: &'a [At<AskRule>],
    reason_at: &'a [At<String>],
    role: Role,
}

impl<'a> Builder<'a> {
    /// Takes over facts, gates and criteria that this kind of subject is asked; gives the ids of
    /// those it is not.
    pub(crate) fn collect_items(&mut self, chosen: &BTreeMap<String, String>) -> Vec<String> {
        let rubric = self.rubric;
        let mut not_asked = Vec::new();
        for fact in &rubric.fact {
            if fact.applies.as_ref().is_some_and(|applies| !profile::holds(applies, chosen)) {
                not_asked.extend(ids_of(&fact.id, &fact.ask));
                continue;
            }
            self.item(ItemRule {
                id: &fact.id,
                name: &fact.name,
                guidance: fact.guidance.as_ref(),
                clauses: &fact.clauses,
                evidence: &fact.evidence,
                verify: fact.verify.as_ref(),
                methods: &fact.methods,
                na: None,
                asks: &fact.ask,
                reason_at: &[],
                role: Role::Fact,
            });
        }
        let mut gate_count = 0_usize;
        for gate in &rubric.gate {
            if gate.applies.as_ref().is_some_and(|applies| !profile::holds(applies, chosen)) {
                not_asked.extend(ids_of(&gate.id, &gate.ask));
                continue;
            }
            self.gates.insert(gate.id.to_string(), &gate.it);
            self.item(ItemRule {
                id: &gate.id,
                name: &gate.name,
                guidance: gate.guidance.as_ref(),
                clauses: &gate.clauses,
                evidence: &gate.evidence,
                verify: gate.verify.as_ref(),
                methods: &gate.methods,
                na: gate.na.as_ref().map(|na| na.it),
                asks: &gate.ask,
                reason_at: &[],
                role: Role::Gate(gate_count),
            });
            gate_count = gate_count.saturating_add(1);
        }
        for entry in &rubric.criterion {
            match profile::criterion(entry, chosen) {
                Some(rule) => {
                    let role = Role::Criterion(self.criteria.len());
                    self.criteria.push(rule);
                    self.criterion_item(rule, role);
                }
                None => not_asked.extend(ids_of(&entry.base.id, &entry.base.ask)),
            }
        }
        self.index_criteria();
        not_asked
    }

    /// Makes the criteria known by their ids, and by their dimensions.
    fn index_criteria(&mut self) {
        self.criterion_by_id = places(self.criteria.iter().map(|rule| &rule.id.it));
        let mut criteria_in: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, rule) in self.criteria.iter().enumerate() {
            criteria_in.entry(rule.in_.as_str()).or_default().push(place);
        }
        let criteria_in = criteria_in.into_iter().map(|(id, places)| (id.into(), places));
        self.criteria_in = ByName::from_entries(criteria_in.collect());
    }

    pub(crate) fn criterion_item(&mut self, rule: &CriterionRule, role: Role) {
        self.item(ItemRule {
            id: &rule.id,
            name: &rule.name,
            guidance: rule.guidance.as_ref(),
            clauses: &rule.clauses,
            evidence: &rule.evidence,
            verify: rule.verify.as_ref(),
            methods: &rule.methods,
            na: rule.na.as_ref().map(|na| na.it),
            asks: &rule.ask,
            reason_at: &rule.reason_at,
            role,
        });
    }

    fn item(&mut self, rule: ItemRule<'_>) {
        let item = self.items.len();
        let first = self.asks.len();
        for ask in rule.asks {
            self.one_ask(ask, &rule, item);
        }
        let clauses = rule.clauses.iter().map(|clause| self.clause(clause)).collect();
        self.items.push(Item {
            id: rule.id.to_string(),
            name: rule.name.it.clone(),
            role: rule.role,
            may_not_apply: rule.na == Some(MayNotApply::WithReason),
            asks: (first..self.asks.len()).collect(),
            guidance: label(rule.guidance),
            clauses,
            evidence: labels(rule.evidence),
            verify: label(rule.verify),
            methods: methods(rule.methods),
        });
    }

    fn one_ask(&mut self, ask: &At<AskRule>, rule: &ItemRule<'_>, item: usize) {
        let keys = &ask.it.0;
        let id = match &keys.id {
            Some(id) => id.to_string(),
            None if rule.asks.len() == 1 => rule.id.to_string(),
            None => {
                self.report(ask.at, Fault::MissingKey { key: "id".into() });
                return;
            }
        };
        let kind = match keys.kind.it {
            KindWord::Level => AskKind::Level { levels: self.levels(ask, rule) },
            KindWord::YesNo => AskKind::YesNo,
            KindWord::Checklist => AskKind::Checklist { parts: parts(ask) },
            KindWord::Choice => AskKind::Choice { options: options(ask) },
            KindWord::Count
            | KindWord::Number
            | KindWord::Percent
            | KindWord::Money
            | KindWord::Score => AskKind::Number(self.measured(ask)),
            KindWord::Date => AskKind::Date(self.range(ask)),
            KindWord::Period => AskKind::Period(self.range(ask)),
            KindWord::Distribution => AskKind::Distribution { options: options(ask) },
            KindWord::Series => {
                AskKind::Series { periods: periods(ask), measured: self.measured(ask) }
            }
        };
        self.ask_by_id.insert(id.clone(), self.asks.len());
        if let Some(within) = &keys.within {
            self.parts_of.push((self.asks.len(), within.clone()));
        }
        let name = keys.name.as_ref().unwrap_or(rule.name).it.clone();
        self.asks.push(Ask {
            id,
            item,
            name,
            guidance: label(keys.guidance.as_ref()),
            optional: keys.optional.as_ref().is_some_and(|optional| optional.it),
            kind,
        });
    }

    fn levels(&mut self, ask: &At<AskRule>, rule: &ItemRule<'_>) -> Vec<Level> {
        let keys = &ask.it.0;
        let Some(scale) = &keys.scale else {
            return Vec::new();
        };
        let Some(known) = self.rubric.scale.iter().find(|known| known.id.it == scale.it) else {
            let scales = self.rubric.scale.iter().map(|known| known.id.as_str());
            let fault = Fault::NoSuchName {
                name: scale.to_string(),
                wanted: "a scale".into(),
                nearest: nearest(scale, scales),
            };
            self.report(scale.at, fault);
            return Vec::new();
        };
        let anchors = keys.anchors.as_ref();
        let mut levels = Vec::new();
        for level in &known.levels {
            let anchor = anchors.and_then(|anchors| anchors.it.get(&level.id.it));
            if let (Some(anchors), None) = (anchors, anchor) {
                let (criterion, level) = (rule.id.to_string(), level.id.to_string());
                self.report(anchors.at, Fault::AnchorMissing { criterion, level });
            }
            levels.push(Level {
                id: level.id.to_string(),
                worth: Some(level.worth.it.clone()),
                name: level.name.it.clone(),
                anchor: label(anchor),
                wants_note: rule.reason_at.iter().any(|wanted| wanted.it == *level.id.it.0),
            });
        }
        for wanted in rule.reason_at {
            self.known_level(&known.levels, &wanted.it, wanted.at);
        }
        for (written, anchor) in anchors.into_iter().flat_map(|anchors| anchors.iter()) {
            self.known_level(&known.levels, written, anchor.at);
        }
        levels
    }

    pub(crate) fn known_level(
        &mut self,
        levels: &[At<crate::model::rubric::ScaleLevel>],
        written: &str,
        at: Span,
    ) {
        if levels.iter().any(|level| level.id.as_str() == written) {
            return;
        }
        let fault = Fault::NoSuchName {
            name: written.to_string(),
            wanted: "a level of the scale".into(),
            nearest: nearest(written, levels.iter().map(|level| level.id.as_str())),
        };
        self.report(at, fault);
    }

    pub(crate) fn measured(&mut self, ask: &At<AskRule>) -> Measured {
        let keys = &ask.it.0;
        let percent = keys.kind.it == KindWord::Percent;
        let unit = keys.unit.as_ref().and_then(|unit| self.unit(unit, unit.at));
        let whole_unit = unit.as_ref().is_some_and(|unit| unit.whole);
        let bound = |found: &Option<At<Limit>>| found.as_ref().map(|end| end.number.clone());
        let is_money = keys.kind.it == KindWord::Money;
        let counts = keys.kind.it == KindWord::Count || percent || is_money;
        let places = keys.places.as_ref().and_then(|places| u32::try_from(places.to_count()?).ok());
        let by_default = match keys.kind.it {
            KindWord::Money => Some(2),
            KindWord::Score => Some(0),
            KindWord::Level
            | KindWord::YesNo
            | KindWord::Checklist
            | KindWord::Count
            | KindWord::Number
            | KindWord::Percent
            | KindWord::Choice
            | KindWord::Date
            | KindWord::Period
            | KindWord::Distribution
            | KindWord::Series => None,
        };
        let bands = bands(ask);
        let measured = Measured {
            unit_id: unit.as_ref().map(|unit| unit.id.clone()),
            unit: unit.map(|unit| unit.name).unwrap_or_default(),
            percent,
            whole: keys.kind.it == KindWord::Count
                || whole_unit
                || keys.whole.as_ref().is_some_and(|whole| whole.it),
            least: bound(&keys.at_least)
                .or_else(|| counts.then(Number::zero))
                .or_else(|| bands.first().map(|band| band.from.clone())),
            most: bound(&keys.at_most)
                .or_else(|| percent.then(|| Number::from_whole(100)))
                .or_else(|| bands.last().map(|band| band.to.clone())),
            places: places.or(by_default),
            within: None,
            bands,
        };
        self.not_empty(ask, measured.least.as_ref(), measured.most.as_ref());
        measured
    }

    /// The days that are admitted.
    fn range(&mut self, ask: &At<AskRule>) -> Range {
        let keys = &ask.it.0;
        let day = |end: &Option<At<Limit>>| end.as_ref().map(|end| end.number.clone());
        let (least, most) = (day(&keys.at_least), day(&keys.at_most));
        self.not_empty(ask, least.as_ref(), most.as_ref());
        Range { least, most }
    }

    fn not_empty(&mut self, ask: &At<AskRule>, least: Option<&Number>, most: Option<&Number>) {
        let keys = &ask.it.0;
        if let (Some(low), Some(high)) = (least, most)
            && low > high
        {
            let fault = Fault::EmptyRange { low: low.clone(), high: high.clone() };
            let at = keys.at_most.as_ref().or(keys.at_least.as_ref());
            self.report(at.map_or(keys.kind.at, |bound| bound.at), fault);
        }
    }

    /// Points each ask that is a part to its whole, once all asks are known.
    pub(crate) fn link_parts(&mut self) {
        for (part, within) in core::mem::take(&mut self.parts_of) {
            let whole = self.ask_by_id.get(&within).copied();
            if whole.is_none() {
                let fault = Fault::NoSuchName {
                    name: within.to_string(),
                    wanted: "the id of an ask".into(),
                    nearest: nearest(&within, self.ask_by_id.names()),
                };
                self.report(within.at, fault);
            }
            if whole.is_some_and(|whole| whole == part || self.unit_of(whole) != self.unit_of(part))
            {
                let expected = "another ask of the same unit".into();
                let fault = Fault::WrongType { expected, found: within.to_string() };
                self.report(within.at, fault);
            }
            if let Some(AskKind::Number(measured)) =
                self.asks.get_mut(part).map(|ask| &mut ask.kind)
            {
                measured.within = whole;
            }
        }
    }

    pub(crate) fn clause(&mut self, clause: &At<Clause>) -> ClauseRef {
        let sources = || self.rubric.source.iter().map(|known| known.id.as_str());
        if let Some(source) =
            clause.source.as_ref().filter(|source| sources().all(|id| id != source.as_str()))
        {
            let fault = Fault::NoSuchName {
                name: source.to_string(),
                wanted: "a source".into(),
                nearest: nearest(source, sources()),
            };
            self.report(source.at, fault);
        }
        if clause.basis.basis() == Basis::Decreed && clause.source.is_none() {
            self.report(clause.at, Fault::MissingKey { key: "source".into() });
        }
        clause_ref(clause, &self.rubric.source)
    }
}

/// A clause, with what readers call its document.
pub(crate) fn clause_ref(clause: &At<Clause>, sources: &[At<Source>]) -> ClauseRef {
    let text =
        |found: &Option<At<String>>| found.as_ref().map(|text| text.it.clone()).unwrap_or_default();
    let document = clause.source.as_ref();
    let document = document.and_then(|id| sources.iter().find(|known| known.id.it == id.it));
    ClauseRef {
        basis: clause.basis.basis(),
        document: document.map(|source| source.short.it.clone()).unwrap_or_default(),
        at: text(&clause.it.at),
        quote: text(&clause.quote),
        note: label(clause.note.as_ref()),
    }
}

fn ids_of(id: &str, asks: &[At<AskRule>]) -> Vec<String> {
    let own = asks.iter().filter_map(|ask| ask.it.0.id.as_ref()).map(|id| id.to_string());
    own.chain([id.to_string()]).collect()
}

fn parts(ask: &At<AskRule>) -> Vec<Part> {
    let parts = ask.it.0.parts.as_ref().map(|parts| parts.it.as_slice()).unwrap_or_default();
    let part = |part: &At<crate::model::ask::Part>| Part {
        id: part.id.to_string(),
        name: part.name.it.clone(),
        may_not_apply: part.na.as_ref().is_some_and(|na| na.it),
    };
    parts.iter().map(part).collect()
}

fn periods(ask: &At<AskRule>) -> Vec<Part> {
    let periods = ask.it.0.periods.iter().flat_map(|periods| &periods.it);
    let period = |period: &At<crate::model::ask::SeriesPeriod>| Part {
        id: period.id.to_string(),
        name: period.name.it.clone(),
        may_not_apply: false,
    };
    periods.map(period).collect()
}

fn bands(ask: &At<AskRule>) -> Vec<Band> {
    let bands = ask.it.0.bands.iter().flat_map(|bands| &bands.it);
    let band = |band: &At<crate::model::ask::BandRule>| Band {
        id: band.id.to_string(),
        name: band.name.it.clone(),
        anchor: label(band.anchor.as_ref()),
        from: band.from.it.clone(),
        to: band.to.it.clone(),
    };
    bands.map(band).collect()
}

fn options(ask: &At<AskRule>) -> Vec<Level> {
    let options =
        ask.it.0.options.as_ref().map(|options| options.it.as_slice()).unwrap_or_default();
    let option = |option: &At<crate::model::ask::AskOption>| Level {
        id: option.id.to_string(),
        worth: option.worth.as_ref().map(|worth| worth.it.clone()),
        name: option.name.it.clone(),
        anchor: Label::default(),
        wants_note: false,
    };
    options.iter().map(option).collect()
}

fn labels(found: &[At<Label>]) -> Vec<Label> {
    found.iter().map(|label| label.it.clone()).collect()
}

fn methods(words: &[At<MethodWord>]) -> Vec<Method> {
    let method = |word: &At<MethodWord>| match word.it {
        MethodWord::Documents => Method::Documents,
        MethodWord::SiteVisit => Method::SiteVisit,
        MethodWord::Interview => Method::Interview,
        MethodWord::Data => Method::Data,
    };
    words.iter().map(method).collect()
}

//! What screens are made of, in reading order. A component shows what its props say and reports
//! what happened; it knows no route, no store and no engine.
#![deny(clippy::arithmetic_side_effects, clippy::float_arithmetic)]

pub mod icon;
pub mod stars;

pub mod tag;

pub mod dialog;
pub mod file_button;
pub mod fold;
pub mod notice;
pub mod text_field;

pub mod dimension_chart;
pub mod live_bar;
pub mod score_bar;

pub mod answer_field;
pub mod band_field;
pub mod checklist;
pub mod choice_row;
pub mod evidence_list;
pub mod exception_picker;
pub mod level_picker;
pub mod question_card;
pub mod section_nav;

pub mod clause_list;
pub mod criterion_row;
pub mod gate_list;
pub mod ladder;
pub mod reason_list;

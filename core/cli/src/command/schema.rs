//! `schema`: the JSON Schema of a file format, generated from the types.

use super::Outcome;
use crate::arguments::SchemaOf;
use crate::screen::Screen;

/// Writes the schema.
pub(crate) fn schema(of: SchemaOf, screen: &mut Screen) -> Outcome {
    let schema = match of {
        SchemaOf::Rubric => jiangxing::schema::rubric(),
        SchemaOf::Assessment => jiangxing::schema::assessment(),
        SchemaOf::Report => jiangxing::schema::report(),
    };
    screen.exactly(&schema);
    screen.exactly("\n");
    Outcome::Done
}

//! The only file that calls the engine: text in, questions and reports out.

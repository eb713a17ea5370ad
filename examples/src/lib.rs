//! What the programs share: arguments, inputs, outputs.

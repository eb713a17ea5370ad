//! The in-memory ledger keeps the laws of ledgers.
use viaduc_pipeline::{MemoryLedger, conformance};

#[tokio::test]
async fn the_memory_ledger_keeps_the_laws() {
    conformance::ledger(&MemoryLedger::new()).await.unwrap();
}

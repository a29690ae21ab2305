"""What tonghop keeps between runs: raw bytes, the ledger of what was seen, memoised results, and the lock."""

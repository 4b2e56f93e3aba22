"""Looking back: what a review still lacks, which pictures may be used, what waits for review."""

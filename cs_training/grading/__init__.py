"""What an instructor runs: release, autograde, feedback, analysis."""

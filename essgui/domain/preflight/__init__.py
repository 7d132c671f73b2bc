"""What stands for and against a start, one check per file: go, caution, no-go, or not known."""

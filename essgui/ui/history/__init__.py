"""The history page: what ran before, compared, gone through again, reported."""

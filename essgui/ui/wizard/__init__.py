"""The wizard page by page: target, scope, pace, review."""

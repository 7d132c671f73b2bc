"""Small painted widgets, each with one purpose."""

"""The Qt face: renders state, emits messages. No SDK, no asyncio, no files."""

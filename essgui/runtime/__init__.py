"""Performs effects on asyncio and feeds the results back as messages. Knows no widgets."""

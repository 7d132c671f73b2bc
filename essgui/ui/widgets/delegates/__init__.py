"""Painters of table cells; a model feeds them by roles and knows none of them."""

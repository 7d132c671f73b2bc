"""The settings page: the look, notifications, the webhook and what the archive keeps."""

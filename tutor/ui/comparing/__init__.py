"""What the compare screen shows, reckoned without a widget: most of it for a worker."""

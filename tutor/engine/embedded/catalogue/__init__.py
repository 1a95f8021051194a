"""What was recorded: base images, what commands did to them, and what programs printed."""

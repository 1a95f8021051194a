"""Making recordings from a real engine: base images, what commands do, what programs print."""

"""Podman through its Docker-compatible socket: what differs from Docker, and nothing else."""

"""What a build tells: where every byte came from, what ships, what was left behind."""

"""Docker Engine and what speaks its API: builds, measures, runs and reads through the docker SDK."""

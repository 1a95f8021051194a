"""What a process sees of a stage: who it is, where names lead, which file a name starts."""

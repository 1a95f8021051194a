"""The mistakes that have a name (facts: E1 to E26), each as a Dockerfile that makes it."""

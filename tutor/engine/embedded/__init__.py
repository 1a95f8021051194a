"""The engine that is built in: a builder over metadata, from recorded base images and recorded commands."""

FROM busybox
EXPOSE 8000-8002 80 80/tcp 443/UDP
HEALTHCHECK --interval=1m30s --timeout=500ms --retries=10 CMD true
MAINTAINER me

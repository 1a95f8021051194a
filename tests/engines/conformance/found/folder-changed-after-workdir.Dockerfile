FROM debian:trixie-slim
WORKDIR /w
RUN chown -R 5 /w

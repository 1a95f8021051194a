FROM debian:trixie
WORKDIR /app
COPY . .
RUN apt-get update && \
    apt-get install -y --no-install-recommends golang && \
    rm -rf /var/lib/apt/lists/* && \
    go build -o calc .
CMD ["/app/calc"]
